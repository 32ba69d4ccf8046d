namespace Brine.Models;

/// <summary>The index of the class of one row.</summary>
internal sealed class PerceptronClassKernel(LayerStack layers) : RowKernel
{
    private const int OnStack = 128;

    public override int InputCount => layers.InputCount;

    public override int OutputCount => 1;

    public override void Run(ReadOnlySpan<double> row, Span<double> output)
    {
        double[]? rented = layers.OutputCount <= OnStack ? null : System.Buffers.ArrayPool<double>.Shared.Rent(layers.OutputCount);
        Span<double> values = rented is null ? stackalloc double[OnStack] : rented;
        values = values[..layers.OutputCount];
        layers.Run(row, values);
        output[0] = values.Length == 1 ? (values[0] > 0.5 ? 1 : 0) : Labels.LargestIndex(values);
        if (rented is not null)
        {
            System.Buffers.ArrayPool<double>.Shared.Return(rented);
        }
    }
}
