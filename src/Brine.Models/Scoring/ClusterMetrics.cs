namespace Brine.Models;

/// <summary>Metrics of two groupings of rows, whatever the groups are called.</summary>
internal static class ClusterMetrics
{
    /// <summary><c>rand_score</c> or <c>adjusted_rand_score</c></summary>
    internal static double Rand(ScoreCase score, bool isAdjusted)
    {
        var table = new GroupTable(score);
        long all = table.RowCount, squares = table.Squares, together = squares - all;
        long onlySecond = table.Seconds.Sum(count => count * count) - squares;
        long onlyFirst = table.Firsts.Sum(count => count * count) - squares;
        long apart = (all * all) - onlySecond - onlyFirst - squares;
        if (!isAdjusted)
        {
            long right = apart + together, pairs = right + onlyFirst + onlySecond;
            return right == pairs || pairs == 0 ? 1 : (double)right / pairs;
        }

        return onlyFirst == 0 && onlySecond == 0 ? 1
            : 2.0 * (double)(((Int128)together * apart) - ((Int128)onlyFirst * onlySecond))
                / (double)(((Int128)(together + onlyFirst) * (onlyFirst + apart))
                    + ((Int128)(together + onlySecond) * (onlySecond + apart)));
    }

    /// <summary><c>homogeneity_score</c>, <c>completeness_score</c> or <c>v_measure_score</c></summary>
    internal static double Homogeneity(ScoreCase score, string metric)
    {
        var table = new GroupTable(score);
        double truth = Entropy(table.Firsts), answer = Entropy(table.Seconds), shared = Information(table);
        double homogeneity = truth != 0 ? shared / truth : 1, completeness = answer != 0 ? shared / answer : 1;
        return metric switch
        {
            "homogeneity_score" => homogeneity,
            "completeness_score" => completeness,
            _ => homogeneity + completeness == 0 ? 0 : 2.0 * homogeneity * completeness / ((1.0 * homogeneity) + completeness),
        };
    }

    /// <summary><c>mutual_info_score</c></summary>
    internal static double MutualInformation(ScoreCase score) => Information(new GroupTable(score));

    /// <summary><c>normalized_mutual_info_score</c>, by the mean of both entropies.</summary>
    internal static double NormalizedInformation(ScoreCase score)
    {
        var table = new GroupTable(score);
        if (table.Firsts.Length == 1 && table.Seconds.Length == 1)
        {
            return 1;
        }

        double shared = Information(table);
        return shared == 0 ? 0 : shared / ((Entropy(table.Firsts) + Entropy(table.Seconds)) / 2);
    }

    /// <summary><c>adjusted_mutual_info_score</c>, by the mean of both entropies: 0 is what chance gives.</summary>
    internal static double AdjustedInformation(ScoreCase score)
    {
        const double Epsilon = 2.220446049250313e-16;
        var table = new GroupTable(score);
        if (table.Firsts.Length == 1 || table.Seconds.Length == 1)
        {
            return table.Firsts.Length == table.Seconds.Length ? 1 : 0;
        }

        double chance = ExpectedInformation.Of(table);
        return AwayFromZero(Information(table) - chance)
            / AwayFromZero(((Entropy(table.Firsts) + Entropy(table.Seconds)) / 2) - chance);

        static double AwayFromZero(double value) => value < 0 ? Math.Min(value, -Epsilon) : Math.Max(value, Epsilon);
    }

    /// <summary><c>fowlkes_mallows_score</c></summary>
    internal static double FowlkesMallows(ScoreCase score)
    {
        var table = new GroupTable(score);
        double together = table.Squares - table.RowCount;
        double seconds = table.Seconds.Sum(count => count * count) - table.RowCount;
        double firsts = table.Firsts.Sum(count => count * count) - table.RowCount;
        return together == 0 ? 0 : Math.Sqrt(together / seconds) * Math.Sqrt(together / firsts);
    }

    private static double Entropy(long[] counts)
    {
        if (counts.Length == 1)
        {
            return 0;
        }

        double all = counts.Sum();
        return -PairwiseSum.Of<double>([.. counts.Select(count => count / all * (Math.Log(count) - Math.Log(all)))]);
    }

    private static double Information(GroupTable table)
    {
        if (table.Firsts.Length == 1 || table.Seconds.Length == 1)
        {
            return 0;
        }

        double all = table.RowCount, logarithm = Math.Log(all);
        double[] terms = [.. table.Cells.Select(cell =>
        {
            double share = cell.Count / all;
            double outer = -Math.Log(table.Firsts[cell.First] * table.Seconds[cell.Second]) + logarithm + logarithm;
            double term = (share * (Math.Log(cell.Count) - logarithm)) + (share * outer);
            return Math.Abs(term) < 2.220446049250313e-16 ? 0 : term;
        })];
        return Math.Max(PairwiseSum.Of<double>(terms), 0);
    }
}
