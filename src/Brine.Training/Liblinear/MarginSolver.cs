namespace Brine.Training;

/// <summary>liblinear: linear functions with a price on the weights, by the solver that the parameters name.</summary>
internal sealed record MarginSolver
{
    /// <summary><c>loss</c>: <c>hinge</c>, <c>squared_hinge</c>, <c>logistic_regression</c>, <c>epsilon_insensitive</c> or
    /// <c>squared_epsilon_insensitive</c>.</summary>
    internal required string Loss { get; init; }

    /// <summary><c>penalty='l1'</c>: true where the sizes of weights cost, not their squares.</summary>
    internal bool IsSparse { get; init; }

    /// <summary>True where the dual problem is solved.</summary>
    internal required bool IsDual { get; init; }

    internal required double C { get; init; }

    internal required double Tolerance { get; init; }

    internal required int MaxIterations { get; init; }

    /// <summary><c>epsilon</c>: errors of numbers up to it cost nothing.</summary>
    internal double Limit { get; init; }

    internal required uint? RandomState { get; init; }

    /// <summary>True where there is a solver for such a loss, penalty and problem.</summary>
    internal static bool CanSolve(string loss, bool isSparse, bool isDual) => loss switch
    {
        "hinge" or "epsilon_insensitive" => !isSparse && isDual,
        _ => !isSparse || !isDual,
    };

    /// <summary>The weights of each class against the others, of the second alone where there are two; and the rounds.</summary>
    internal (double[][] Weights, int[] Rounds) Classify(MarginRows rows, ClassCodes classes, double[]? classWeights,
        double[]? rowWeights, FitContext context)
    {
        RandomState draws = Generator();
        int[] order = [.. Kept(rows.Count, rowWeights).OrderBy(row => classes.Codes[row])];
        int[] codes = Array.ConvertAll(order, row => classes.Codes[row]);
        if (codes.Distinct().Count() < classes.Count)
        {
            throw new TrainingException("FitWeight", "all rows of a class weigh 0: there is nothing to tell it by");
        }

        MarginRows grouped = rows.Take(order);
        double[]? weighted = rowWeights is null ? null : Array.ConvertAll(order, row => rowWeights[row]);
        bool isPair = classes.Count == 2;
        var weights = new double[isPair ? 1 : classes.Count][];
        var rounds = new int[weights.Length];
        if (IsDual || IsSparse)
        {
            // One generator goes through the classes.
            for (int k = 0; k < weights.Length; k++)
            {
                Learn(k);
            }
        }
        else
        {
            Parts.Run(weights.Length, context, Learn);
        }

        return (weights, rounds);

        void Learn(int k)
        {
            int own = isPair ? 1 : k;
            double cost = classWeights is null ? C : C * classWeights[own];
            double other = isPair && classWeights is not null ? C * classWeights[0] : C;
            var problem = new MarginProblem(grouped, Array.ConvertAll(codes, code => code == own ? 1.0 : -1.0),
                Costs(Array.ConvertAll(codes, code => code == own ? cost : other), weighted), draws, context)
            {
                Tolerance = Tolerance,
                MaxIterations = MaxIterations,
            };
            (weights[k], rounds[k]) = Solve(problem);
        }
    }

    internal (double[] Weights, int Rounds) Fit(MarginRows rows, double[] y, double[]? rowWeights, FitContext context)
    {
        if (rowWeights is not null)
        {
            int[] kept = [.. Kept(rows.Count, rowWeights)];
            (rows, y) = (rows.Take(kept), Array.ConvertAll(kept, row => y[row]));
            rowWeights = Array.ConvertAll(kept, row => rowWeights[row]);
        }

        var costs = new double[y.Length];
        Array.Fill(costs, C);
        var problem = new MarginProblem(rows, y, Costs(costs, rowWeights), Generator(), context)
            { Tolerance = Tolerance, MaxIterations = MaxIterations };
        bool isSquared = Loss == "squared_epsilon_insensitive";
        return IsDual ? DualNumber.Solve(problem, Limit, isSquared)
            : new TrustRegion(new SmoothMargin(problem, Limit), context).Solve(Tolerance, MaxIterations);
    }

    /// <summary>Sets the coefficients and the constants.</summary>
    internal static void Write(AttributeWriter attributes, string className, double[][] weights, int columnCount, double? constant,
        bool isFlat)
    {
        if (!weights.All(row => row.All(double.IsFinite)))
        {
            throw new TrainingException("FitRows",
                $"{className} found coefficients that are not finite: the values are too large; scale them first (StandardScaler)");
        }

        double[] coefficients = [.. weights.SelectMany(row => row.Take(columnCount))];
        attributes.Set("coef_", isFlat ? NDArray.Of(coefficients) : NDArray.Of(coefficients, weights.Length, columnCount));
        if (constant is { } scale)
        {
            attributes.Set("intercept_", NDArray.Of(weights.Select(row => scale * row[columnCount]).ToArray()));
        }
        else
        {
            attributes.Set("intercept_", 0.0);
        }
    }

    private (double[] Weights, int Rounds) Solve(MarginProblem problem) => (Loss, IsSparse, IsDual) switch
    {
        ("logistic_regression", true, _) => new SparseLogistic(problem).Solve(),
        ("logistic_regression", _, true) => DualLogistic.Solve(problem),
        ("logistic_regression", _, _) =>
            new TrustRegion(new SmoothLogistic(problem), problem.Context).Solve(problem.SideTolerance, MaxIterations),
        (_, true, _) => new SparseMargin(problem).Solve(),
        (_, _, true) => DualMargin.Solve(problem, isSquared: Loss == "squared_hinge"),
        _ => new TrustRegion(new SmoothMargin(problem, null), problem.Context).Solve(problem.SideTolerance, MaxIterations),
    };

    /// <summary>The rows that weigh anything: liblinear leaves the others out.</summary>
    private static IEnumerable<int> Kept(int count, double[]? weights) =>
        Enumerable.Range(0, count).Where(row => weights is null || weights[row] > 0);

    private static double[] Costs(double[] costs, double[]? weights) => SampleWeights.Product(weights, costs)!;

    /// <summary>The generator inside of liblinear, whose seed Python's generator draws.</summary>
    private RandomState Generator() => new(
        (uint)new RandomState(RandomState ?? (uint)Random.Shared.NextInt64(uint.MaxValue)).NextBelow(int.MaxValue));
}
