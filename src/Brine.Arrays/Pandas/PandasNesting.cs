using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>Bounds how deep the views of pandas go into each other: an index in an index in an index is nothing that pandas
/// makes.</summary>
internal readonly ref struct PandasNesting
{
    private const int Deepest = 24;

    [ThreadStatic]
    private static int s_depth;

    /// <exception cref="PickleLimitException">The value nests deeper than pandas' own do.</exception>
    internal static PandasNesting Enter()
    {
        if (s_depth >= Deepest)
        {
            throw new PickleLimitException("LimitDepth", $"a pandas object nests deeper than {Deepest}", -1, null);
        }

        s_depth++;
        return default;
    }

    /// <summary>Leaves the level.</summary>
    public void Dispose() => s_depth--;
}
