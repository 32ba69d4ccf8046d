using System.Text;
using Brine.Models;
using Brine.Tables;

namespace Brine.Tests.Facade;

/// <summary>A CSV that is answered in blocks has the answers of one that is read whole: the kinds of its columns do not depend on where it
/// is cut.</summary>
public sealed class FilePredictorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Contents() =>
    [
        "a,b\n1,2\n3,4\n5,6\n7,8\n9,10\n",
        "a,b\n1,2\n3,4\n5,6\n7,8\n9,10.5\n",
        "a,b\n1,2\n3,4\n5,6\n7,8\n9,\n",
        "a,b\n1,2\n3,4\n5,6\n7,8\n9,text\n",
        "a,b\nTrue,2\nFalse,4\nTrue,6\nTrue,8\nTrue,1\n",
        "a,b\nTrue,2\nFalse,4\nTrue,6\nTrue,8\n,1\n",
        "a,b\nTrue,2\nFalse,4\nTrue,6\nTrue,8\n3,1\n",
        "a,b\n,2\n,4\n,6\n,8\nTrue,1\n",
        "a,b\n,2\n,4\n,6\n,8\nx,1\n",
        "a,b\n1,x\n2,y\n3,\n4,NA\n5,1\n",
        "a,b\n-0,1\n-0,2\n-0,3\n1.5,4\n",
        "a,b\n-0,1\n-0,2\n-0,3\n1,4\n",
        "a,b\n1,9007199254740993\n2,3\n3,4\n4,5\n",
        "a,b\n1,1\n2,3\n3,4\n4,9007199254740993\n",
        "a,b\n1,18446744073709551615\n2,3\n3,4\n4,5\n",
        "a,b\n1,\"x,y\"\n2,\"two\nlines\"\n3,\"say \"\"hi\"\"\"\n4,\"\"\n",
        "a,b\r\n1,2\r\n3,4\r\n5,\"6\r\n7\"\r\n8,9\r\n",
        "a,b\r1,2\r3,4\r5,6\r",
        "a,b\n1,2\n\n\n3,4\n  \n5,6",
        "\ufeffa,b\n1,2\n3,4\n5,6\n",
        "a;b\n1;2,5\n3;4\n",
        "a;b\n1;2,5\n3;4,5\n",
        "a\tb\n1\tx\n3\ty\n",
        "a,a,\n1,2,3\n4,5,6\n",
        "1,2\n3,4\n5,6.5\n",
        "a,b\ninf,1\n-Infinity,2\nnan,3\n1e5,4\n",
        "a,b\nü,1\né,2\n漢字,3\n",
        "a,b\n",
        "a,b\n1,2\n3\n5,6\n",
        "a,b\n1,2\n3,4\n5,6\n7,8,9\n",
        "a,b\n1,\"2\n3,4\n5,6\n",
    ];

    [Theory]
    [MemberData(nameof(Contents))]
    public void AnswersDoNotDependOnTheBlocks(string content)
    {
        string data = _folder.Write("rows.csv", content);
        foreach (Estimator model in new[] { Transformers.Same(), Iris() })
        {
            string whole = Answer(model, data, long.MaxValue, 0);
            foreach (int blockBytes in new[] { 8, 13, 20, 40, 1000 })
            {
                string streamed = Answer(model, data, 0, blockBytes);
                if (whole.StartsWith("InputCsv", StringComparison.Ordinal))
                {
                    // Rows before the one that is no row may be refused first, for another reason.
                    Assert.StartsWith("Input", streamed, StringComparison.Ordinal);
                    continue;
                }

                Assert.Equal(whole, streamed);
            }
        }
    }

    [Theory]
    [InlineData(AnswerFormat.Csv)]
    [InlineData(AnswerFormat.Json)]
    [InlineData(AnswerFormat.JsonLines)]
    [InlineData(AnswerFormat.Npz)]
    public void EveryFormIsTheSame(AnswerFormat format)
    {
        string data = Repo.File("samples", "data", "iris.csv");
        using var whole = new MemoryStream();
        using var streamed = new MemoryStream();
        Files(Iris(), long.MaxValue, 0, ["predict", "predict_proba"]).Write(data, format, whole);
        FilePrediction done = Files(Iris(), 0, 700, ["predict", "predict_proba"]).Write(data, format, streamed);
        Assert.Equal(whole.ToArray(), streamed.ToArray());
        Assert.Equal(150, done.RowCount);
    }

    [Fact]
    public void AnErrorNamesTheRowOfTheFile()
    {
        string content = File.ReadLines(Repo.File("samples", "data", "iris.csv")).First() + "\n"
            + string.Concat(Enumerable.Repeat("1,2,3,4\n", 50)) + "1,2,,4\n";
        string data = _folder.Write("rows.csv", content);
        string streamed = Assert.Throws<ModelInputException>(() => Files(Iris(), 0, 40, []).Save(data, _folder["out.csv"])).Message;
        Assert.Contains("row 50", streamed, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["out.csv"]));
    }

    [Fact]
    public void ProgressTellsOfAllRows()
    {
        string data = Repo.File("samples", "data", "iris.csv");
        var told = new List<(long, double)>();
        var files = new FilePredictor(new Predictor(Iris()))
            { StreamedFrom = 0, BlockBytes = 500, OnProgress = (rows, share) => told.Add((rows, share)) };
        files.Save(data, _folder["answers.csv"]);
        Assert.True(told.Count > 3);
        Assert.Equal(150, told[^1].Item1);
        Assert.InRange(told[^1].Item2, 0.9, 1);
    }

    [Fact]
    public void ColumnsAreTakenByName()
    {
        string data = _folder.Write("rows.csv", "x,b,a\n9,2,1\n9,4,3\n9,6,5.5\n");
        var options = new DataOptions { Columns = ["a", "b"] };
        var streamed = new FilePredictor(new Predictor(Transformers.Same()), options)
            { StreamedFrom = 0, BlockBytes = 8, Methods = ["transform"] };
        streamed.Save(data, _folder["answers.csv"]);
        Assert.Equal("transform_a,transform_b\n1.0,2.0\n3.0,4.0\n5.5,6.0\n",
            File.ReadAllText(_folder["answers.csv"]).Replace("transform_0,transform_1", "transform_a,transform_b",
                StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The answers, or the error.</summary>
    private static string Answer(Estimator model, string data, long streamedFrom, int blockBytes)
    {
        using var output = new MemoryStream();
        try
        {
            FilePrediction done = Files(model, streamedFrom, blockBytes, []).Write(data, AnswerFormat.Csv, output);
            return Encoding.UTF8.GetString(output.ToArray()) + done.RowCount;
        }
        catch (ModelInputException error)
        {
            return ErrorText.Of(error);
        }
    }

    private static FilePredictor Files(Estimator model, long streamedFrom, int blockBytes, string[] methods) =>
        new(new Predictor(model)) { StreamedFrom = streamedFrom, BlockBytes = blockBytes, Methods = methods };

    private static Estimator Iris() => Model.Load(Repo.File("samples", "models", "iris-tree.pkl")).Estimator;
}
