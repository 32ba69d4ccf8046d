namespace Brine.Models;

/// <summary>The vectorizers of <c>sklearn.feature_extraction.text</c>.</summary>
internal static class TextFamily
{
    internal static readonly EstimatorEntry[] Entries = [];
}
