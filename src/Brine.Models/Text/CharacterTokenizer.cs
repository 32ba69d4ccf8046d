namespace Brine.Models;

/// <summary>The characters of a text, as Python counts them: what a loop over a <c>str</c> gives.</summary>
internal sealed class CharacterTokenizer : Tokenizer
{
    internal static CharacterTokenizer Instance { get; } = new();

    internal override void Split(string text, List<(int Start, int Length)> tokens) => CharacterGrams.MarkCharacters(text, tokens);
}
