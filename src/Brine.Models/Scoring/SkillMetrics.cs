namespace Brine.Models;

/// <summary>How much better probabilities are than the shares of the classes among the rows: 1 is the best, 0 no better, below it
/// worse.</summary>
internal static class SkillMetrics
{
    /// <summary><c>d2_log_loss_score</c></summary>
    internal static double LogLoss(ScoreCase score)
    {
        ScoreMatrix scores = score.Probabilities();
        double epsilon = scores.IsSingle ? ProbabilityMetrics.SingleEpsilon : ProbabilityMetrics.DoubleEpsilon;
        return Explained(score, scores, takesPositive: false,
            (has, probability) => has == 0 ? 0 : -has * Math.Log(Math.Clamp(probability, epsilon, 1 - epsilon)), Sum);
    }

    /// <summary><c>d2_brier_score</c></summary>
    internal static double Brier(ScoreCase score) => Explained(score, score.Probabilities(), takesPositive: true,
        (has, probability) => (has - probability) * (has - probability), Averages.Of);

    private static double Explained(ScoreCase score, ScoreMatrix scores, bool takesPositive, Func<double, double, double> loss,
        Func<double[], double[]?, double> total)
    {
        if (scores.RowCount < 2)
        {
            return double.NaN;
        }

        double[] truth = Indicators(score, scores, takesPositive, out int width);
        double[] shares = Shares(truth, width, score.Weights);
        double[] losses = new double[scores.RowCount], plain = new double[scores.RowCount];
        double[] row = new double[width], others = new double[width];
        bool isPair = width == 2 && score.Truth.Kind == TargetKind.Binary;
        for (int i = 0; i < losses.Length; i++)
        {
            for (int k = 0; k < width; k++)
            {
                // Of two classes the probability of the second is taken, and that of the first is what is left.
                double has = truth[(i * width) + k], last = scores.Values[(i * scores.Width) + scores.Width - 1];
                double probability = !isPair ? scores.Values[(i * width) + k] : k == 1 ? last : 1 - last;
                (row[k], others[k]) = (loss(has, probability), loss(has, shares[k]));
            }

            (losses[i], plain[i]) = (PairwiseSum.Of<double>(row), PairwiseSum.Of<double>(others));
        }

        double whole = total(plain, score.Weights);
        return whole != 0 || takesPositive ? 1 - (total(losses, score.Weights) / whole)
            : throw new ModelInputException("InputKind", $"{score.Metric} needs rows of several classes, and here are none that differ");
    }

    private static double Sum(double[] losses, double[]? weights)
    {
        if (weights is null)
        {
            return PairwiseSum.Of<double>(losses);
        }

        double sum = 0;
        for (int i = 0; i < losses.Length; i++)
        {
            sum += losses[i] * weights[i];
        }

        return sum;
    }

    /// <summary>1 where a row is of a class, row by row.</summary>
    private static double[] Indicators(ScoreCase score, ScoreMatrix scores, bool takesPositive, out int width)
    {
        if (score.Truth.Kind == TargetKind.Multilabel)
        {
            width = scores.Width;
            return width == score.Truth.ColumnCount ? score.Truth.Numbers!
                : throw new ModelInputException("InputFeatures",
                    $"the target has {score.Truth.ColumnCount} columns and the model scores {width}");
        }

        width = Math.Max(scores.Width, 2);
        int[] classes = takesPositive && width == 2 && score.Truth.Kind == TargetKind.Binary
            ? Array.ConvertAll(ProbabilityMetrics.Positives(score), isPositive => isPositive ? 1 : 0)
            : ProbabilityMetrics.Classes(score, width);
        var truth = new double[classes.Length * width];
        for (int row = 0; row < classes.Length; row++)
        {
            truth[(row * width) + classes[row]] = 1;
        }

        return truth;
    }

    private static double[] Shares(double[] truth, int width, double[]? weights)
    {
        var shares = new double[width];
        double all = weights is null ? truth.Length / width : PairwiseSum.Of<double>(weights);
        for (int i = 0; i < truth.Length; i++)
        {
            shares[i % width] += truth[i] * (weights?[i / width] ?? 1);
        }

        return Array.ConvertAll(shares, sum => sum / all);
    }
}
