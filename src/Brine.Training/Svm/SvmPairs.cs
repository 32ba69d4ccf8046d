namespace Brine.Training;

/// <summary>libsvm's machines of classes: one for each pair, of which the first is the positive side.</summary>
/// <param name="problem">All rows.</param>
/// <param name="classes">The class of each.</param>
/// <param name="bounds">How much an error costs, by class.</param>
/// <param name="weights">What each row weighs, or null.</param>
/// <param name="megabytes">How much memory the kernel of a machine may take.</param>
internal sealed class SvmPairs(SvmProblem problem, ClassCodes classes, double[] bounds, double[]? weights, double megabytes)
{
    private readonly int[][] _members =
        [.. Enumerable.Range(0, classes.Count)
            .Select(c => Enumerable.Range(0, problem.Count).Where(row => classes.Codes[row] == c).ToArray())];

    private readonly (int First, int Second)[] _pairs =
        [.. Enumerable.Range(0, classes.Count).SelectMany(i => Enumerable.Range(i + 1, classes.Count - i - 1).Select(j => (i, j)))];

    private int[][] _support = [];

    /// <summary>Makes the solver of a machine.</summary>
    internal required Func<SmoKernel, double[], double[], double[], SmoSolver> Solver { get; init; }

    /// <summary>The seed of the folds that probabilities are learned from, the same for each machine; null where there are none.</summary>
    internal required uint? Seed { get; init; }

    internal SvmMachineFit[] Machines { get; private set; } = [];

    /// <summary>The support vectors, class by class.</summary>
    internal int[] Support => [.. _support.SelectMany(rows => rows)];

    internal int[] SupportCounts => Array.ConvertAll(_support, rows => rows.Length);

    internal bool IsCutOff => Machines.Any(machine => machine.IsCutOff);

    internal void Solve(FitContext context)
    {
        Machines = new SvmMachineFit[_pairs.Length];
        Parts.Run(_pairs.Length, context, p =>
        {
            (int i, int j) = _pairs[p];
            int[] rows = [.. _members[i], .. _members[j]];
            double[] signs = [.. _members[i].Select(_ => 1.0), .. _members[j].Select(_ => -1.0)];
            double[]? heavy = weights is null ? null : Array.ConvertAll(rows, row => weights[row]);
            SvmMachineFit machine = Train(problem.Take(rows), signs, bounds[i], bounds[j], heavy);
            if (Seed is { } seed)
            {
                var folds = new PlattFolds(this, problem.Take(rows), signs, bounds[i], bounds[j], heavy);
                (double slope, double shift, bool isCutOff) = folds.Learn(seed);
                machine = machine with { Slope = slope, Shift = shift, IsCutOff = machine.IsCutOff || isCutOff };
            }

            Machines[p] = machine;
        });
        var isSupport = new bool[problem.Count];
        for (int p = 0; p < _pairs.Length; p++)
        {
            int[] first = _members[_pairs[p].First], second = _members[_pairs[p].Second];
            for (int k = 0; k < Machines[p].Alphas.Length; k++)
            {
                isSupport[k < first.Length ? first[k] : second[k - first.Length]] |= Math.Abs(Machines[p].Alphas[k]) > 0;
            }
        }

        _support = Array.ConvertAll(_members, rows => Array.FindAll(rows, row => isSupport[row]));
    }

    /// <summary>The coefficients as libsvm puts them: those of a row against the other classes in order.</summary>
    internal double[][] Coefficients()
    {
        int[] support = Support;
        int[] starts = [.. _support.Select((_, c) => _support[..c].Sum(rows => rows.Length))];
        double[][] coefficients = [.. Enumerable.Range(1, classes.Count - 1).Select(_ => new double[support.Length])];
        for (int p = 0; p < _pairs.Length; p++)
        {
            (int i, int j) = _pairs[p];
            Put(coefficients[j - 1], starts[i], i, Machines[p].Alphas.AsSpan(0, _members[i].Length));
            Put(coefficients[i], starts[j], j, Machines[p].Alphas.AsSpan(_members[i].Length));
        }

        return coefficients;
    }

    /// <summary>Trains one machine; the rows of the problem change places.</summary>
    internal SvmMachineFit Train(SvmProblem own, double[] signs, double bound, double otherBound, double[]? heavy)
    {
        var linear = new double[own.Count];
        Array.Fill(linear, -1.0);
        sbyte[] sides = Array.ConvertAll(signs, sign => (sbyte)sign);
        SmoSolver solver = Solver(new ClassSmoKernel(own, sides, megabytes), linear, signs,
            [.. signs.Select((sign, row) => (heavy?[row] ?? 1) * (sign > 0 ? bound : otherBound))]);
        double[] alphas = solver.Solve();
        for (int k = 0; k < alphas.Length; k++)
        {
            alphas[k] *= signs[k];
        }

        return new SvmMachineFit(alphas, solver.Offset, solver.Iterations, solver.IsCutOff);
    }

    private void Put(double[] target, int start, int own, ReadOnlySpan<double> alphas)
    {
        int next = start;
        for (int k = 0, place = 0; k < alphas.Length; k++)
        {
            if (place < _support[own].Length && _support[own][place] == _members[own][k])
            {
                target[next++] = alphas[k];
                place++;
            }
        }
    }
}
