using Brine.Models;

namespace Brine.Tests.Models;

public sealed class NumpyReductionsTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(5000)]
    public void WholeNumbersAddUpInEveryOrder(int count)
    {
        double[] values = [.. Enumerable.Range(1, count).Select(value => (double)value)];
        Assert.Equal(count * (count + 1) / 2.0, NumpyReductions.Sum(values));
        Assert.Equal(values.Sum(value => value * value), NumpyReductions.SquaredNorm(values));
    }

    [Fact]
    public void SumAddsInEightLanes()
    {
        // numpy: sum of [1e16, 1, -1e16, 1, 0...] with eight lanes keeps what a plain loop would lose.
        double[] values = [1e16, 1, 0, 0, 0, 0, 0, 0, -1e16, 1, 0, 0, 0, 0, 0, 0];
        Assert.Equal(2, NumpyReductions.Sum(values));
        double plain = 0;
        foreach (double value in values)
        {
            plain += value;
        }

        Assert.NotEqual(2, plain);
    }
}
