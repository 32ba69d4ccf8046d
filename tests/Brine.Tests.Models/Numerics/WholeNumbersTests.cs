using Brine.Arrays;
using Brine.Models;

namespace Brine.Tests.Models.Numerics;

public class WholeNumbersTests
{
    [Theory]
    [InlineData("<i8", -9223372036854775808.0, 0)]
    [InlineData("<i8", 4294967296.0, 0)]
    [InlineData("<i4", 65535, -131071)]
    [InlineData("<i4", 94906267, 261134297)]
    [InlineData("|i1", 12, -112)]
    [InlineData("|u1", 17, 33)]
    public void SquaresWrapAround(string dtype, double value, double expected) =>
        Assert.Equal(expected, WholeNumbers.Square(value, DType.Parse(dtype)));

    [Fact]
    public void SumsOfSquaresWrapAround() => Assert.Equal(32, WholeNumbers.SquaredNorm([100, 100], DType.Parse("|i1")));

    [Fact]
    public void TheProductOfBoolsIsWhetherAnyIsTrueInBoth()
    {
        Assert.Equal(1, WholeNumbers.SquaredNorm([1, 1, 0], DType.Bool));
        Assert.Equal(0, WholeNumbers.Dot([1, 0], [0, 1], DType.Bool));
    }
}
