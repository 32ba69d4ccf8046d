using System.Text;
using Brine.Models;
using Brine.Tables;

namespace Brine.Tests.Facade;

/// <summary>Columns of the data beside the answers, some of the rows, rows that fail: the same whether a file is read whole or in
/// blocks.</summary>
public sealed class RowOptionTests : IDisposable
{
    private const string Header = "sepal_length,sepal_width,petal_length,petal_width,note\n";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(long.MaxValue, 0)]
    [InlineData(0, 20)]
    [InlineData(0, 70)]
    [InlineData(0, 10_000)]
    public void KeptColumnsStandAsTheFileWroteThem(long streamedFrom, int blockBytes)
    {
        string data = _folder.Write("rows.csv", Header + "5.10,3.50,1.4,0.20,007\n6.0,2,5,1.50,\"a \"\"b\"\", c\"\n+6,2e0,05,1.5,NA\n");
        Assert.Equal(
            Header.TrimEnd()
                + ",predict\n5.10,3.50,1.4,0.20,007,setosa\n6.0,2,5,1.50,\"a \"\"b\"\", c\",virginica\n+6,2e0,05,1.5,NA,virginica\n",
            Answer(data, Files(streamedFrom, blockBytes, keeps: true)));
    }

    [Theory]
    [InlineData(long.MaxValue, 0)]
    [InlineData(0, 20)]
    [InlineData(0, 90)]
    [InlineData(0, 10_000)]
    public void RowsThatFailAreMarkedWithTheirReasonAndTheOthersAnswered(long streamedFrom, int blockBytes)
    {
        string data = _folder.Write("rows.csv", Header + "5,3,1,0.2,a\n5,x,1,1,b\n1,2\n,2,3,4,c\n6,2,5,1.5,7,8\n6,2,5,1.5,d\n");
        FilePrediction done = Run(data, Files(streamedFrom, blockBytes, keeps: true, RowErrors.Mark), out string text);
        string[] lines = text.Split('\n');
        Assert.Equal(Header.TrimEnd() + ",predict,error", lines[0]);
        Assert.Equal("5,3,1,0.2,a,setosa,", lines[1]);
        Assert.StartsWith("5,x,1,1,b,,", lines[2], StringComparison.Ordinal);
        Assert.Contains("InputText: column 'sepal_width' holds the text 'x' in row 1", lines[2], StringComparison.Ordinal);
        Assert.Equal("1,2,,,,,\"InputCsv: line 4 of the CSV has 2 fields, its header has 5\"", lines[3]);
        Assert.Contains("InputMissing", lines[4], StringComparison.Ordinal);
        Assert.Contains("row 3", lines[4], StringComparison.Ordinal);
        Assert.Equal("6,2,5,1.5,7,,\"InputCsv: line 6 of the CSV has 6 fields, its header has 5\"", lines[5]);
        Assert.Equal("6,2,5,1.5,d,virginica,", lines[6]);
        Assert.Equal(["", ""], [lines[^1], string.Concat(lines[7..])]);
        Assert.Equal((6, 4), (done.RowCount, done.FailedRowCount));
    }

    [Theory]
    [InlineData(long.MaxValue, 0)]
    [InlineData(0, 60)]
    [InlineData(0, 300)]
    [InlineData(0, 10_000)]
    public void LinesThatAreNoJsonAreMarkedToo(long streamedFrom, int blockBytes)
    {
        const string Good = """{"sepal_length":5,"sepal_width":3,"petal_length":1,"petal_width":0.2}""";
        string data = _folder.Write("rows.jsonl", $"{Good}\n{{\"sepal_length\":oops}}\n\n{Good}\n{Good[..^1]}\n{Good}\n{{\n");
        FilePrediction done = Run(data, Files(streamedFrom, blockBytes, keeps: true, RowErrors.Mark), out string text);
        string[] lines = text.Split('\n');
        Assert.Equal("sepal_length,sepal_width,petal_length,petal_width,predict,error", lines[0]);
        Assert.StartsWith("5,3,1,0.2,", lines[1], StringComparison.Ordinal);
        Assert.Equal(",,,,,\"InputJson: the text is not JSON: it holds something that is not a number (line 2, column 17)\"", lines[2]);
        Assert.Equal([lines[1], lines[1]], [lines[3], lines[5]]);
        Assert.Contains("(line 5, ", lines[4], StringComparison.Ordinal);
        Assert.Contains("(line 7, ", lines[6], StringComparison.Ordinal);
        Assert.Equal((6, 3), (done.RowCount, done.FailedRowCount));
        Assert.Equal("InputJson", Assert.Throws<ModelInputException>(
            () => Run(data, Files(streamedFrom, blockBytes, keeps: true), out _)).Code);
    }

    [Fact]
    public void AFileWithoutRowsIsRefusedWhereRowsAreMarked()
    {
        string data = _folder.Write("rows.csv", Header);
        Assert.Equal("InputEmpty", Assert.Throws<ModelInputException>(
            () => Run(data, Files(long.MaxValue, 0, keeps: false, RowErrors.Mark), out _)).Code);
    }

    [Theory]
    [InlineData(AnswerFormat.Json)]
    [InlineData(AnswerFormat.JsonLines)]
    [InlineData(AnswerFormat.Tsv)]
    public void EveryTextIsTheSameInBlocks(AnswerFormat format)
    {
        string data = _folder.Write("rows.csv",
            Header
                + string.Concat(
                    Enumerable.Range(0, 60)
                        .Select(i => i % 7 == 3 ? $"5,x{i},1,1,b\n" : i % 11 == 5 ? "5,1\n" : $"5,{i}.5,1,{i},\"n\t{i}\"\n")));
        string whole = Answer(data, Files(long.MaxValue, 0, keeps: true, RowErrors.Mark), format);
        Assert.Equal(whole, Answer(data, Files(0, 64, keeps: true, RowErrors.Mark), format));
        Assert.Contains("row 59", whole, StringComparison.Ordinal);
    }

    [Fact]
    public void JsonHasKeptCellsByKind()
    {
        string data = _folder.Write("rows.csv", Header + "5,3,1,0.5,True\n6,2,5,1.5,\n7,3,5,2.5,False\n");
        Assert.Equal(
            "{\"sepal_length\":5,\"sepal_width\":3,\"petal_length\":1,\"petal_width\":0.5,\"note\":true,\"predict\":\"setosa\"}",
            Answer(data, Files(0, 30, keeps: true), AnswerFormat.JsonLines).Split('\n')[0]);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(0)]
    public void ALimitReadsNoFurther(long streamedFrom)
    {
        // What a column is, is what the rows up to the limit show: the text below it is never seen, nor the row that is none.
        string data = _folder.Write("rows.csv", Header + string.Concat(Enumerable.Repeat("5,3,1,0.2,1\n", 9)) + "5,3,1,0.2,x\n1,2\n");
        for (int limit = 1; limit <= 9; limit++)
        {
            string text = Answer(data, Files(streamedFrom, 30, keeps: true, limit: limit), AnswerFormat.JsonLines);
            Assert.Equal(limit, text.Count(character => character == '\n'));
            Assert.All(text.TrimEnd().Split('\n'), line => Assert.Contains("\"note\":1,", line, StringComparison.Ordinal));
        }

        Assert.Contains("\"note\":\"1\"", Answer(data, Files(streamedFrom, 30, keeps: true, limit: 10), AnswerFormat.JsonLines),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(0)]
    public void WhereNoRowHasAnAnswerTheColumnsAreThereAllTheSame(long streamedFrom)
    {
        string data = _folder.Write("rows.csv", Header + "a,b,c,d,e\na,b,c,d,e\na,b,c,d,e\n");
        FilePrediction done = Run(data, Files(streamedFrom, 12, keeps: false, RowErrors.Mark), out string text);
        Assert.StartsWith("predict,error\n,InputText", text, StringComparison.Ordinal);
        Assert.Equal((3, 3), (done.RowCount, done.FailedRowCount));
    }

    [Fact]
    public void WhatConcernsAllRowsIsAnErrorThoughRowsAreMarked()
    {
        string data = _folder.Write("rows.csv", "a,b\n1,2\n");
        Assert.Equal("InputColumns",
            Assert.Throws<ModelInputException>(() => Answer(data, Files(0, 20, keeps: false, RowErrors.Mark))).Code);
    }

    [Fact]
    public void JsonRecordsKeepTheirCells()
    {
        string data = _folder.Write("rows.json",
            """[{"id":9007199254740993,"sepal_length":5,"sepal_width":3,"petal_length":1,"petal_width":0.5},{"id":"x","sepal_length":null,"sepal_width":3,"petal_length":1,"petal_width":0.5}]""");
        string text = Answer(data, Files(long.MaxValue, 0, keeps: true, RowErrors.Mark), AnswerFormat.JsonLines);
        Assert.StartsWith("{\"id\":9007199254740993,", text, StringComparison.Ordinal);
        Assert.Contains("\"sepal_length\":null", text, StringComparison.Ordinal);
        Assert.Contains("\"predict\":null,\"error\":\"InputMissing", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ArraysWithoutNamesAreKeptByNumber()
    {
        string data = _folder.Write("rows.json", "[[5,3,1,0.5],[6,2,5,1.5]]");
        Assert.Equal("0,1,2,3,predict\n5.0,3.0,1.0,0.5,setosa\n6.0,2.0,5.0,1.5,virginica\n",
            Answer(data, Files(long.MaxValue, 0, keeps: true)));
    }

    [Fact]
    public void ANameThatIsTakenIsNumbered()
    {
        string data = _folder.Write("rows.csv", Header.Replace("note", "predict", StringComparison.Ordinal) + "5,3,1,0.2,yes\n");
        Assert.StartsWith("sepal_length,sepal_width,petal_length,petal_width,predict,predict.1\n5,3,1,0.2,yes,setosa",
            Answer(data, Files(0, 30, keeps: true)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, RowErrors.Refuse)]
    [InlineData(false, RowErrors.Mark)]
    public void ArraysOfAnswersHaveNoPlaceForIt(bool keeps, RowErrors errors)
    {
        string data = _folder.Write("rows.csv", Header + "5,3,1,0.2,1\n");
        Assert.Throws<ArgumentException>(() => Answer(data, Files(0, 30, keeps, errors), AnswerFormat.Npz));
    }

    [Fact]
    public void AStoppedRunLeavesNoFile()
    {
        string data = _folder.Write("rows.csv", Header + string.Concat(Enumerable.Repeat("5,3,1,0.2,1\n", 500)));
        using var stop = new CancellationTokenSource();
        var files = new FilePredictor(new Predictor(Iris())) { StreamedFrom = 0, BlockBytes = 50, Cancellation = stop.Token,
            OnProgress = (_, _) => stop.Cancel() };
        Assert.Throws<OperationCanceledException>(() => files.Save(data, _folder["out.csv"]));
        Assert.Equal(["rows.csv"], Directory.GetFiles(_folder["."]).Select(Path.GetFileName));
    }

    [Fact]
    public void TheCommandCountsWhatFailedAndEndsWell()
    {
        string data = _folder.Write("rows.csv", Header + "5,3,1,0.2,a\n5,x,1,1,b\n");
        (int exit, string output,
            string error) = Support.Cli.Run("predict", Repo.File("samples", "models", "iris-tree.pkl"), data, "--on-error", "mark",
                "--keep", "--limit", "2");
        Assert.Equal(0, exit);
        Assert.Equal(3, output.Count(character => character == '\n'));
        Assert.Contains("brine: note: 1 of 2 rows failed: the column error says why", error, StringComparison.Ordinal);
        Assert.Equal(4, Support.Cli.Run("predict", "m", "d", "--on-error", "no").Exit);
        Assert.Equal(4, Support.Cli.Run("predict", "m", "d", "--limit", "0").Exit);
    }

    public void Dispose() => _folder.Dispose();

    private static Estimator Iris() => Model.Load(Repo.File("samples", "models", "iris-tree.pkl")).Estimator;

    private static FilePredictor Files(long streamedFrom, int blockBytes, bool keeps, RowErrors errors = RowErrors.Refuse,
        long? limit = null) =>
        new(new Predictor(Iris()), new DataOptions { Limit = limit }) { StreamedFrom = streamedFrom, BlockBytes = blockBytes,
            KeepsColumns = keeps, OnError = errors };

    private static string Answer(string data, FilePredictor files, AnswerFormat format = AnswerFormat.Csv)
    {
        Run(data, files, out string text, format);
        return text;
    }

    private static FilePrediction Run(string data, FilePredictor files, out string text, AnswerFormat format = AnswerFormat.Csv)
    {
        using var output = new MemoryStream();
        FilePrediction done = files.Write(data, format, output);
        text = Encoding.UTF8.GetString(output.ToArray());
        return done;
    }
}
