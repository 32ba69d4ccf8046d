namespace Brine.Models;

/// <summary>
/// Distances to all centers as scikit-learn's <c>euclidean_distances</c> has them: <c>sqrt(max(0, -2 x.c + |x|² + |c|²))</c>, norms by
/// einsum.
/// </summary>
internal sealed class CenterDistanceKernel(VectorBank centers, double[] norms) : RowKernel
{
    public override int InputCount => centers.Dimension;

    public override int OutputCount => centers.Count;

    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        row = row[..centers.Dimension];
        centers.All<DotStep>(row, output);
        Finish(output[..norms.Length], NumpyReductions.SquaredNorm(row), norms);
    }

    /// <summary>Makes distances of dot products.</summary>
    internal static void Finish(Span<double> dots, double norm, ReadOnlySpan<double> centerNorms)
    {
        for (int j = 0; j < dots.Length; j++)
        {
            double squared = (-2 * dots[j]) + norm + centerNorms[j];
            dots[j] = Math.Sqrt(Math.Max(squared, 0));
        }
    }
}
