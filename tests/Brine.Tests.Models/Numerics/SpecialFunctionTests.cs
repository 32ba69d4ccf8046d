using Brine.Models;

namespace Brine.Tests.Models;

/// <summary>Functions of the C library and of scipy that models take, with the bits that they gave.</summary>
public class SpecialFunctionTests
{
    [Theory]
    [InlineData(0.25, -4.2274535333762655)]
    [InlineData(1, -0.5772156649015329)]
    [InlineData(1.4, -0.06138454458511624)]
    [InlineData(2.5, 0.7031566406452432)]
    [InlineData(7.3, 1.917820335637986)]
    [InlineData(10, 2.251752589066721)]
    [InlineData(55.5, 4.0073469585404435)]
    public void DigammaIsThatOfScipy(double x, double expected) => Assert.Equal(expected, Digamma.Of(x));

    [Theory]
    [InlineData(-0.3, -0.3286267594591274)]
    [InlineData(0.5, 0.5204998778130465)]
    [InlineData(1.2, 0.9103139782296353)]
    [InlineData(3, 0.9999779095030014)]
    [InlineData(9, 1.0)]
    public void ErrorFunctionIsThatOfScipy(double x, double expected) => Assert.Equal(expected, ErrorFunction.Of(x));

    [Theory]
    [InlineData(0.5, 0.5723649429247001)]
    [InlineData(1.5, -0.12078223763524522)]
    [InlineData(2.5, 0.2846828704729192)]
    [InlineData(3, 0.6931471805599453)]
    [InlineData(7.5, 7.534364236758734)]
    [InlineData(8.5, 9.549267257300997)]
    [InlineData(30, 71.25703896716801)]
    public void LogGammaIsThatOfTheLibrary(double x, double expected) => Assert.Equal(expected, LogGamma.Of(x));

    [Fact]
    public void SolutionOfAPositiveMatrixFitsIt()
    {
        double[] matrix = [4, 2, 1, 2, 5, 3, 1, 3, 6], x = [1, 2, 3];
        Assert.True(CholeskyInverse.Solve([.. matrix], 3, x));
        Assert.All(Enumerable.Range(0, 3),
            i => Assert.Equal(i + 1, (matrix[3 * i] * x[0]) + (matrix[(3 * i) + 1] * x[1]) + (matrix[(3 * i) + 2] * x[2]), 12));
        Assert.False(CholeskyInverse.Solve([1, 2, 2, 1], 2, new double[2]));
    }
}
