using Brine.Models;

namespace Brine.Tests.Formats;

/// <summary>Columns of several pages and row groups, with runs of gaps and dictionaries that end half way.</summary>
public sealed class ParquetPagesTests
{
    private const int RowCount = 1000;

    public static TheoryData<string> Files => ["snappy", "snappy2", "none", "none2", "zstd"];

    [Theory]
    [MemberData(nameof(Files))]
    public void EveryValueStandsInItsRow(string name)
    {
        Table table = Read(File.ReadAllBytes(Path(name)));
        Assert.Equal(["plain", "few", "gaps", "few_gaps", "none", "single", "int", "long"], table.ColumnNames);
        Assert.Equal(RowCount, table.RowCount);
        for (int row = 0; row < RowCount; row++)
        {
            double plain = row * 0.1, few = row * row % 11 / 4.0;
            double?[] expected = [plain, few, IsGap(row) ? null : plain, IsGap(row) ? null : few, null, IsGap(row) ? null : row / 8.0,
                IsGap(row) ? null : row - 500, row * 1e9];
            for (int i = 0; i < expected.Length; i++)
            {
                Column column = table.Columns[i];
                Assert.Equal(expected[i] is null, column.IsMissing(row));
                if (expected[i] is { } value)
                {
                    Assert.True(column[row].TryGetDouble(out double found) || (column[row].TryGetInt64(out long whole)
                        && (found = whole) == whole), $"{column.Name}[{row}]");
                    Assert.Equal(value, found);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void ADamagedByteIsAnErrorOrAnotherValueAndNeverACrash(string name)
    {
        byte[] bytes = File.ReadAllBytes(Path(name));
        var random = new Random(7);
        int refused = 0;
        for (int run = 0; run < 400; run++)
        {
            byte[] damaged = [.. bytes];
            for (int i = 0; i <= run % 4; i++)
            {
                damaged[random.Next(4, damaged.Length - 8)] = (byte)random.Next(256);
            }

            try
            {
                Assert.Equal(RowCount, Read(damaged).RowCount);
            }
            catch (BrineException error)
            {
                Assert.True(error.Code is "InputTable" or "LimitDecompression", error.Code);
                refused++;
            }
        }

        Assert.InRange(refused, 50, 400);
    }

    [Theory]
    [InlineData("twice.parquet", "2 columns of the name 'x'")]
    [InlineData("times.parquet", "times of day")]
    public void WhatWouldBeReadAsSomethingElseIsRefused(string name, string what)
    {
        ModelInputException error = Assert.Throws<ModelInputException>(() => Read(File.ReadAllBytes(TableFixtures.Path(name))));
        Assert.Equal("InputTable", error.Code);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    private static bool IsGap(int row) => row < 300 ? row % 7 == 3 : row < 640 || row % 97 == 0;

    private static string Path(string name) => TableFixtures.Path($"pages-{name}.parquet");

    private static Table Read(byte[] bytes) => DataFile.ReadTyped(bytes, new ParquetFormat(), TableReadOptions.Default, long.MaxValue);
}
