using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tests.Formats;

public sealed class ExcelTests
{
    private static readonly DataOptions Options = new() { Formats = TableFixtures.Formats };

    public static TheoryData<string> Sheets => [.. TableFixtures.Names(".xlsx")];

    [Theory]
    [MemberData(nameof(Sheets))]
    public void EveryCellIsWhatPandasReads(string name)
    {
        Table table = DataFile.ReadTyped(File.ReadAllBytes(TableFixtures.Path(name)), new ExcelFormat(),
            new TableReadOptions { Sheet = name.Contains('#') ? name.Split('#')[1] : null }, long.MaxValue);
        System.Text.Json.JsonElement[] expected = TableFixtures.Columns(name);
        Assert.Equal(expected.Length, table.ColumnCount);
        for (int i = 0; i < expected.Length; i++)
        {
            // The frame has floats where ints have a gap; the table has the ints.
            if (table.Columns[i].ElementDType is null || expected[i].GetProperty("dtype").GetString() != "float64")
            {
                TableFixtures.AssertSame(expected[i], table.Columns[i]);
            }
        }
    }

    [Fact]
    public void AModelIsGivenTheDtypesOfPandas()
    {
        var table = (Table)DataFile.Read(TableFixtures.Path("book.xlsx"), Options);
        Assert.Equal(["int64", "float64", "bool", "datetime64[ns]", "datetime64[ns]", "object", "object", "float64"],
            table.Columns.Select(column => column.DType.Name));
    }

    [Theory]
    [InlineData("1", "a")]
    [InlineData("Second one", "a")]
    [InlineData("0", "id")]
    [InlineData(null, "id")]
    public void ASheetIsFoundByNameOrNumber(string? sheet, string first) =>
        Assert.Equal(first, DataFile.Read(TableFixtures.Path("book.xlsx"), Options with { Sheet = sheet }).ColumnNames![0]);

    [Fact]
    public void ASheetThatIsNotThereIsNamedWithThoseThatAre()
    {
        ModelInputException error = Assert.Throws<ModelInputException>(
            () => DataFile.Read(TableFixtures.Path("book.xlsx"), Options with { Sheet = "Third" }));
        Assert.Equal("InputSheet", error.Code);
        Assert.Contains("First, Second one", error.Message, StringComparison.Ordinal);
        Assert.Equal("InputOption",
            Assert.Throws<ModelInputException>(
                () => DataFile.Read(Repo.File("samples", "data", "iris.csv"), Options with { Sheet = "x" })).Code);
        Assert.Equal("InputEmpty", Assert.Throws<ModelInputException>(() => DataFile.Read(TableFixtures.Path("blank.xlsx"), Options)).Code);
    }

