using Brine.Models;

namespace Brine;

/// <summary>The estimator that answers in the end, and what happens to rows before: the steps of pipelines, through searches.</summary>
internal sealed class ExplainedPart
{
    private readonly IReadOnlyList<TransformStep> _steps;

    private ExplainedPart(Estimator estimator, IReadOnlyList<TransformStep> steps, IReadOnlyList<string>? names)
    {
        Estimator = estimator;
        _steps = steps;
        Names = names;
    }

    /// <summary>The estimator that answers.</summary>
    internal Estimator Estimator { get; }

    /// <summary>The names of the columns that it is given; null where no step says them.</summary>
    internal IReadOnlyList<string>? Names { get; }

    internal static ExplainedPart Of(Estimator estimator)
    {
        var steps = new List<TransformStep>();
        IReadOnlyList<string>? names = estimator.FeatureNamesIn;
        while (true)
        {
            switch (estimator.Form)
            {
                case DelegateForm { Inner: var inner }:
                    estimator = inner;
                    break;
                case SequenceForm { Steps: [.., { Estimator: { } last }] sequence }:
                    foreach (TransformStep step in sequence.SkipLast(1))
                    {
                        names = After(step, names);
                        steps.Add(step);
                    }

                    estimator = last;
                    break;
                case BoostingForm { Preprocessor: { } preprocessor }:
                    var encoder = new TransformStep("_preprocessor", preprocessor);
                    return new ExplainedPart(estimator, [.. steps, encoder], Reordered(preprocessor, names ?? estimator.FeatureNamesIn));
                default:
                    return new ExplainedPart(estimator, steps, names ?? estimator.FeatureNamesIn);
            }
        }
    }

    /// <summary>The rows as the estimator is given them.</summary>
    internal Features Transform(Features rows)
    {
        foreach (TransformStep step in _steps)
        {
            rows = step.Transform(rows);
        }

        return rows;
    }

    /// <summary>The names of so many columns: what the steps say, else x0, x1...</summary>
    internal IReadOnlyList<string> NamesOf(int count) =>
        Names is { } names && names.Count == count ? names : [.. Enumerable.Range(0, count).Select(column => $"x{column}")];

    /// <summary>What the preprocessor of histogram gradient boosting makes of the names: it moves columns of categories to the front, and
    /// each stays one column.</summary>
    private static IReadOnlyList<string>? Reordered(Estimator preprocessor, IReadOnlyList<string>? names) =>
        preprocessor.Form is ParallelForm { Parts: var parts } && parts.All(part => part.Columns is not null)
            ? [.. parts.SelectMany(part => part.Columns!.NamesOf(names)!)] : null;

    /// <summary>The names that a step gives, or null where it has none.</summary>
    private static IReadOnlyList<string>? After(TransformStep step, IReadOnlyList<string>? names)
    {
        try
        {
            return step.NamesOut(names);
        }
        catch (Exception error) when (error is UnsupportedModelException or ModelInputException)
        {
            return null;
        }
    }
}
