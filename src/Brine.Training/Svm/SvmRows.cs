namespace Brine.Training;

/// <summary>The rows of a problem of support vectors, which change places while it is solved.</summary>
internal abstract class SvmRows
{
    internal abstract int Count { get; }

    /// <summary>The dot products of a row with others, each added from the first column to the last, as the reference BLAS does.</summary>
    /// <param name="row">The row.</param>
    /// <param name="first">The first of the others; one for each place of the answer.</param>
    /// <param name="products">The answer.</param>
    internal abstract void Multiply(int row, int first, Span<double> products);

    /// <summary>The dot products of a row of another problem with all rows of this one, or the squares of their distances.</summary>
    internal abstract void Compare(SvmRows others, int row, bool isOfDistances, Span<double> answers);

    /// <summary>Exchanges two rows.</summary>
    internal abstract void Swap(int first, int second);

    /// <summary>Some of the rows, in that order.</summary>
    internal abstract SvmRows Take(ReadOnlySpan<int> rows);
}