    [Fact]
    public void ACellFarAwayMakesNoTableOfEmptyOnes()
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".xlsx");
        try
        {
            File.Copy(TableFixtures.Path("book.xlsx"), file);
            File.SetAttributes(file, FileAttributes.Normal);
            using (System.IO.Compression.ZipArchive archive = System.IO.Compression.ZipFile.Open(file,
                System.IO.Compression.ZipArchiveMode.Update))
            {
                System.IO.Compression.ZipArchiveEntry sheet = archive.Entries.First(entry => entry.FullName.Contains("worksheets/sheet1"));
                string name = sheet.FullName;
                sheet.Delete();
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write("""
                    <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
                    <row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>
                    """);
            }

            Assert.Equal("LimitValues", Assert.Throws<PickleLimitException>(() => DataFile.Read(file, Options)).Code);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void AWorkbookThatIsWrittenIsReadAsItWas()
    {
        Table table = new([
            Column.OfText("text", ["=1+1", "a & <b> \u0001\r\n_x0041_", null, " \ud83d\ude00\ud800 "]),
            Column.OfNumbers("number", [1.5, double.NaN, -0.1, 1e300]),
            Column.OfMasked("int", [1, 2, 3, 9007199254740992], DType.Int64, [false, true, false, false], isNullable: false),
            Column.OfMasked("bool", [1, 0, 0, 1], DType.Bool, [false, false, true, false], isNullable: false),
            Column.OfArray("time", TimeValues.Of([1_704_450_600_000_000_000, long.MinValue, 1_709_164_800_000_000_000, 0],
                DType.Parse("<M8[ns]"))),
        ]);
        Table back = Read(Written(table));
        Assert.Equal(table.Columns.Select(column => column.Name), back.Columns.Select(column => column.Name));
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(Enumerable.Range(0, 4).Select(row => table.Columns[i].TextAt(row)),
                Enumerable.Range(0, 4).Select(row => back.Columns[i].TextAt(row)));
        }

        Assert.Equal(["2024-01-05T10:30:00", null, "2024-02-29", "1970-01-01"],
            Enumerable.Range(0, 4).Select(row => back.Columns[4].TextAt(row)));
    }

    [Fact]
    public void WhatExcelCannotHoldAsANumberIsText()
    {
        Table back = Read(Written(new([
            Column.OfArray("int", NDArray.Of([9007199254740993L, 1])),
            Column.OfArray("old", TimeValues.Of([-70 * 365 * 86_400L, -80 * 365 * 86_400L], DType.Parse("<M8[s]"))),
            Column.OfArray("fine", TimeValues.Of([1, 1_000_000], DType.Parse("<M8[ns]"))),
            Column.OfNumbers("infinite", [double.PositiveInfinity, 1]),
        ])));
        Assert.Equal("9007199254740993", back.Columns[0].TextAt(0));
        Assert.Equal(["1900-01-18", "1890-01-20"], Enumerable.Range(0, 2).Select(row => back.Columns[1].TextAt(row)));
        Assert.Equal("1970-01-01T00:00:00.000000001", back.Columns[2].TextAt(0));
        Assert.Equal("inf", back.Columns[3].TextAt(0));
    }

    [Fact]
    public void MoreThanASheetHoldsIsRefused()
    {
        Assert.Equal("CannotTabulate", Assert.Throws<ModelInputException>(
            () => Written(new([Column.OfText("a", [new string('x', 32_768)])]))).Code);
        Assert.Equal("CannotTabulate", Assert.Throws<ModelInputException>(
            () => Written(new([.. Enumerable.Range(0, 16_385).Select(i => Column.OfNumbers($"c{i}", [1.0]))]))).Code);
        Table widest = Read(Written(new([.. Enumerable.Range(0, 16_384).Select(i => Column.OfNumbers($"c{i}", [i]))])));
        Assert.Equal((16_384, "16383"), (widest.ColumnCount, widest.Columns[^1].TextAt(0)));
        Assert.Equal("CannotTabulate", Assert.Throws<ModelInputException>(
            () => Written(new([Column.OfNumbers("a", new double[1_048_576])]))).Code);
    }

    [Fact]
    public void OldAndEncryptedWorkbooksAreRefusedWithAReason()
    {
        byte[] old = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]];
        ModelInputException error = Assert.Throws<ModelInputException>(() => DataFile.Read(old, Options));
        Assert.Equal("InputFormat", error.Code);
        Assert.Contains("save it as .xlsx without a password", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ADamagedWorkbookIsAnErrorAndNeverACrash()
    {
        byte[] bytes = File.ReadAllBytes(TableFixtures.Path("book.xlsx"));
        var random = new Random(3);
        int refused = 0;
        for (int run = 0; run < 150; run++)
        {
            byte[] damaged = [.. bytes];
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                DataFile.ReadTyped(damaged, new ExcelFormat(), TableReadOptions.Default, long.MaxValue);
            }
            catch (BrineException error)
            {
                Assert.True(error.Code is "InputTable" or "LimitDecompression" or "InputEmpty", error.Code);
                refused++;
            }
        }

        Assert.True(refused > 20);
    }

    [Fact]
    [Trait("Stage", "Python")]
    public void AWorkbookThatPythonWritesNowIsWhatPandasReads()
    {
        using var folder = new TemporaryFolder();
        string file = folder["live.xlsx"];
        string expected = Python.Run(
            """
            import datetime, struct, sys
            import pandas as pd
            frame = pd.DataFrame({"n": range(50), "x": [i / 7 for i in range(50)], "s": [f"t{i}" if i % 3 else None for i in range(50)], "b": [i % 2 == 0 for i in range(50)], "d": [datetime.datetime(2020, 1, 1) + datetime.timedelta(hours=5 * i) for i in range(50)]})
            frame.to_excel(sys.argv[1], index=False)
            read = pd.read_excel(sys.argv[1])
            print(";".join(read.dtypes.astype(str)), *(struct.unpack("<q", struct.pack("<d", x))[0] for x in read["x"]), *read["n"], int(read["s"].isna().sum()), read["d"].iloc[-1])
            """,
            file);
        var table = (Table)DataFile.Read(file, Options);
        IEnumerable<object> values =
        [
            string.Join(';', table.Columns.Select(column => column.DType.Name)),
            .. table.Columns[1].Numbers!.Select(number => (object)BitConverter.DoubleToInt64Bits(number)),
            .. table.Columns[0].Numbers!.Select(number => (object)(long)number),
            Enumerable.Range(0, 50).Count(table.Columns[2].IsMissing),
            table.Columns[4].TextAt(49)!.Replace('T', ' '),
        ];
        Assert.Equal(expected, string.Join(' ', values));
    }

    [Fact]
    public void ABombIsRefusedBeforeItGrows()
    {
        byte[] zip = ZipBytes.Of(("xl/workbook.xml", [1]), ("xl/worksheets/sheet1.xml", [2]));

        // Both of the places where the directory tells how large the sheet is.
        int directory = zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.TryWriteBytes(zip.AsSpan(directory + 24), 0x7FFF_FFFF);
        Assert.Equal("LimitDecompression",
            Assert.Throws<Brine.Pickling.PickleLimitException>(
                () => DataFile.ReadTyped(zip, new ExcelFormat(), TableReadOptions.Default, long.MaxValue)).Code);
    }

    private static byte[] Written(Table table)
    {
        using var file = new MemoryStream();
        using TableWriter writer = new ExcelFormat().Create(file);
        writer.Write(table);
        writer.Finish();
        return file.ToArray();
    }

    private static Table Read(byte[] workbook) => DataFile.ReadTyped(workbook, new ExcelFormat(), new TableReadOptions(), long.MaxValue);
}
