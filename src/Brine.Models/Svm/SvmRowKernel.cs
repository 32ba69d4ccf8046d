namespace Brine.Models;

/// <summary>The single decision value of SVR, NuSVR and OneClassSVM for one row.</summary>
/// <param name="machine">A dense machine.</param>
internal sealed class SvmRowKernel(SvmMachine machine) : RowKernel
{
    public override int InputCount => machine.InputCount;

    public override int OutputCount => 1;

    public override void Run(ReadOnlySpan<double> row, Span<double> output) => machine.Decide(row, output);

    public override double[] RunAll(Matrix matrix) => machine.Decide(matrix);
}
