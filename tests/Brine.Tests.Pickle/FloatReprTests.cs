using Brine.Pickling;

namespace Brine.Tests.Pickling;

public sealed class FloatReprTests
{
    [Theory]
    [InlineData(1e-7, "1e-07")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(1234567890123456.7, "1234567890123456.8")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(1e16, "1e+16")]
    [InlineData(123456789012345678.0, "1.2345678901234568e+17")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(-2.5, "-2.5")]
    public void Floats_print_as_Python_prints_them(double value, string text) => Assert.Equal(text, PyValue.FromDouble(value).ToString());
}
