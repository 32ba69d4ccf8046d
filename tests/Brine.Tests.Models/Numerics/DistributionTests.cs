using Brine.Models;

namespace Brine.Tests.Models;

public sealed class DistributionTests
{
    [Theory]
    [InlineData(1e-20, -9.262340089798409)]
    [InlineData(1e-7, -5.1993375821928165)]
    [InlineData(0.1, -1.2815515655446004)]
    [InlineData(0.3, -0.5244005127080409)]
    [InlineData(0.5, 0.0)]
    [InlineData(0.9, 1.2815515655446004)]
    [InlineData(1 - 1e-9, 5.997807019601637)]
    [InlineData(0, double.NegativeInfinity)]
    [InlineData(1, double.PositiveInfinity)]
    [InlineData(1.5, double.NaN)]
    public void NormalQuantilesAreThoseOfScipy(double share, double number) => Assert.Equal(number, NormalDistribution.Quantile(share));

    [Theory]
    [InlineData(-12, 1.776482112077653e-33)]
    [InlineData(-2.5, 0.006209665325776132)]
    [InlineData(-1.2, 0.11506967022170822)]
    [InlineData(-0.5, 0.3085375387259869)]
    [InlineData(0.3, 0.6179114221889526)]
    [InlineData(1.1, 0.8643339390536173)]
    [InlineData(3, 0.9986501019683699)]
    [InlineData(9, 1.0)]
    [InlineData(double.NaN, double.NaN)]
    public void NormalSharesAreThoseOfScipy(double number, double share) => Assert.Equal(share, NormalDistribution.Cumulative(number));

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0.25, 1.25)]
    [InlineData(1, 7)]
    [InlineData(1.5, 8)]
    [InlineData(3, 9)]
    [InlineData(double.NaN, double.NaN)]
    public void InterpolationTakesTheLastOfEqualPlaces(double place, double value) =>
        Assert.Equal(value, Interpolation.Of(place, [0, 1, 1, 2], [0, 5, 7, 9]));

    [Fact]
    public void PseudoInverseOfDependentRowsIsFinite()
    {
        // The second row is twice the first: the inverse is that of one row, shared between both.
        double[] inverse = PseudoInverse.Of([1, 2, 2, 4], 2, 2);
        Assert.All(inverse.Zip([0.04, 0.08, 0.08, 0.16]), pair => Assert.Equal(pair.Second, pair.First, 12));
        Assert.All(PseudoInverse.Of([0, 0, 0, 0], 2, 2), value => Assert.Equal(0, value));
        double[] square = PseudoInverse.Of([2, 1, 0, 4], 2, 2);
        Assert.All(square.Zip([0.5, -0.125, 0, 0.25]), pair => Assert.Equal(pair.Second, pair.First, 12));
    }

    [Theory]
    [InlineData(0.5, 2.5)]
    [InlineData(0.25, 1.75)]
    [InlineData(1, 4)]
    public void QuantilesLieBetweenNumbers(double share, double quantile) => Assert.Equal(quantile, Quantiles.Linear([1, 2, 3, 4], share));

    [Fact]
    public void MedianOfNaNIsNaN()
    {
        Assert.Equal(2.5, Quantiles.Median([4, 1, 2, 3]));
        Assert.Equal(2, Quantiles.Median([3, 1, 2]));
        Assert.Equal(double.NaN, Quantiles.Median([1, double.NaN]));
    }
}
