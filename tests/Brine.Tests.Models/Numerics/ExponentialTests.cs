using System.Runtime.InteropServices;
using Brine.Models;

namespace Brine.Tests.Models.Numerics;

public class ExponentialTests
{
    [Fact]
    public void TheTableHoldsThePowersOfTheRoot()
    {
        double[] tails = new double[128];
        long[] scales = new long[128];
        PowerTable.Fill(tails, scales);

        // The entries 0 to 2 and 64 (the square root of 2) as glibc has them; the last bit of what is lacking is 2^-106 of the result.
        Assert.Equal(0, tails[0]);
        Assert.InRange(BitConverter.DoubleToInt64Bits(tails[1]), 0x3c9b3b4f1a88bf6d, 0x3c9b3b4f1a88bf6f);
        Assert.InRange(BitConverter.DoubleToInt64Bits(-tails[2]), 0x3c7160139cd8dc5c, 0x3c7160139cd8dc5e);
        Assert.Equal([0x3ff0000000000000, 0x3feff63da9fb3335, 0x3fefec9a3e778061], scales.Take(3));
        Assert.Equal(Math.Sqrt(2), BitConverter.Int64BitsToDouble(scales[64] + (64L << 45)));
    }

    [Fact]
    public void NumbersAloneAndTogetherHaveTheBitsOfTheCLibrary()
    {
        Assert.SkipUnless(RuntimeInformation.IsOSPlatform(OSPlatform.Linux) && RuntimeInformation.ProcessArchitecture == Architecture.X64,
            "other C libraries differ in the last bit");
        var random = new Random(1);
        foreach (double scale in new[] { 1e-9, 0.01, 1.0, 20, 600, 1100 })
        {
            double[] numbers = [.. Enumerable.Range(0, 400_003).Select(_ => (random.NextDouble() - 0.5) * 2 * scale)];
            double[] together = [.. numbers];
            Exponential.Apply(together);
            int alone = numbers.Zip(together)
                .Count(pair => BitConverter.DoubleToInt64Bits(Exponential.Of(pair.First)) != BitConverter.DoubleToInt64Bits(pair.Second));
            int library = numbers.Zip(together)
                .Count(pair => BitConverter.DoubleToInt64Bits(Math.Exp(pair.First)) != BitConverter.DoubleToInt64Bits(pair.Second));
            Assert.Equal((0, 0), (alone, library));
        }
    }

    [Theory]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(-0.0, 1)]
    [InlineData(-800, 0)]
    [InlineData(800, double.PositiveInfinity)]
    public void EdgesAreThoseOfExp(double x, double expected)
    {
        double[] numbers = [1, x, x, x, x];
        Exponential.Apply(numbers);
        Assert.Equal([Math.E, expected, expected, expected, expected], numbers);
        Assert.Equal(expected, Exponential.Of(x));
    }
}
