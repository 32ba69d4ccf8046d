using System.Text;
using Brine.Pickling;

namespace Brine.Tests.Pickling;

public class PyLiteralTests
{
    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1.0, "1.0")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(1e16, "1e+16")]
    [InlineData(9999999999999998.0, "9999999999999998.0")]
    [InlineData(1234567890123456.8, "1234567890123456.8")]
    [InlineData(1e23, "1e+23")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(1.7976931348623157e308, "1.7976931348623157e+308")]
    [InlineData(double.NaN, "nan")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void FloatsArePrintedAsPythonPrintsThem(double value, string expected) => Assert.Equal(expected, PyLiteral.Float(value));

    [Theory]
    [InlineData("it's", "\"it's\"")]
    [InlineData("a'b\"c", "'a\\'b\"c'")]
    [InlineData("\t\n\r\\\u007f", "'\\t\\n\\r\\\\\\x7f'")]
    [InlineData("\u00a0\u00ad\u2028\ue000", "'\\xa0\\xad\\u2028\\ue000'")]
    [InlineData("é\U0001f600", "'é\U0001f600'")]
    [InlineData("\U000e0001", "'\\U000e0001'")]
    public void TextIsPrintedAsPythonPrintsIt(string text, string expected)
    {
        var output = new StringBuilder();
        PyLiteral.AppendText(output, text);
        Assert.Equal(expected, output.ToString());
    }

    [Fact]
    public void SurrogateWithoutItsPartnerIsEscaped()
    {
        var output = new StringBuilder();
        PyLiteral.AppendText(output, ['\ud83d', 'a']);
        Assert.True(PyLiteral.TryAppendUtf8(output, [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80]));
        Assert.False(PyLiteral.TryAppendUtf8(output, [0xED]));
        Assert.StartsWith(@"'\ud83da''\ud83d\ude00'", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void BytesAndBytearraysEscapeQuotesDifferently()
    {
        var output = new StringBuilder();
        PyLiteral.AppendBytes(output, "it's\u0000"u8);
        Assert.Equal("b\"it's\\x00\"", output.ToString());
        PyLiteral.AppendByteArray(output.Clear(), "it's"u8);
        Assert.Equal("bytearray(b\"it\\'s\")", output.ToString());
    }
}
