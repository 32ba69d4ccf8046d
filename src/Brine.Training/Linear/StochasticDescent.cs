namespace Brine.Training;

/// <summary>Goes over the rows, and after each one a step down: scikit-learn's <c>_plain_sgd</c>, to the bit.</summary>
internal sealed class StochasticDescent
{
    private const double SmallestScale = 1e-9;
    private const double LargestStep = 1e12;

    /// <summary><c>SPARSE_INTERCEPT_DECAY</c>: sparse rows move the constant by a hundredth of a step.</summary>
    private const double SparseDecay = 0.01;

    private readonly DenseRows _x;
    private readonly CsrMatrix? _sparse;
    private readonly int[] _all;
    private readonly double[] _y;
    private readonly StochasticRules _rules;
    private readonly double _share;
    private readonly double[] _taken;
    private double _scale = 1;
    private double _squares;
    private double _sizes;
    private double _penalty;

    /// <summary>Starts with coefficients of 0.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="sparse">The same rows where Python has them sparse, or null.</param>
    /// <param name="y">What each row is to be answered with.</param>
    /// <param name="rules">How it goes.</param>
    internal StochasticDescent(DenseRows x, CsrMatrix? sparse, double[] y, StochasticRules rules)
    {
        (_x, _sparse, _y, _rules) = (x, sparse, y, rules);
        _all = sparse is null ? [.. Enumerable.Range(0, x.ColumnCount)] : [];
        _share = rules.Penalty switch { "l2" => 0, "l1" => 1, _ => rules.SizeShare };
        Coefficients = new double[x.ColumnCount];
        _taken = new double[x.ColumnCount];
    }

    internal double[] Coefficients { get; }

    internal double Intercept { get; set; }

    /// <summary>How many steps were taken before, and one.</summary>
    internal double FirstStep { get; init; } = 1;

    /// <summary>Goes over the rows until it gets no better; how often it did.</summary>
    /// <param name="seed">The seed of the order of the rows.</param>
    /// <param name="positive">What rows over 0 weigh.</param>
    /// <param name="negative">What the others weigh.</param>
    internal int Run(uint seed, double positive, double negative)
    {
        int[] order = [.. Enumerable.Range(0, _x.RowCount)];
        double rate = _rules.FirstRate, first = 0, best = double.PositiveInfinity, t = FirstStep, tolerance = _rules.Tolerance ?? 0;
        if (_rules.Rate == "optimal")
        {
            double typical = Math.Sqrt(1.0 / Math.Sqrt(_rules.Alpha));
            first = 1.0 / (typical / Math.Max(1.0, _rules.Loss.Derivative(1.0, -typical)) * _rules.Alpha);
        }

        int still = 0;
        for (int round = 0; round < _rules.MaxIterations; round++)
        {
            _rules.Context.Cancellation.ThrowIfCancellationRequested();
            if (_rules.Shuffles)
            {
                Shuffle(order, seed);
            }

            double losses = 0, objective = 0;
            foreach (int row in order)
            {
                rate = _rules.Rate switch
                {
                    "optimal" => 1.0 / (_rules.Alpha * (first + t - 1)),
                    "invscaling" => _rules.FirstRate / Math.Pow(t, _rules.RatePower),
                    _ => rate,
                };
                double y = _y[row];
                double weight = (y > 0 ? positive : negative) * (_rules.RowWeights is { } weights ? weights[row] : 1);
                Step(row, y, rate, weight, ref losses, ref objective);
                t++;
            }

            if (!double.IsFinite(Intercept) || !Array.TrueForAll(Coefficients, double.IsFinite))
            {
                throw new TrainingException("FitRows",
                    $"numbers grew without end in round {round + 1}; scale the columns (StandardScaler), or take a smaller eta0");
            }

            bool isNew = _rules.Context.IsNew;
            double score = isNew ? objective / _x.RowCount : losses;
            still = _rules.Tolerance is not null && score > best - (isNew ? tolerance : tolerance * _x.RowCount) ? still + 1 : 0;
            best = score < best ? score : best;
            if (still < _rules.PatientRounds)
            {
                continue;
            }

            if (_rules.Rate != "adaptive" || rate <= 1e-6)
            {
                ResetScale();
                return round + 1;
            }

            rate /= 5;
            still = 0;
        }

        ResetScale();
        return _rules.MaxIterations;
    }

    private void Step(int row, double y, double rate, double weight, ref double losses, ref double objective)
    {
        ReadOnlySpan<double> values = _sparse is null ? _x.Row(row) : _sparse.RowValues(row);
        ReadOnlySpan<int> columns = _sparse is null ? _all : _sparse.RowColumns(row);
        double product = 0;
        for (int j = 0; j < columns.Length; j++)
        {
            product += Coefficients[columns[j]] * values[j];
        }

        double p = (product * _scale) + Intercept, loss = _rules.Loss.Of(y, p);
        losses += loss;
        objective += loss;
        if (_rules.Penalty is not null)
        {
            double norm = Math.Sqrt(_squares);
            objective += _rules.Alpha * (((1 - _share) * 0.5 * (norm * norm)) + (_share * _sizes));
        }

        double step = -rate * Math.Clamp(_rules.Loss.Derivative(y, p), -LargestStep, LargestStep) * weight;
        if (_rules.Penalty is "l2" or "elasticnet")
        {
            Scale(Math.Max(0, 1.0 - ((1.0 - _share) * rate * _rules.Alpha)));
        }

        if (step != 0)
        {
            Add(columns, values, step);
            Intercept += !_rules.HasIntercept ? 0 : _sparse is null ? step : step * SparseDecay;
        }

        if (_rules.Penalty is "l1" or "elasticnet")
        {
            _penalty += _share * rate * _rules.Alpha;
            Shrink(columns);
        }
    }

    private void Add(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, double step)
    {
        double factor = step / _scale, squares = 0, sizes = 0;
        for (int j = 0; j < columns.Length; j++)
        {
            double made = Coefficients[columns[j]] += values[j] * factor;
            squares += made * made;
            sizes += Math.Abs(made);
        }

        _squares = squares * (_scale * _scale);
        _sizes = sizes * _scale;
    }

    private void Scale(double factor)
    {
        _scale *= factor;
        _squares *= factor * factor;
        _sizes *= Math.Abs(factor);
        if (_scale < SmallestScale)
        {
            ResetScale();
        }
    }

    private void ResetScale()
    {
        for (int j = 0; j < Coefficients.Length; j++)
        {
            Coefficients[j] *= _scale;
        }

        _scale = 1;
    }

    /// <summary><c>l1penalty</c>: what each coefficient owes of the penalty so far.</summary>
    private void Shrink(ReadOnlySpan<int> columns)
    {
        foreach (int j in columns)
        {
            double before = Coefficients[j];
            if (_scale * before > 0)
            {
                Coefficients[j] = Math.Max(0.0, before - ((_penalty + _taken[j]) / _scale));
            }
            else if (_scale * before < 0)
            {
                Coefficients[j] = Math.Min(0.0, before + ((_penalty - _taken[j]) / _scale));
            }

            _taken[j] += _scale * (Coefficients[j] - before);
        }
    }

    private static void Shuffle(int[] order, uint seed)
    {
        var draws = new TreeDraws(seed);
        for (int i = 0; i < order.Length - 1; i++)
        {
            int j = draws.Between(i, order.Length);
            (order[i], order[j]) = (order[j], order[i]);
        }
    }
}
