namespace Brine.Models;

/// <summary>Metrics of labels.</summary>
internal static class LabelMetrics
{
    /// <summary><c>accuracy_score</c>: the part of the rows that are answered right, of several columns those with all of them.</summary>
    /// <param name="truth">The labels.</param>
    /// <param name="answer">What the model says.</param>
    /// <param name="weights">How much each row weighs; null where all weigh the same.</param>
    /// <param name="allows">True where columns of any labels are compared; <c>accuracy_score</c> compares several columns of two labels
    /// alone.</param>
    internal static double Accuracy(ScoreTarget truth, ScoreTarget answer, double[]? weights, bool allows = false)
    {
        CheckAlike(truth, answer);

        if (!allows && (truth.HasFractions || answer.HasFractions))
        {
            throw new ModelInputException("InputKind", "the target has numbers with fractions, and the model answers with classes");
        }

        if (!allows && truth.ColumnCount > 1 && !(IsTwofold(truth) && IsTwofold(answer)))
        {
            throw new ModelInputException("InputKind",
                truth.Texts is not null ? "scikit-learn scores several columns of labels where they are numbers, and these are text"
                    : "scikit-learn scores several columns of labels where there are two labels in all of them, and here are more");
        }

        int right = 0;
        if (weights is not null)
        {
            return Averages.Of([.. Enumerable.Range(0, truth.RowCount).Select(row => IsSame(truth, answer, row) ? 1.0 : 0)], weights);
        }

        for (int row = 0; row < truth.RowCount; row++)
        {
            right += IsSame(truth, answer, row) ? 1 : 0;
        }

        return (double)right / truth.RowCount;
    }

    /// <summary>Refuses labels that cannot be compared: other columns, text beside numbers.</summary>
    internal static void CheckAlike(ScoreTarget truth, ScoreTarget answer)
    {
        if (truth.ColumnCount != answer.ColumnCount)
        {
            throw new ModelInputException("InputFeatures",
                $"the target has {truth.ColumnCount} columns and the model answers with {answer.ColumnCount}");
        }

        if ((truth.Numbers is null) != (answer.Numbers is null))
        {
            throw new ModelInputException("InputKind",
                $"the labels of the model are {(answer.Numbers is null ? "text" : "numbers")}, and those of the target "
                    + $"{(truth.Numbers is null ? "text" : "numbers")}");
        }
    }

    private static bool IsTwofold(ScoreTarget labels) => labels.Numbers?.Distinct().Take(3).Count() < 3;

    private static bool IsSame(ScoreTarget truth, ScoreTarget answer, int row)
    {
        int start = row * truth.ColumnCount;
        for (int i = start; i < start + truth.ColumnCount; i++)
        {
            if (truth.Numbers is not null ? truth.Numbers[i] != answer.Numbers![i] : truth.Texts![i] != answer.Texts![i])
            {
                return false;
            }
        }

        return true;
    }
}
