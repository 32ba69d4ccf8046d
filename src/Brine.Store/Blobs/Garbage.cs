namespace Brine.Store;

/// <summary>Files that nobody references.</summary>
/// <param name="Files">How many.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="Keys">What the backend calls those that it takes away after the index was changed: they are never used again.</param>
/// <param name="Leftovers">The same for what an earlier collection did not get to.</param>
internal sealed record Garbage(int Files, long Bytes, IReadOnlyList<string> Keys, IReadOnlyList<string> Leftovers)
{
    internal Garbage(int files, long bytes)
        : this(files, bytes, [], [])
    {
    }
}
