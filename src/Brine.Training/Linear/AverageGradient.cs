namespace Brine.Training;

/// <summary>scikit-learn's <c>sag</c> and <c>saga</c>: a step down the mean of the gradients that the rows had when they were drawn last.
/// What all coefficients move by is put off until a drawn row needs it.</summary>
internal sealed class AverageGradient
{
    private const double SmallestScale = 1e-9;

    /// <summary>Sparse rows move the constant by a hundredth of a step.</summary>
    private const double SparseDecay = 0.01;

    private readonly DenseRows _x;
    private readonly CsrMatrix? _sparse;
    private readonly int[] _all;
    private readonly int[] _classes;
    private readonly double[]? _rowWeights;
    private readonly int _outputs;
    private readonly double[] _sums;
    private readonly double[] _interceptSums;
    private readonly double[] _memory;
    private readonly double[] _steps;
    private readonly double[] _shrinks;
    private readonly int[] _updated;
    private readonly double[] _slopes;
    private double _scale = 1;

    /// <param name="x">The rows.</param>
    /// <param name="sparse">The same rows where Python has them sparse, or null.</param>
    /// <param name="classes">The class of each row.</param>
    /// <param name="outputs">1 of two classes, else how many there are.</param>
    /// <param name="rowWeights">What each row weighs; null where all weigh 1.</param>
    internal AverageGradient(DenseRows x, CsrMatrix? sparse, int[] classes, int outputs, double[]? rowWeights)
    {
        (_x, _sparse, _classes, _outputs, _rowWeights) = (x, sparse, classes, outputs, rowWeights);
        _all = [.. Enumerable.Range(0, x.ColumnCount)];
        Coefficients = new double[x.ColumnCount * outputs];
        Intercepts = new double[outputs];
        (_sums, _interceptSums, _slopes) = (new double[Coefficients.Length], new double[outputs], new double[outputs]);
        (_memory, _updated) = (new double[x.RowCount * outputs], new int[x.ColumnCount]);
        (_steps, _shrinks) = (new double[x.RowCount], new double[x.RowCount]);
    }

    /// <summary>The coefficients of a column for all classes one after another.</summary>
    internal double[] Coefficients { get; }

    internal double[] Intercepts { get; }

    /// <summary><c>solver='saga'</c>: whether steps go without the bias of gradients that are old.</summary>
    internal required bool IsUnbiased { get; init; }

    internal required bool HasIntercept { get; init; }

    /// <summary>What half the squares of coefficients cost.</summary>
    internal required double SquarePenalty { get; init; }

    /// <summary>What the sizes of coefficients cost.</summary>
    internal required double SizePenalty { get; init; }

    internal required double Tolerance { get; init; }

    internal required int MaxIterations { get; init; }

    private bool Shrinks => SizePenalty > 0 && IsUnbiased;

    /// <summary>Goes on until coefficients hardly move; how often it drew as many rows as there are.</summary>
    internal int Run(uint seed, CancellationToken cancellation)
    {
        var draws = new TreeDraws(seed);
        double square = SquarePenalty / _x.RowCount, size = SizePenalty / _x.RowCount, step = StepSize(square);
        double[] previous = new double[Coefficients.Length];
        var seen = new bool[_x.RowCount];
        int seenCount = 0;
        for (int round = 0; round < MaxIterations; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int turn = 0; turn < _x.RowCount; turn++)
            {
                int row = draws.Between(0, _x.RowCount);
                seenCount += seen[row] ? 0 : 1;
                seen[row] = true;
                Learn(row, turn);
                _scale *= 1.0 - (step * square);
                Move(row, step, seenCount);
                double before = turn == 0 ? 0 : _steps[turn - 1], shrinkBefore = turn == 0 ? 0 : _shrinks[turn - 1];
                _steps[turn] = before + (step / (_scale * seenCount));
                _shrinks[turn] = shrinkBefore + (step * size / _scale);
                if (_scale < SmallestScale)
                {
                    Settle(turn, round);
                }
            }

            Settle(_x.RowCount - 1, round);
            if (!Array.TrueForAll(Intercepts, double.IsFinite))
            {
                throw TooLarge(round);
            }

            double most = 0, change = 0;
            for (int i = 0; i < Coefficients.Length; i++)
            {
                most = Math.Max(most, Math.Abs(Coefficients[i]));
                change = Math.Max(change, Math.Abs(Coefficients[i] - previous[i]));
                previous[i] = Coefficients[i];
            }

            if (most != 0 ? change / most <= Tolerance : change == 0)
            {
                return round + 1;
            }
        }

