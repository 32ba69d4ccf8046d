namespace Brine.Models;

/// <summary>The single decision value of SVR, NuSVR and OneClassSVM for one row.</summary>
/// <param name="machine">A dense machine.</param>
internal sealed class SvmRowKernel(SvmMachine machine) : RowKernel
{
    public override int InputCount => machine.InputCount;

    public override int OutputCount => 1;

    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output) => machine.Decide(row, output);

    internal override double[] RunAllCore(Matrix matrix) => machine.Decide(matrix);
}
