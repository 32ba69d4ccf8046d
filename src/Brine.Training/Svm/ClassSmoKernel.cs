namespace Brine.Training;

/// <summary>libsvm's <c>SVC_Q</c>.</summary>
internal sealed class ClassSmoKernel : SmoKernel
{
    private readonly SvmProblem _problem;
    private readonly sbyte[] _signs;
    private readonly KernelCache _cache;
    private readonly double[] _values;

    internal ClassSmoKernel(SvmProblem problem, sbyte[] signs, double megabytes)
    {
        (_problem, _signs) = (problem, [.. signs]);
        _cache = new KernelCache(problem.Count, megabytes);
        _values = new double[problem.Count];
        Diagonal = problem.Diagonal();
    }

    internal override double[] Diagonal { get; }

    internal override ReadOnlySpan<float> Row(int row, int length)
    {
        (float[] memory, int known) = _cache.Take(row, length);
        if (known < length)
        {
            Span<double> values = _values.AsSpan(0, length - known);
            _problem.Fill(row, known, values);
            int sign = _signs[row];
            for (int i = 0; i < values.Length; i++)
            {
                memory[known + i] = (float)(sign * _signs[known + i] * values[i]);
            }
        }

        return memory.AsSpan(0, length);
    }

    internal override void Swap(int first, int second)
    {
        _cache.Swap(first, second);
        _problem.Swap(first, second);
        (_signs[first], _signs[second]) = (_signs[second], _signs[first]);
        (Diagonal[first], Diagonal[second]) = (Diagonal[second], Diagonal[first]);
    }
}
