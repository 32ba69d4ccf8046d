namespace Brine.Models;

/// <summary>The mutual information that two groupings of so many rows have by chance: the mean over all tables with these sums, whose
/// counts go by the hypergeometric distribution (Vinh, Epps and Bailey, "Information Theoretic Measures for Clusterings Comparison",
/// 2010).</summary>
internal static class ExpectedInformation
{
    internal static double Of(GroupTable table)
    {
        long rows = table.RowCount;
        double logarithm = Math.Log(rows), ways = CephesFunctions.LogGamma(rows + 1);
        double expected = 0;
        foreach (long first in table.Firsts)
        {
            double firstLogarithm = Math.Log(first);
            double firstWays = CephesFunctions.LogGamma(first + 1), otherWays = CephesFunctions.LogGamma(rows - first + 1);
            foreach (long second in table.Seconds)
            {
                long most = Math.Min(first, second);
                double secondLogarithm = Math.Log(second);
                double both = firstWays + CephesFunctions.LogGamma(second + 1) + otherWays
                    + CephesFunctions.LogGamma(rows - second + 1);
                for (long count = Math.Max(1, first - rows + second); count <= most; count++)
                {
                    double information = logarithm + Math.Log(count) - firstLogarithm - secondLogarithm;
                    double chance = both - (CephesFunctions.LogGamma(count + 1) + ways) - LogGamma.Of(first - count + 1)
                        - LogGamma.Of(second - count + 1) - LogGamma.Of(rows - first - second + count + 1);
                    expected += count / (double)rows * information * Math.Exp(chance);
                }
            }
        }

        return expected;
    }
}
