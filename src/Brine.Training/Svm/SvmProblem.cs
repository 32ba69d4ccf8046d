namespace Brine.Training;

/// <summary>Rows and a kernel between them, as libsvm's <c>Kernel</c> computes it in training.</summary>
internal sealed class SvmProblem
{
    private readonly double[] _squares = [];

    internal SvmProblem(SvmRows rows, SvmKernelFunction function)
    {
        (Rows, Function) = (rows, function);
        if (!function.IsOfDistances)
        {
            return;
        }

        _squares = new double[rows.Count];
        for (int row = 0; row < _squares.Length; row++)
        {
            rows.Multiply(row, row, _squares.AsSpan(row, 1));
        }
    }

    internal SvmRows Rows { get; }

    internal SvmKernelFunction Function { get; }

    internal int Count => Rows.Count;

    /// <summary>The kernel of a row and others, from one on.</summary>
    internal void Fill(int row, int first, Span<double> values)
    {
        Rows.Multiply(row, first, values);
        for (int i = 0; i < values.Length && _squares.Length > 0; i++)
        {
            values[i] = _squares[row] + _squares[first + i] - (2 * values[i]);
        }

        Function.Apply(values);
    }

    /// <summary>The kernel of each row and itself.</summary>
    internal double[] Diagonal()
    {
        var diagonal = new double[Count];
        for (int row = 0; row < diagonal.Length; row++)
        {
            Fill(row, row, diagonal.AsSpan(row, 1));
        }

        return diagonal;
    }

    /// <summary>The kernel of a row of another problem and all of this one, as it is computed where a model answers.</summary>
    internal void Answer(SvmProblem others, int row, Span<double> values)
    {
        Rows.Compare(others.Rows, row, Function.IsOfDistances, values);
        Function.Apply(values);
    }

    internal void Swap(int first, int second)
    {
        Rows.Swap(first, second);
        if (_squares.Length > 0)
        {
            (_squares[first], _squares[second]) = (_squares[second], _squares[first]);
        }
    }

    internal SvmProblem Take(ReadOnlySpan<int> rows) => new(Rows.Take(rows), Function);
}
