
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
}
