using Brine.Tables;

namespace Brine.Tests.Tables;

/// <summary>Spans of time as pandas writes them.</summary>
public class SpanTextTests
{
    [Theory]
    [InlineData("0 days 03:00:00", 10_800_000_000_000)]
    [InlineData("-1 days +23:00:00", -3_600_000_000_000)]
    [InlineData("1 days", 86_400_000_000_000)]
    [InlineData("1 day 02:00:00.5", 93_600_500_000_000)]
    [InlineData("0 days 00:00:00.000000001", 1)]
    [InlineData("-00:00:01", -1_000_000_000)]
    [InlineData("36:00:00", 129_600_000_000_000)]
    [InlineData("P0DT3H0M0S", 10_800_000_000_000)]
    [InlineData("P-1DT23H59M59.999999999S", -1)]
    [InlineData("P90DT0H0M1.500S", 7_776_001_500_000_000)]
    public void Spans_are_read(string text, long nanoseconds)
    {
        Assert.True(SpanText.TryParse(text, out long read));
        Assert.Equal(nanoseconds, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("1:2")]
    [InlineData("1:60:00")]
    [InlineData("one day")]
    [InlineData("P1D")]
    [InlineData("P1DT1M1H1S")]
    [InlineData("-1 days -01:00:00")]
    [InlineData("200000 days")]
    [InlineData("0 days 00:00:00.0000000001")]
    [InlineData("99999999999999999999 days")]
    [InlineData("9223372036854775807:00:00")]
    public void Other_text_is_no_span(string text) => Assert.False(SpanText.TryParse(text, out _));
}
