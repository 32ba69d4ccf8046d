namespace Brine.Arrays;

/// <summary>Arrays of objects that hold arrays: how deep one stands, and how many were printed in one text. An array may be shared by all
/// that stand around it.</summary>
internal sealed class ArrayNesting
{
    private const int Deepest = 6;
    private const int MostArrays = 2_000;

    private readonly int[] _printed;
    private readonly int _depth;

    internal ArrayNesting()
        : this([0], 0)
    {
    }

    private ArrayNesting(int[] printed, int depth)
    {
        _printed = printed;
        _depth = depth;
    }

    /// <summary>The level for one more array, or null where it is too deep or one too many.</summary>
    internal ArrayNesting? Enter() => _depth < Deepest && ++_printed[0] <= MostArrays ? new ArrayNesting(_printed, _depth + 1) : null;
}
