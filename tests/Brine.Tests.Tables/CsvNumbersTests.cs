using System.Text;
using Brine.Arrays;
using Brine.Tables;

namespace Brine.Tests.Tables;

/// <summary>Numbers that are read while the fields are found are those that are read afterwards.</summary>
public class CsvNumbersTests
{
    private static readonly string[] Fields =
    [
        "0", "-0", "+7", "12", "007", "9007199254740993", "18446744073709551615", "123456789012345678901234567890", "1.5",
        "-.5", "3.", "1e3", "1E-300", "1e400", "-1e-400", "2.2250738585072014e-308", "0.1000000000000000055511151231257827",
        "", "NaN", "nan", "NA", "None", "null", "inf", "-Infinity", " 4", "5 ", "\"6\"", "\"7.5\"", "\"\"", "1_000", "0x10",
        "1,5", "True", "false", "abc", "1.2.3", "--1", "1e", "e5", ".", "+", "1.#IND", "\u0661",
    ];

    [Fact]
    public void ColumnsAreThoseThatAreReadFieldByField()
    {
        var random = new Random(20261130);
        for (int run = 0; run < 4000; run++)
        {
            int width = random.Next(1, 5), rows = random.Next(0, 9);
            int[] variety = [.. Enumerable.Range(0, width).Select(_ => random.Next(3))];
            string end = random.Next(4) switch { 0 => "\r\n", 1 => "\r", _ => "\n" };
            var text = new StringBuilder();
            for (int row = 0; row < rows; row++)
            {
                text.AppendJoin(';', variety.Select(kinds => Pick(random, kinds))).Append(random.Next(40) == 0 ? "\n" : end);
                text.Append(random.Next(30) == 0 ? end : "");
            }

            CheckSame(random.Next(2) == 0 ? text.ToString() : text.ToString().TrimEnd('\r', '\n'), width);
        }
    }

    [Fact]
    public void RowsOfAnotherWidthLeaveNoMarkOnTheColumns()
    {
        CsvContent rows = Read("1;2\n1.5\n3;4\n", 2, [true, true], keepsRagged: true);

        Assert.Equal(2, rows.RowCount);
        Assert.Equal(DType.Int64, rows.Column(0).Make("a", ColumnKind.Any).DType);
        Assert.Equal([1, 3], rows.Column(0).TryNumbers("a")!.Numbers!);
    }

    [Fact]
    public void TheFirstOfTheRowsAreTypedByThemselves()
    {
        CsvContent rows = Read("1;2\n3;4\n1.5;\n", 2, [true, true]).Take(2);

        Assert.Equal(DType.Int64, rows.Column(0).Make("a", ColumnKind.Any).DType);
        Assert.Equal([2, 4], rows.Column(1).TryNumbers("b")!.Numbers!);
    }

    private static string Pick(Random random, int kinds) => kinds switch
    {
        0 => random.NextDouble().ToString("r", System.Globalization.CultureInfo.InvariantCulture),
        1 => random.Next(5) == 0 ? "" : random.Next(-50, 50).ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => Fields[random.Next(Fields.Length)],
    };

    private static void CheckSame(string text, int width)
    {
        CsvContent plain = Read(text, width, []), quick = Read(text, width, [.. Enumerable.Repeat(true, width)]);
        Assert.Equal(plain.RowCount, quick.RowCount);
        for (int i = 0; i < width; i++)
        {
            CsvColumn a = plain.Column(i), b = quick.Column(i);
            Assert.True(a.Shape().TypesAs(b.Shape()), $"{text} column {i}: {a.Shape()} and {b.Shape()}");
            Assert.Equal(a.Shape().HasMissing, b.Shape().HasMissing);
            Assert.Equal(a.Shape().AreBools && !a.Shape().AreNumbers, b.Shape().AreBools && !b.Shape().AreNumbers);
            Column first = a.Make("x", ColumnKind.Any, refusesDecimalComma: false);
            Column second = b.Make("x", ColumnKind.Any, refusesDecimalComma: false);
            Assert.Equal(first.DType, second.DType);
            Assert.Equal(Bits(first), Bits(second));
        }
    }

    private static object?[] Bits(Column column) =>
        column.Numbers is { } numbers ? [.. numbers.Select(number => (object)BitConverter.DoubleToInt64Bits(number))]
            : [.. Enumerable.Range(0, column.Length).Select(row => (object)column[row].ToString())];

    private static CsvContent Read(string text, int width, bool[] areNumbers, bool keepsRagged = false) => CsvContent.ReadRows(
        Encoding.UTF8.GetBytes(text), [.. Enumerable.Repeat("x", width)], CsvOptions.Default with { Delimiter = ';' }, 1, keepsRagged,
        areNumbers);
}
