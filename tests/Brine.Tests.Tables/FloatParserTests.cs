using System.Globalization;
using System.Text;
using Brine.Tables;

namespace Brine.Tests.Tables;

/// <summary>Numbers are read as the nearest double, whatever their text.</summary>
public sealed class FloatParserTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("-0.0e5")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("+17")]
    [InlineData("9007199254740993")]
    [InlineData("9007199254740992.5")]
    [InlineData("9007199254740991.4999999999999999999")]
    [InlineData("18446744073709551615")]
    [InlineData("18446744073709551616")]
    [InlineData("00000000000000000000000000001.5")]
    [InlineData("0.000000000000000000000000000000001234567890123456789")]
    [InlineData("1e22")]
    [InlineData("1e23")]
    [InlineData("8.5e22")]
    [InlineData("2.2250738585072011e-308")]
    [InlineData("2.2250738585072014e-308")]
    [InlineData("4.9e-324")]
    [InlineData("2.4703282292062327208e-324")]
    [InlineData("1.7976931348623157e308")]
    [InlineData("1.7976931348623159e308")]
    [InlineData("1e999999999999")]
    [InlineData("1e-999999999999")]
    [InlineData("7.2057594037927933e16")]
    [InlineData("6250000000000001e-22")]
    [InlineData("12345678")]
    [InlineData("1234567812345678")]
    public void HardNumbersAreThoseOfDotNet(string text)
    {
        Assert.True(FloatParser.TryParse(Encoding.UTF8.GetBytes(text), out double number));
        Assert.Equal(BitConverter.DoubleToInt64Bits(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)),
            BitConverter.DoubleToInt64Bits(number));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("e5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1.5x")]
    [InlineData("1 ")]
    [InlineData("1,5")]
    [InlineData("0x10")]
    [InlineData("1_000")]
    [InlineData("--1")]
    [InlineData("1.2.3")]
    [InlineData("12345678:")]
    [InlineData("1234567/")]
    public void WhatIsNoNumberIsNone(string text) => Assert.False(FloatParser.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void RandomNumbersInManyFormsAreThoseOfDotNet()
    {
        var random = new Random(7);
        string[] forms = ["R", "E16", "E17", "E5", "F3", "F20", "G15"];
        for (int i = 0; i < 200_000; i++)
        {
            double value = i % 3 == 0 ? BitConverter.Int64BitsToDouble(random.NextInt64())
                : (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-20, 20));
            if (!double.IsFinite(value) || (Math.Abs(value) > 1e100 && i % 7 is 4 or 5))
            {
                continue;
            }

            string text = value.ToString(forms[i % forms.Length], CultureInfo.InvariantCulture);
            Assert.True(FloatParser.TryParse(Encoding.UTF8.GetBytes(text), out double number), text);
            Assert.True(
                BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)) == BitConverter.DoubleToInt64Bits(number),
                text);
        }
    }

    [Fact]
    public void NumbersBetweenTwoDoublesGoToTheEvenOne()
    {
        var random = new Random(11);
        for (int i = 0; i < 20_000; i++)
        {
            // An odd number of half units above 2^53: all digits are there.
            ulong odd = ((ulong)random.NextInt64(1L << 53, 1L << 60) & ~0x7FUL) | 0x40;
            string text = odd.ToString(CultureInfo.InvariantCulture);
            Assert.True(FloatParser.TryParse(Encoding.UTF8.GetBytes(text), out double number));
            Assert.True(number.Equals(double.Parse(text, CultureInfo.InvariantCulture)), text);
        }
    }

    [Fact]
    public void WhatStandsBehindANumberIsNotReadWithIt()
    {
        // Runs of up to 40 digits before and behind the point, with every kind of character behind them, at every distance from the end.
        var random = new Random(13);
        const string Behind = ",\n\r\"/:;eE-+ .\0\u00ff";
        for (int i = 0; i < 100_000; i++)
        {
            string number = Digits(random.Next(1, 20)) + (i % 2 == 0 ? "." + Digits(random.Next(0, 40)) : "");
            char mark = Behind[i % Behind.Length];
            if (mark == '.' && i % 2 != 0)
            {
                continue;
            }

            byte[] text = Encoding.Latin1.GetBytes(number + mark + new string(i % 3 == 0 ? '7' : ',', random.Next(0, 40)));
            int length = number.Length + (mark is 'e' or 'E' && i % 3 == 0 ? text.Length - number.Length : 0);
            length = mark is 'e' or 'E' && text.Length == number.Length + 1 ? number.Length : length;
            Assert.Equal(length, FloatParser.TryParsePrefix(text, out double found));
            Assert.Equal(double.Parse(Encoding.Latin1.GetString(text, 0, length), CultureInfo.InvariantCulture), found);
        }

        string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + random.Next(10))));
    }
}
