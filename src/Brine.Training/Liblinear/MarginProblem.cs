namespace Brine.Training;

/// <summary>One problem of liblinear's, of two sides or of numbers.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Targets">1 and -1, or the numbers of a regressor.</param>
/// <param name="Costs">How much an error of each row costs.</param>
/// <param name="Draws">liblinear's generator, which goes on from one problem to the next.</param>
/// <param name="Context">What the whole fit shares.</param>
internal sealed record MarginProblem(MarginRows Rows, double[] Targets, double[] Costs, RandomState Draws, FitContext Context)
{
    internal required double Tolerance { get; init; }

    internal required int MaxIterations { get; init; }

    /// <summary>The tolerance of the solvers that go by the gradient: less where one side is small.</summary>
    internal double SideTolerance =>
        Tolerance * Math.Max(Math.Min(Targets.Count(side => side > 0), Targets.Count(side => side <= 0)), 1) / Rows.Count;

    /// <summary>Draws the order of what is at the beginning of a list anew.</summary>
    internal void Shuffle(Span<int> order)
    {
        for (int i = 0; i < order.Length; i++)
        {
            int j = i + (int)BoundedDraw.Below(Draws, (uint)(order.Length - i));
            (order[i], order[j]) = (order[j], order[i]);
        }
    }
}
