using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>A column of intervals, such as <c>(0, 1]</c>.</summary>
public sealed class IntervalArray : PandasArray
{
    internal IntervalArray(PandasArray left, PandasArray right, string closed, string className)
        : base(className)
    {
        Left = left;
        Right = right;
        Closed = closed is "left" or "right" or "both" or "neither" ? closed
            : throw PandasObject.Bad("an interval is closed on no known side");
        if (left.Length != right.Length)
        {
            throw PandasObject.Bad($"{left.Length} intervals begin and {right.Length} end");
        }
    }

    /// <summary>The left ends.</summary>
    public PandasArray Left { get; }

    /// <summary>The right ends.</summary>
    public PandasArray Right { get; }

    /// <summary>The ends that belong to the intervals: <c>left</c>, <c>right</c>, <c>both</c> or <c>neither</c>.</summary>
    public string Closed { get; }

    /// <inheritdoc/>
    public override int Length => Left.Length;

    /// <inheritdoc/>
    public override string DTypeName => $"interval[{Left.DTypeName}, {Closed}]";

    /// <inheritdoc/>
    public override PyValue this[int index] =>
        IsMissing(index) ? default : new PandasInterval(Left[index], Right[index], Closed).ToPickle();

    /// <inheritdoc/>
    public override bool IsMissing(int index) => Left.IsMissing(index);

    /// <inheritdoc/>
    public override string? TextAt(int index) =>
        IsMissing(index) ? null : PandasInterval.Text(Left.TextAt(index), Right.TextAt(index), Closed);
}
