using System.Diagnostics;

namespace Brine.Training;

/// <summary>One candidate, trained on the rows of a fold and scored on the others.</summary>
internal sealed class FoldRun(FitCall call, Fold fold, string? metric, bool scoresTraining)
{
    internal double FitTime { get; private set; }

    internal double ScoreTime { get; private set; }

    internal double TestScore { get; private set; }

    internal double TrainScore { get; private set; }

    /// <summary>Why the candidate cannot be trained or scored; null where it can.</summary>
    internal BrineException? Error { get; private set; }

    internal void Run(Trainer trainer)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            FitCall own = call.Of(fold.Train);
            Estimator model = EstimatorTable.Read(trainer.Train(own));
            FitTime = Stopwatch.GetElapsedTime(start).TotalSeconds;
            start = Stopwatch.GetTimestamp();
            TestScore = Score(model, call.Of(fold.Test));
            ScoreTime = Stopwatch.GetElapsedTime(start).TotalSeconds;
            TrainScore = scoresTraining ? Score(model, own) : 0;
            if (!double.IsFinite(TestScore) || !double.IsFinite(TrainScore))
            {
                throw new TrainingException("FitTarget", "the score is no number");
            }
        }
        catch (BrineException error)
        {
            Error = error;
        }
    }

    private double Score(Estimator model, FitCall rows) => EstimatorScorer.Score(model, rows.Rows,
        rows.Target is { } target ? Features.FromArray(target.Values) : null, metric).Value;
}
