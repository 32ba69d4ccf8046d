using System.Globalization;
using System.Text.Json;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tests.Support;

/// <summary>Tables that Python wrote, with what pandas reads out of them: <c>tests/tables</c>.</summary>
internal static class TableFixtures
{
    internal static IReadOnlyList<TableFormat> Formats { get; } = [new ParquetFormat(), new ArrowFormat(), new ExcelFormat()];

    internal static string Path(string name) => Repo.File("tests", "tables", name.Split('#')[0]);

    internal static IEnumerable<string> Names(params IReadOnlyList<string> endings) =>
        Lines().Select(line => line.GetProperty("file").GetString()!)
            .Where(name => endings.Any(ending => name.Split('#')[0].EndsWith(ending, StringComparison.Ordinal)));

    /// <summary>The columns that pandas has: names, dtypes and cells.</summary>
    internal static JsonElement[] Columns(string name) =>
        [.. Lines().Single(line => line.GetProperty("file").GetString() == name).GetProperty("columns").EnumerateArray()];

    /// <summary>Says where a column holds anything else than pandas has.</summary>
    internal static void AssertSame(JsonElement expected, Column column)
    {
        Assert.Equal(expected.GetProperty("name").GetString(), column.Name);
        JsonElement[] cells = [.. expected.GetProperty("cells").EnumerateArray()];
        Assert.Equal(cells.Length, column.Length);
        for (int row = 0; row < cells.Length; row++)
        {
            Assert.True(Is(cells[row], column, row), $"{column.Name}[{row}]: {column[row]} is not {cells[row]}");
        }
    }

    private static bool Is(JsonElement expected, Column column, int row)
    {
        if (expected.ValueKind == JsonValueKind.Null)
        {
            return column.IsMissing(row);
        }

        PyValue cell = column.ElementDType is null || column.IsMissing(row) ? column[row] : column.ElementAt(row);
        switch (expected.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False:
                return cell.Kind == PyKind.Bool && cell.TryGetBool(out bool truth) && truth == expected.GetBoolean();
            case JsonValueKind.Number:
                return cell.Kind == PyKind.Int && cell.TryGetBigInteger(out System.Numerics.BigInteger number)
                    && number.ToString(CultureInfo.InvariantCulture) == expected.GetRawText();
            case JsonValueKind.String when column.DType.Kind == 'f' || cell.Kind == PyKind.Float:
                return cell.TryGetDouble(out double real)
                    && BitConverter.DoubleToInt64Bits(real)
                        == BitConverter.DoubleToInt64Bits(expected.GetString() is var text && text == "inf" ? double.PositiveInfinity
                            : double.Parse(text!, CultureInfo.InvariantCulture));
            case JsonValueKind.String:
                return cell.AsString() == expected.GetString();
        }

        return expected.TryGetProperty("ns", out JsonElement ns) ? column.Times is { } times && TimeValues.At(times, row) == ns.GetInt64()
            : expected.GetProperty("text").GetString() is var shown && (PyDecimal.From(cell)?.Text == shown || cell.AsString() == shown);
    }

    private static IEnumerable<JsonElement> Lines() =>
        File.ReadLines(Repo.File("tests", "tables", "expected.jsonl")).Select(line => JsonDocument.Parse(line).RootElement);
}
