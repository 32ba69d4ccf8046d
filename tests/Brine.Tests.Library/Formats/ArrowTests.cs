using Brine.Arrays;


namespace Brine.Tests.Formats;

public sealed class ArrowTests : IDisposable
{
    private static readonly DataOptions Options = new() { Formats = TableFixtures.Formats };

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Files => [.. TableFixtures.Names(".feather", ".arrow", ".arrows")];

    [Theory]
    [MemberData(nameof(Files))]
    public void EveryCellIsWhatPandasReads(string name)
    {
        IReadOnlyList<Column> columns = Read(File.ReadAllBytes(TableFixtures.Path(name))).Columns;
        System.Text.Json.JsonElement[] expected = TableFixtures.Columns(name);
        Assert.Equal(expected.Length, columns.Count);
        for (int i = 0; i < expected.Length; i++)
        {
            // The frame has floats where ints have a gap; the table has the ints.
            if (columns[i].ElementDType is not { Kind: 'i' or 'u' } || expected[i].GetProperty("dtype").GetString() != "float64")
            {
                TableFixtures.AssertSame(expected[i], columns[i]);
            }
        }
    }

    [Fact]
    public void AGapInTheLastBatchMakesFloatsOfAllRows()
    {
        string output = _folder["answers.jsonl"];
        new FilePredictor(new Predictor(Transformers.Same()), Options) { Methods = ["transform"] }.Save(TableFixtures.Path("late.arrow"),
            output);
        string[] lines = File.ReadAllLines(output);
        Assert.Equal("""{"transform_0":1.0,"transform_1":true,"transform_2":"u"}""", lines[0]);
        Assert.Equal("""{"transform_0":null,"transform_1":null,"transform_2":"z"}""", lines[5]);
    }

    /// <summary>pyarrow writes a table as one batch, whatever its size.</summary>
    [Fact]
    public void ALargeBatchIsReadInPartsOfItsRows()
    {
        const int Rows = 40_003;
        bool[] gaps = [.. Enumerable.Range(0, Rows).Select(row => row % 7 == 3)];
        double[] numbers = [.. Enumerable.Range(0, Rows).Select(row => row * 0.25)];
        var written = new Table([
            Column.OfNumbers("f", numbers),
            Column.OfMasked("i", [.. Enumerable.Range(0, Rows).Select(row => row % 7 == 3 ? double.NaN : row)], DType.Int32, gaps, false),
            Column.OfNumbers("b", [.. Enumerable.Range(0, Rows).Select(row => (double)(row % 3 % 2))], DType.Bool),
            Column.OfText("t", [.. Enumerable.Range(0, Rows).Select(row => row % 7 == 3 ? null : new string('é', row % 5) + row)]),
            Column.OfArray("d", TimeValues.Of([.. Enumerable.Range(0, Rows).Select(row => (long)row)], DType.Parse("<M8[D]")))]);
        using var stream = new MemoryStream();
        using (TableWriter writer = new ArrowFormat().Create(stream))
        {
            writer.Write(written);
            writer.Finish();
        }

        var parts = new List<Table>();
        using (TableReader reader = new ArrowFormat().Open(new MemoryStream(stream.ToArray()), new TableReadOptions()))
        {
            while (reader.Read() is { } part)
            {
                parts.Add(part);
            }

            Assert.Equal(1, reader.Share);
        }

        Assert.True(parts.Count > 3);
        Assert.Equal(Rows, parts.Sum(part => part.RowCount));
        for (int i = 0; i < written.ColumnCount; i++)
        {
            Assert.Equal(Enumerable.Range(0, Rows).Select(written.Columns[i].TextAt),
                parts.SelectMany(part => Enumerable.Range(0, part.RowCount).Select(part.Columns[i].TextAt)));
        }

        // What is damaged is refused, or read as something else; it never ends the process.
        var random = new Random(5);
        for (int i = 0; i < 100; i++)
        {
            byte[] damaged = stream.ToArray();
            damaged[random.Next(i % 2 == 0 ? 3000 : damaged.Length)] ^= (byte)random.Next(1, 256);
            Assert.True(Record.Exception(() => Read(damaged)) is null or ModelInputException or Brine.Pickling.PickleException);
        }
    }

    [Fact]
    public void WhatWasWrittenIsReadAgainByKind()
    {
        Table written = Read(File.ReadAllBytes(TableFixtures.Path("types.feather")));
        using var stream = new MemoryStream();
        using (TableWriter writer = new ArrowFormat().Create(stream))
        {
            writer.Write(written);
            writer.Write(written);
            writer.Finish();
        }

        Table again = Read(stream.ToArray());
        Assert.Equal(2 * written.RowCount, again.RowCount);
        foreach ((Column one, Column two) in written.Columns.Zip(again.Columns))
        {
            Assert.Equal((one.Name, one.ElementDType ?? one.DType), (two.Name, two.ElementDType ?? two.DType));
            Assert.Equal(Enumerable.Range(0, two.Length).Select(row => one.TextAt(row % one.Length)),
                Enumerable.Range(0, two.Length).Select(two.TextAt));
        }
    }

    [Fact]
    public void AListIsRefusedByNameAndOnlyWhereItIsNeeded()
    {
        Assert.Contains("'list'",
            Assert.Throws<ModelInputException>(() => DataFile.Read(TableFixtures.Path("list.arrow"), Options)).Message,
            StringComparison.Ordinal);
        var files = new FilePredictor(new Predictor(Transformers.Same()), Options with { Columns = ["a"] }) { Methods = ["transform"] };
        Assert.Equal(["list"], files.Save(TableFixtures.Path("list.arrow"), _folder["answers.csv"]).UnusedColumns);
        Assert.Equal("transform_0\n1\n2\n", File.ReadAllText(_folder["answers.csv"]));
    }

    [Theory]
    [InlineData("types-plain.feather")]
    [InlineData("types.feather")]
    [InlineData("types-zstd.feather")]
    [InlineData("late.arrow")]
    [InlineData("types.arrows")]
    public void ADamagedFileIsAnErrorAndNeverACrash(string name)
    {
        byte[] bytes = File.ReadAllBytes(TableFixtures.Path(name));
        var random = new Random(7);
        int refused = 0;
        for (int run = 0; run < 2000; run++)
        {
            byte[] damaged = run % 20 == 0 ? bytes[..random.Next(bytes.Length)] : [.. bytes];
            for (int i = 0; damaged.Length > 0 && run % 20 != 0 && i <= run % 3; i++)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            try
            {
                Read(damaged);
            }
            catch (BrineException error)
            {
                Assert.True(error.Code is "InputTable" or "LimitDecompression", error.Code);
                refused++;
            }
        }

        Assert.True(refused > 300);
    }

    [Theory]
    [InlineData("FEA1....", "first version")]
    [InlineData("ARROW1\0\0", "cut off")]
    public void OldAndCutFilesAreNamed(string text, string what) =>
        Assert.Contains(what, Assert.Throws<ModelInputException>(() => Read(System.Text.Encoding.ASCII.GetBytes(text))).Message,
            StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private static Table Read(byte[] bytes) => DataFile.ReadTyped(bytes, new ArrowFormat(), TableReadOptions.Default, long.MaxValue);
}