        return MaxIterations;
    }

    /// <summary><c>get_auto_step_size</c>.</summary>
    private double StepSize(double square)
    {
        double most = 0;
        for (int row = 0; row < _x.RowCount; row++)
        {
            ReadOnlySpan<double> values = _x.Row(row);
            most = Math.Max(most, Vectors.Dot(values, values));
        }

        double bend = (0.25 * (most + (HasIntercept ? 1 : 0))) + square;
        double step = IsUnbiased ? 1.0 / ((2 * bend) + Math.Min(2 * _x.RowCount * square, bend)) : 1.0 / bend;
        return step * square == 1 ? throw new TrainingException("FitRows",
            "all rows are 0 and there is no constant: the step of the solver would be without end; take solver='lbfgs'") : step;
    }

    private ReadOnlySpan<int> Columns(int row) => _sparse is null ? _all : _sparse.RowColumns(row);

    private ReadOnlySpan<double> Values(int row) => _sparse is null ? _x.Row(row) : _sparse.RowValues(row);

    /// <summary>Brings the coefficients of a row up to date, and finds its slopes.</summary>
    private void Learn(int row, int turn)
    {
        ReadOnlySpan<int> columns = Columns(row);
        ReadOnlySpan<double> values = Values(row);
        if (turn > 0)
        {
            foreach (int column in columns)
            {
                CatchUp(column, turn);
                _updated[column] = turn;
            }
        }

        _slopes.AsSpan().Clear();
        for (int j = 0; j < columns.Length; j++)
        {
            ReadOnlySpan<double> own = Coefficients.AsSpan(columns[j] * _outputs, _outputs);
            for (int k = 0; k < own.Length; k++)
            {
                _slopes[k] += own[k] * values[j];
            }
        }

        for (int k = 0; k < _outputs; k++)
        {
            _slopes[k] = (_scale * _slopes[k]) + Intercepts[k];
        }

        double weight = _rowWeights is null ? 1 : _rowWeights[row];
        if (_outputs == 1)
        {
            _slopes[0] = Binary(_slopes[0], _classes[row] == 1 ? 1 : -1) * weight;
            return;
        }

        double all = LogSum(_slopes);
        for (int k = 0; k < _outputs; k++)
        {
            _slopes[k] = (Exponential.Of(_slopes[k] - all) - (_classes[row] == k ? 1 : 0)) * weight;
        }
    }

    /// <summary>The step of one row: the sums of gradients, and with <c>saga</c> the coefficients.</summary>
    private void Move(int row, double step, int seenCount)
    {
        ReadOnlySpan<int> columns = Columns(row);
        ReadOnlySpan<double> values = Values(row);
        Span<double> memory = _memory.AsSpan(row * _outputs, _outputs);
        double share = 1 - (1.0 / seenCount), decay = _sparse is null ? 1 : SparseDecay;
        for (int j = 0; j < columns.Length; j++)
        {
            int first = columns[j] * _outputs;
            for (int k = 0; k < memory.Length; k++)
            {
                double change = values[j] * (_slopes[k] - memory[k]);
                if (IsUnbiased)
                {
                    Coefficients[first + k] -= change * step * share / _scale;
                }

                _sums[first + k] += change;
            }
        }

        for (int k = 0; k < memory.Length && HasIntercept; k++)
        {
            double change = _slopes[k] - memory[k];
            _interceptSums[k] += change;
            double mean = step * _interceptSums[k] / seenCount * decay;
            Intercepts[k] -= IsUnbiased ? mean + (change * (step * share)) : mean;
        }

        _slopes.CopyTo(memory);
    }

    /// <summary>Makes all coefficients what they are, and the scale 1.</summary>
    private void Settle(int turn, int round)
    {
        for (int column = 0; column < _updated.Length; column++)
        {
            CatchUp(column, turn + 1);
            _updated[column] = (turn + 1) % _x.RowCount;
            foreach (ref double value in Coefficients.AsSpan(column * _outputs, _outputs))
            {
                value *= _scale;
                if (!double.IsFinite(value))
                {
                    throw TooLarge(round);
                }
            }
        }

        (_steps[turn], _shrinks[turn], _scale) = (0, 0, 1);
    }

    /// <summary>What a column missed since it was last needed.</summary>
    private void CatchUp(int column, int turn)
    {
        int last = _updated[column];
        double steps = _steps[turn - 1] - (last == 0 ? 0 : _steps[last - 1]);
        double shrinks = _shrinks[turn - 1] - (last == 0 ? 0 : _shrinks[last - 1]);
        for (int i = column * _outputs; i < (column + 1) * _outputs; i++)
        {
            if (!Shrinks)
            {
                Coefficients[i] -= steps * _sums[i];
            }
            else if (Math.Abs(_sums[i] * steps) < shrinks)
            {
                Coefficients[i] = Shrunk(Coefficients[i] - (steps * _sums[i]), shrinks);
            }
            else
            {
                for (int missed = turn - 1; missed >= last; missed--)
                {
                    double one = _steps[missed] - (missed == 0 ? 0 : _steps[missed - 1]);
                    double shrink = _shrinks[missed] - (missed == 0 ? 0 : _shrinks[missed - 1]);
                    Coefficients[i] = Shrunk(Coefficients[i] - (_sums[i] * one), shrink);
                }
            }
        }
    }

    private static double Shrunk(double value, double by) => Math.Max(value - by, 0) - Math.Max(-value - by, 0);

    private static double Binary(double raw, double side)
    {
        double z = raw * side;
        return z > 18 ? Exponential.Of(-z) * -side : z < -18 ? -side : -side / (Exponential.Of(z) + 1);
    }

    private static double LogSum(double[] raw)
    {
        double most = raw.Max(), sum = 0;
        foreach (double value in raw)
        {
            sum += Exponential.Of(value - most);
        }

        return Math.Log(sum) + most;
    }

    private static TrainingException TooLarge(int round) => new("FitRows",
        $"numbers grew without end in round {round + 1}: scale the columns before (StandardScaler)");
}
