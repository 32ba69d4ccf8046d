using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Formats;

public sealed class ParquetTests : IDisposable
{
    private static readonly DataOptions Options = new() { Formats = TableFixtures.Formats };

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Files => [.. TableFixtures.Names(".parquet")];

    [Theory]
    [MemberData(nameof(Files))]
    public void EveryCellIsWhatPandasReads(string name)
    {
        if (name == "types-v2.parquet")
        {
            // Bools in the run lengths of the second page format: the one thing in it that is not read.
            Assert.Contains("not read", Assert.Throws<ModelInputException>(() => Read(name)).Message, StringComparison.Ordinal);
            return;
        }

        IReadOnlyList<Column> columns = Read(name).Columns;
        System.Text.Json.JsonElement[] expected = TableFixtures.Columns(name);
        Assert.Equal(expected.Length, columns.Count);
        for (int i = 0; i < expected.Length; i++)
        {
            // The frame has floats where ints have a gap; the table has the ints.
            if (columns[i].ElementDType is { Kind: 'i' or 'u' } && expected[i].GetProperty("dtype").GetString() == "float64")
            {
                continue;
            }

            TableFixtures.AssertSame(expected[i], columns[i]);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void AModelIsGivenTheDtypesOfPandas(string name)
    {
        if (name == "types-v2.parquet")
        {
            return;
        }

        var table = (Table)DataFile.Read(TableFixtures.Path(name), Options);
        foreach ((System.Text.Json.JsonElement expected, Column column) in TableFixtures.Columns(name).Zip(table.Columns))
        {
            string dtype = expected.GetProperty("dtype").GetString()!;
            if (dtype is "int64" or "float64" or "float32" or "bool" or "int8" or "int16" or "int32" or "uint8" or "uint16" or "uint32"
                or "uint64" && table.RowCount > 0)
            {
                Assert.Equal(dtype, column.DType.Name);
            }
            else if (dtype.StartsWith("datetime64", StringComparison.Ordinal))
            {
                Assert.Equal('M', column.DType.Kind);
            }
            else if (dtype is "Int64" or "boolean")
            {
                Assert.True(column.IsNullable);
            }
        }
    }

    [Fact]
    public void AGapInTheLastRowGroupMakesFloatsOfAllRows()
    {
        string output = _folder["answers.jsonl"];
        var files = new FilePredictor(new Predictor(Transformers.Same()), Options) { Methods = ["transform"] };
        Assert.Equal(6, files.Save(TableFixtures.Path("late.parquet"), output).RowCount);
        string[] lines = File.ReadAllLines(output);
        Assert.Equal("""{"transform_0":1.0,"transform_1":true,"transform_2":"u"}""", lines[0]);
        Assert.Equal("""{"transform_0":null,"transform_1":null,"transform_2":"z"}""", lines[5]);
    }

    [Fact]
    public void KeptIntsStayIntsThoughTheModelHasFloats()
    {
        string output = _folder["answers.csv"];
        new FilePredictor(new Predictor(Transformers.Same()), Options)
            { Methods = ["transform"], KeepsColumns = true }.Save(TableFixtures.Path("late.parquet"), output);
        Assert.Equal("a,b,c,transform_0,transform_1,transform_2", File.ReadLines(output).First());
        Assert.StartsWith("1,True,u,1.0,True,u", File.ReadLines(output).ElementAt(1), StringComparison.Ordinal);
        Assert.StartsWith(",,z,", File.ReadLines(output).ElementAt(6), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatWasWrittenIsReadAgainByKind()
    {
        Table written = Without(Read("types.parquet"), "time_ns");
        string path = _folder["again.parquet"];
        using (FileStream stream = File.Create(path))
        using (TableWriter writer = new ParquetFormat().Create(stream))
        {
            writer.Write(written);
            writer.Write(written);
            writer.Finish();
        }

        Table again = DataFile.ReadTyped(File.ReadAllBytes(path), new ParquetFormat(), TableReadOptions.Default, long.MaxValue);
        Assert.Equal(2 * written.RowCount, again.RowCount);
        foreach ((Column one, Column two) in written.Columns.Zip(again.Columns))
        {
            Assert.Equal((one.Name, one.ElementDType ?? one.DType),
                (two.Name, one.Times is not null && two.DType.Unit != "D" ? one.DType : two.ElementDType ?? two.DType));
            for (int row = 0; row < two.Length; row++)
            {
                Assert.Equal(one.TextAt(row % one.Length), two.TextAt(row));
            }
        }
    }

    [Theory]
    [InlineData("list.parquet", "list", "lists")]
    [InlineData("struct.parquet", "struct", "structs")]
    public void AColumnThatIsNoneIsRefusedByNameAndOnlyWhereItIsNeeded(string name, string column, string what)
    {
        string message = Assert.Throws<ModelInputException>(() => DataFile.Read(TableFixtures.Path(name), Options)).Message;
        Assert.Contains($"'{column}'", message, StringComparison.Ordinal);
        Assert.Contains(what, message, StringComparison.Ordinal);
        var files = new FilePredictor(new Predictor(Transformers.Same()), Options with { Columns = ["a"] }) { Methods = ["transform"] };
        Assert.Equal([column], files.Save(TableFixtures.Path(name), _folder["answers.csv"]).UnusedColumns);
    }

    [Fact]
    public void ALimitReadsTheFirstRows()
    {
        var files = new FilePredictor(new Predictor(Transformers.Same()), Options with { Limit = 3 }) { Methods = ["transform"] };
        files.Save(TableFixtures.Path("late.parquet"), _folder["answers.jsonl"]);
        Assert.Equal("""{"transform_0":3,"transform_1":true,"transform_2":"w"}""", File.ReadAllLines(_folder["answers.jsonl"])[^1]);
    }

    [Fact]
    public void AnswersAreWrittenAsTypedColumns()
    {
        string output = _folder["answers.parquet"];
        var model = Model.Load(Repo.File("samples", "models", "iris-tree.pkl")).Estimator;
        string data = _folder.Write("rows.csv", "sepal_length,sepal_width,petal_length,petal_width,id\n5,3,1,0.2,7\nx,3,1,0.2,8\n");
        new FilePredictor(new Predictor(model), Options)
            { Methods = ["predict", "predict_proba"], KeepsColumns = true, OnError = RowErrors.Mark }.Save(data, output);
        Table table = DataFile.ReadTyped(File.ReadAllBytes(output), new ParquetFormat(), TableReadOptions.Default, long.MaxValue);
        Assert.Equal(["sepal_length", "sepal_width", "petal_length", "petal_width", "id", "predict", "predict_proba_setosa",
            "predict_proba_versicolor", "predict_proba_virginica", "error"], table.ColumnNames);
        Assert.Equal(["int64", "object", "float64", "object"],
            new[] { "id", "predict", "predict_proba_setosa", "error" }.Select(name => table.Columns[table.IndexOf(name)].DType.Name));
        Assert.Equal("setosa", table.Columns[5].TextAt(0));
        Assert.True(table.Columns[5].IsMissing(1) && table.Columns[6].IsMissing(1) && table.Columns[9].IsMissing(0));
        Assert.Contains("InputText", table.Columns[9].TextAt(1), StringComparison.Ordinal);
    }

    [Fact]
    public void CellsOfSeveralKindsAreRefusedByName()
    {
        var mixed = new Table(Column.OfCells("odd", [1, "x"]));
        using var stream = new MemoryStream();
        using TableWriter writer = new ParquetFormat().Create(stream);
        ModelInputException error = Assert.Throws<ModelInputException>(() => writer.Write(mixed));
        Assert.Equal("CannotTabulate", error.Code);
        Assert.Contains("'odd'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ADamagedFileIsAnErrorAndNeverACrash()
    {
        byte[] bytes = File.ReadAllBytes(TableFixtures.Path("types-plain.parquet"));
        var random = new Random(12);
        int refused = 0;
        for (int run = 0; run < 300; run++)
        {
            byte[] damaged = run % 10 == 0 ? bytes[..random.Next(bytes.Length)] : [.. bytes];
            if (damaged.Length > 0 && run % 10 != 0)
            {
                damaged[run % 2 == 0 ? damaged.Length - 1 - random.Next(Math.Min(damaged.Length, 6000))
                    : random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            }

            try
            {
                DataFile.ReadTyped(damaged, new ParquetFormat(), TableReadOptions.Default, long.MaxValue);
            }
            catch (BrineException error)
            {
                Assert.True(error.Code is "InputTable" or "LimitDecompression", error.Code);
                refused++;
            }
        }

        Assert.True(refused > 50);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    [InlineData(100_000)]
    public void AFooterThatLiesIsRefused(int length)
    {
        byte[] bytes = File.ReadAllBytes(TableFixtures.Path("one.parquet"));
        BitConverter.TryWriteBytes(bytes.AsSpan(bytes.Length - 8), length);
        Assert.Equal("InputTable",
            Assert.Throws<ModelInputException>(
                () => DataFile.ReadTyped(bytes, new ParquetFormat(), TableReadOptions.Default, long.MaxValue)).Code);
    }

    [Fact]
    public void ConversionKeepsKinds()
    {
        FileConverter.Convert(TableFixtures.Path("types.parquet"), _folder["frame.pkl"],
            new ConvertOptions { Formats = TableFixtures.Formats });
        DataFrame frame = DataFrame.From(Pickle.Load(_folder["frame.pkl"]))!;
        Assert.Equal(["int64", "Int64", "int8", "Int16", "int32", "uint8", "uint16", "uint32", "uint64", "float64", "float64", "float32",
            "float32", "bool", "boolean"], frame.Columns.Take(15).Select(column => column.DTypeName));
        FileConverter.Convert(TableFixtures.Path("late.parquet"), _folder["again.parquet"],
            new ConvertOptions { Formats = TableFixtures.Formats });
        Table again = DataFile.ReadTyped(File.ReadAllBytes(_folder["again.parquet"]), new ParquetFormat(), TableReadOptions.Default,
            long.MaxValue);
        Assert.Equal(["int64", "bool", "object"], again.Columns.Select(column => (column.ElementDType ?? column.DType).Name));
    }

    [Fact]
    public void OneTypedTableBecomesAnotherWithEveryKind()
    {
        var options = new ConvertOptions { Formats = TableFixtures.Formats };
        FileConverter.Convert(TableFixtures.Path("types-v1.parquet"), _folder["table.arrow"], options);
        FileConverter.Convert(_folder["table.arrow"], _folder["again.parquet"], options);
        foreach ((Column one,
            Column two) in Read("types-v1.parquet").Columns.Zip(
                DataFile.ReadTyped(File.ReadAllBytes(_folder["again.parquet"]), new ParquetFormat(), TableReadOptions.Default,
                    long.MaxValue).Columns))
        {
            Assert.Equal((one.Name, (one.ElementDType ?? one.DType).Kind), (two.Name, (two.ElementDType ?? two.DType).Kind));
            Assert.Equal(Enumerable.Range(0, one.Length).Select(one.TextAt), Enumerable.Range(0, two.Length).Select(two.TextAt));
        }
    }

    [Fact]
    public void WithoutThePackageTheErrorSaysSo()
    {
        Assert.Contains("no package", Assert.Throws<ModelInputException>(() => DataFile.Read(TableFixtures.Path("one.parquet"))).Message,
            StringComparison.Ordinal);
        Assert.Equal("NotAModelTable", Assert.Throws<PickleFormatException>(() => Model.Load(TableFixtures.Path("one.parquet"))).Code);
    }

    public void Dispose() => _folder.Dispose();

    private static Table Read(string name) => DataFile.ReadTyped(File.ReadAllBytes(TableFixtures.Path(name)), new ParquetFormat(),
        TableReadOptions.Default, long.MaxValue);

    private static Table Without(Table table, string name) =>
        (Table)table.SelectColumns([.. Enumerable.Range(0, table.ColumnCount).Where(i => table.Columns[i].Name != name)]);

    [Fact]
    public void AColumnWithoutANameIsRefusedInParquetAloneAndReadBackElsewhere()
    {
        using var folder = new TemporaryFolder();
        var table = new Table(Column.OfNumbers("a", [1, 2]), Column.OfNumbers("", [3, 4]));
        ModelInputException refused = Assert.Throws<ModelInputException>(() =>
        {
            using FileStream output = File.Create(folder["rows.parquet"]);
            using TableWriter writer = new ParquetTableWriter(output);
            writer.Write(table);
            writer.Finish();
        });
        Assert.Equal("CannotTabulate", refused.Code);
        Assert.Contains("column 1, from 0, has no name", refused.Message, StringComparison.Ordinal);
        using (FileStream output = File.Create(folder["rows.arrow"]))
        using (TableWriter writer = new ArrowTableWriter(output, isStream: false))
        {
            writer.Write(table);
            writer.Finish();
        }

        using (FileStream output = File.Create(folder["rows.xlsx"]))
        using (TableWriter writer = new ExcelTableWriter(output))
        {
            writer.Write(table);
            writer.Finish();
        }

        var data = new DataOptions { Formats = [new ArrowFormat(), new ExcelFormat()] };
        Assert.Equal(2, DataFile.Read(folder["rows.arrow"], data).ColumnCount);
        Assert.Equal(2, DataFile.Read(folder["rows.xlsx"], data).ColumnCount);
    }
}
