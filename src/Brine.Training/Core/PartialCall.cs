namespace Brine.Training;

/// <summary>What a trainer is given that goes on from where it was.</summary>
/// <param name="Fit">The rows and their target.</param>
/// <param name="Before">What was learned before, or null at the first call.</param>
/// <param name="Classes">All classes that there are, where they are given.</param>
internal sealed record PartialCall(FitCall Fit, EstimatorReader? Before, Target? Classes)
{
    internal FitContext Context => Fit.Context;

    /// <summary>The classes, those of the first call; and the class of each row.</summary>
    /// <param name="className">The class, for messages.</param>
    /// <param name="minimum">How many classes there must be.</param>
    internal ClassCodes Codes(string className, int minimum = 1)
    {
        Target target = Fit.Needed(className);
        ClassCodes? given = Classes is null ? null : ClassCodes.Of(Classes, className, minimum);
        if (Before is null)
        {
            return ClassCodes.Within(given?.Unique ?? throw new TrainingException("FitTarget",
                $"{className} has to know all classes at the first partial_fit: give them beside the target"), target, className);
        }

        NDArray classes = Before.Array("classes_");
        return given is not null && !given.Unique.ToStrings().SequenceEqual(classes.ToStrings(), StringComparer.Ordinal)
            ? throw new TrainingException("FitTarget", $"the classes given to {className} are not those that it tells apart already")
            : ClassCodes.Within(classes, target, className);
    }

    /// <summary>The number of columns that were learned from before is checked against.</summary>
    internal DenseRows Checked(DenseRows rows, string className) =>
        Before?.FeatureCount is { } count && count != rows.ColumnCount
            ? throw new TrainingException("FitRows",
                $"the rows have {rows.ColumnCount} columns, and {className} has learned from {count}")
            : rows;
}
