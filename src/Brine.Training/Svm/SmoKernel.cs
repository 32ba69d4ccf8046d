namespace Brine.Training;

/// <summary>The matrix of what is minimized: the kernel with the signs of both rows, in single precision, as libsvm keeps it.</summary>
internal abstract class SmoKernel
{
    /// <summary>The kernel of each row and itself.</summary>
    internal abstract double[] Diagonal { get; }

    /// <summary>The beginning of a row of the matrix; good until the second next one is asked for.</summary>
    internal abstract ReadOnlySpan<float> Row(int row, int length);

    /// <summary>Exchanges two rows.</summary>
    internal abstract void Swap(int first, int second);
}
