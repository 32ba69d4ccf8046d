namespace Brine.Models;

/// <summary>Splits a document into tokens.</summary>
internal abstract class Tokenizer
{
    /// <summary>Adds the place of each token.</summary>
    internal abstract void Split(string text, List<(int Start, int Length)> tokens);
}
