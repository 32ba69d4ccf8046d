using Brine.Models;

namespace Brine.Tests.Models.Numerics;

public class SumTests
{
    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(15)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(1000)]
    public void ThePairwiseSumIsNearTheExactOneAndCountsEachNumberOnce(int count)
    {
        double[] powers = [.. Enumerable.Range(0, count).Select(i => (double)(i + 1))];
        Assert.Equal(count * (count + 1.0) / 2, PairwiseSum.Of<double>(powers));
    }

    [Fact]
    public void EightAccumulatorsAreCombinedInPairs()
    {
        // From left to right the ones would be lost beside 2^53; in pairs two of them meet first.
        double[] numbers = [0, 0, 0, 0, 9007199254740992, 0, 1, 1];
        Assert.Equal(9007199254740994, PairwiseSum.Of<double>(numbers));
        Assert.Equal(9007199254740992, numbers.Aggregate(0.0, (sum, number) => sum + number));
    }

    [Theory]
    [InlineData(1e-30)]
    [InlineData(-0.25)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(1.0)]
    [InlineData(1e10)]
    [InlineData(1e300)]
    public void LogOfOnePlusIsThatOfADecimalOfManyDigits(double x)
    {
        double expected = Math.Abs(x) < 1e-10 ? x : Math.Log(1 + x);
        Assert.Equal(expected, LogarithmOfOnePlus.Log1p(x), Math.Abs(expected) * 3e-16);
    }

    [Fact]
    public void LogOfOnePlusKnowsItsEdges()
    {
        Assert.Equal(double.NegativeInfinity, LogarithmOfOnePlus.Log1p(-1));
        Assert.True(double.IsNaN(LogarithmOfOnePlus.Log1p(-1.5)));
        Assert.True(double.IsNaN(LogarithmOfOnePlus.Log1p(double.NaN)));
        Assert.Equal(double.PositiveInfinity, LogarithmOfOnePlus.Log1p(double.PositiveInfinity));
        Assert.Equal(0, LogarithmOfOnePlus.Log1p(0));
    }

    [Fact]
    public void BothFormsOfLogSumExpAgreeToRounding()
    {
        double[] row = [-3, -1, -1, -700, -2.5];
        var scratch = new double[5];
        double simple = LogSumExp.Simple(row, scratch, isContiguous: true), split = LogSumExp.Split(row, scratch, isContiguous: true);
        Assert.Equal(simple, split, 1e-15);
        Assert.Equal(double.NegativeInfinity,
            LogSumExp.Simple([double.NegativeInfinity, double.NegativeInfinity], scratch, isContiguous: true));
        Assert.Equal(double.NegativeInfinity,
            LogSumExp.Split([double.NegativeInfinity, double.NegativeInfinity], scratch, isContiguous: true));
    }
}
