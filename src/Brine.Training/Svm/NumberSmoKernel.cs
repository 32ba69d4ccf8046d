namespace Brine.Training;

/// <summary>libsvm's <c>SVR_Q</c>: each row counts twice, for errors above and below.</summary>
internal sealed class NumberSmoKernel : SmoKernel
{
    private readonly SvmProblem _problem;
    private readonly float[] _signs;
    private readonly int[] _rows;
    private readonly KernelCache _cache;
    private readonly double[] _values;
    private float[] _last;
    private float[] _next;

    internal NumberSmoKernel(SvmProblem problem, double megabytes)
    {
        int count = problem.Count;
        (_problem, _signs, _rows) = (problem, new float[2 * count], new int[2 * count]);
        double[] diagonal = problem.Diagonal();
        Diagonal = [.. diagonal, .. diagonal];
        for (int i = 0; i < count; i++)
        {
            (_signs[i], _signs[i + count], _rows[i], _rows[i + count]) = (1, -1, i, i);
        }

        _cache = new KernelCache(count, megabytes);
        _values = new double[count];
        (_last, _next) = (new float[2 * count], new float[2 * count]);
    }

    internal override double[] Diagonal { get; }

    internal override ReadOnlySpan<float> Row(int row, int length)
    {
        int place = _rows[row];
        (float[] memory, int known) = _cache.Take(place, _problem.Count);
        if (known == 0)
        {
            _problem.Fill(place, 0, _values);
            for (int i = 0; i < _values.Length; i++)
            {
                memory[i] = (float)_values[i];
            }
        }

        (_last, _next) = (_next, _last);
        Span<float> answer = _last.AsSpan(0, length);
        ReadOnlySpan<float> signs = _signs.AsSpan(0, length);
        ReadOnlySpan<int> rows = _rows.AsSpan(0, length);
        float sign = _signs[row];
        for (int i = 0; i < answer.Length; i++)
        {
            answer[i] = sign * signs[i] * memory[rows[i]];
        }

        return answer;
    }

    internal override void Swap(int first, int second)
    {
        (_signs[first], _signs[second]) = (_signs[second], _signs[first]);
        (_rows[first], _rows[second]) = (_rows[second], _rows[first]);
        (Diagonal[first], Diagonal[second]) = (Diagonal[second], Diagonal[first]);
    }
}
