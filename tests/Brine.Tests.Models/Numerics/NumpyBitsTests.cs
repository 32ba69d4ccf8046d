using Brine.Models;

namespace Brine.Tests.Models.Numerics;

/// <summary>Values that numpy 1.24 gave without AVX-512; most differ from the correctly rounded ones in the last bit.</summary>
public class NumpyBitsTests
{
    [Theory]
    [InlineData(12.48887f, 265367.2f)]
    [InlineData(-28.207428f, 5.6191374e-13f)]
    [InlineData(-13.290763f, 1.6900323e-06f)]
    [InlineData(10.5752945f, 39155.438f)]
    [InlineData(5.451769f, 233.17024f)]
    [InlineData(-28.561087f, 3.9452783e-13f)]
    [InlineData(-95.5f, 3.349e-42f)]
    public void ExpOfSinglesHasTheBitsOfNumpy(float x, float expected) => Assert.Equal(expected, NumpySingle.Exp(x));

    [Theory]
    [InlineData(1.377324f, 0.32014245f)]
    [InlineData(1.042128f, 0.041264743f)]
    [InlineData(1.4290113f, 0.3569829f)]
    [InlineData(1.3515141f, 0.30122554f)]
    [InlineData(2.7522156f, 1.0124063f)]
    [InlineData(1.4034302f, 0.33891937f)]
    [InlineData(1e-40f, -92.10341f)]
    public void LogOfSinglesHasTheBitsOfNumpy(float x, float expected) => Assert.Equal(expected, NumpySingle.Log(x));

    [Theory]
    [InlineData(0.5872497248928269, 0.46200278574525516)]
    [InlineData(0.9876133005014677, 0.6869345724631577)]
    [InlineData(0.9508670456873031, 0.668273912567112)]
    [InlineData(0.5053638273944405, 0.40903461476207403)]
    [InlineData(9.975448484444273, 2.3956608223125833)]
    [InlineData(-0.41920122943023985, -0.5433509322613942)]
    [InlineData(-0.6335073700945779, -1.003776867256203)]
    [InlineData(-0.684599570877262, -1.1539122438874219)]
    public void LogOfOnePlusHasTheBitsOfTheCLibrary(double x, double expected) => Assert.Equal(expected, LogarithmOfOnePlus.Log1p(x));

    [Fact]
    public void EdgesOfSinglesAreThoseOfNumpy()
    {
        Assert.Equal([0, float.PositiveInfinity, 0, 1], new[] { -104f, 89f, float.NegativeInfinity, 0f }.Select(NumpySingle.Exp));
        Assert.Equal([float.NegativeInfinity, float.PositiveInfinity, 0, float.NaN],
            new[] { 0f, float.PositiveInfinity, 1f, -1f }.Select(NumpySingle.Log));
        Assert.True(float.IsNaN(NumpySingle.Exp(float.NaN)) && float.IsNaN(NumpySingle.Log(float.NaN)));
    }
}
