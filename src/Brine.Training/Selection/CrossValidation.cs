namespace Brine.Training;

/// <summary>Scores a trainer on rows that its models have not seen: scikit-learn's <c>cross_val_score</c>.</summary>
public static class CrossValidation
{
    /// <summary>Trains on all folds but one and scores on that one, for each fold.</summary>
    /// <param name="trainer">The trainer.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="target">What each row is to be answered with.</param>
    /// <param name="folds">The folds; <see cref="Splitter.KFold"/> and its like make them.</param>
    /// <param name="metric">One of <see cref="EstimatorScorer.Metrics"/>; that of the class when left out.</param>
    /// <param name="options">How models are trained.</param>
    /// <exception cref="TrainingException">A model cannot be trained.</exception>
    /// <exception cref="ModelInputException">The rows are not what the class takes.</exception>
    /// <exception cref="OperationCanceledException">The token of the options was cancelled.</exception>
    public static IReadOnlyList<double> Score(Trainer trainer, Features rows, Target target, IReadOnlyList<Fold> folds,
        string? metric = null, FitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(folds);
        options ??= new FitOptions();
        var scores = new double[folds.Count];
        for (int k = 0; k < scores.Length; k++)
        {
            Fold fold = folds[k];
            using Model model = trainer.Fit(rows.SelectRows(fold.Train), target.Select(fold.Train), options with { Progress = null });
            scores[k] = model.Score(rows.SelectRows(fold.Test), Features.FromArray(target.Select(fold.Test).Values), metric);
            options.Progress?.Report((k + 1.0) / scores.Length);
        }

        return scores;
    }
}
