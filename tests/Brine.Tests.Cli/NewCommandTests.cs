using System.Text;
using Brine.Cli;
using Command = Brine.Tests.Support.Cli;

namespace Brine.Tests.Commands;

/// <summary><c>brine new</c>: what it writes, <c>brine fit</c> trains.</summary>
public class NewCommandTests
{
    private static readonly string[] Ports = ["Oslo", "Bergen", "Paris"];

    private static readonly string Rows = "id,age,fare,port,is_child,notes,same,paid\n" + string.Concat(Enumerable.Range(0, 60).Select(i =>
        $"{i},{(i % 7 == 0 ? "" : i % 50)},{i * 1.5},{(i % 11 == 0 ? "" : Ports[i % 3])},{i % 4 == 0},"
            + $"row {i} is number {i * 7 % 13} of all,x,{(i % 5 < 2 ? "yes" : "no")}\n"));

    [Theory]
    [InlineData("paid", null, "RandomForestClassifier")]
    [InlineData("paid", "LogisticRegression", "LogisticRegression")]
    [InlineData("fare", null, "RandomForestRegressor")]
    [InlineData("fare", "Ridge", "Ridge")]
    [InlineData(null, null, "KMeans")]
    public void TheFileIsTrainedAtOnce(string? target, string? model, string expected)
    {
        using var folder = new TemporaryFolder();
        string data = folder["rows.csv"], pipeline = folder["pipeline.json"], made = folder["model.pkl"];
        File.WriteAllText(data, Without(Rows, "notes"));
        string[] asked = target is null ? [] : ["--target", target];
        (int exit, string output, string error) = Command.Run(
            ["new", data, .. asked, .. model is null ? Array.Empty<string>() : ["--model", model], "-o", pipeline]);
        Assert.True(exit == 0, error);
        Assert.Empty(output);
        Assert.Contains($"\"class\": \"{expected}\"", File.ReadAllText(pipeline), StringComparison.Ordinal);
        Assert.Contains("left out", error, StringComparison.Ordinal);
        (exit, _, error) = Command.Run(["fit", pipeline, data, .. asked, "-o", made]);
        Assert.True(exit == 0, error);
        (exit, output, error) = Command.Run("predict", made, data);
        Assert.True(exit == 0, error);
        Assert.Equal(61, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void EveryProposedModelIsTrained()
    {
        using var folder = new TemporaryFolder();
        string data = folder["rows.csv"];
        File.WriteAllText(data, Rows);
        foreach (string rows in (string[])[Rows, Without(Rows, "notes")])
        {
            File.WriteAllText(data, rows);
            foreach (string? target in (string?[])["paid", "fare", null])
            {
                var table = (Table)DataFile.Read(data);
                Training.PipelineProposal proposal = Training.PipelineProposal.For(table, target);
                foreach (string model in proposal.Models)
                {
                    Training.Trainer trainer = Training.PipelineFile.Parse(proposal.ToJson(model));
                    Model fitted = target is null ? trainer.Fit(table) : trainer.Fit(table, target);
                    Assert.Equal(60, fitted.Predict(fitted.Read(data)).Length);
                }
            }
        }
    }

    [Fact]
    public void ColumnsAreUsedByWhatTheyHold()
    {
        Table table = Csv.Parse(Encoding.UTF8.GetBytes(Rows));
        var proposal = Training.PipelineProposal.For(table, "paid");
        Assert.Equal(
            ["id Dropped", "age Number", "fare Number", "port Category", "is_child Flag", "notes Words", "same Dropped"],
            proposal.Columns.Select(column => $"{column.Name} {column.Use}"));
        Assert.Equal([false, true, false, true, false, false, false], proposal.Columns.Select(column => column.HasGaps));
        Assert.Equal(Training.ProposedTask.Classes, proposal.Task);
        Assert.Equal(Training.ProposedTask.Numbers, Training.PipelineProposal.For(table, "fare").Task);
    }

    [Fact]
    public void WhatIsLeftOutIsAskedOnATerminal()
    {
        using var folder = new TemporaryFolder();
        string data = folder["rows.csv"], pipeline = folder["asked.json"];
        File.WriteAllText(data, Rows);
        (int exit, string said) = Ask($"{data}\n\n9\nlinearsvc\n{pipeline}\n", "new");
        Assert.True(exit == 0, said);
        Assert.Contains("'9' is none of these", said, StringComparison.Ordinal);
        Assert.Contains("'paid' is 2 classes", said, StringComparison.Ordinal);
        string written = File.ReadAllText(pipeline);
        Assert.Contains("LinearSVC", written, StringComparison.Ordinal);
        (exit, said) = Ask("n\n", "new", data, "--target", "paid", "--model", "SVC", "-o", pipeline);
        Assert.Equal(4, exit);
        Assert.Contains("stays as it is", said, StringComparison.Ordinal);
        Assert.Equal(written, File.ReadAllText(pipeline));
        (exit, said) = Ask("y\n", "new", data, "--target", "paid", "--model", "SVC", "-o", pipeline);
        Assert.True(exit == 0, said);
        Assert.Contains("SVC", File.ReadAllText(pipeline), StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsThereStaysUnlessItIsSaid()
    {
        using var folder = new TemporaryFolder();
        string pipeline = folder["pipeline.json"];
        File.WriteAllText(pipeline, "mine");
        string[] call = ["new", "dataset:iris", "--target", "target", "-o", pipeline];
        (int exit, _, string error) = Command.Run(call);
        Assert.Equal(4, exit);
        Assert.Contains("--force", error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(pipeline));
        Assert.Equal(0, Command.Run([.. call, "--force"]).Exit);
        Assert.StartsWith("{", File.ReadAllText(pipeline), StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutAFileThePipelineIsTheOutput()
    {
        (int exit, string output, string error) = Command.Run("new", "dataset:wine", "--target", "target", "--model", "LogisticRegression");
        Assert.True(exit == 0, error);
        Assert.Equal("Pipeline", Training.PipelineFile.Parse(output).PythonName);
        Assert.Contains("StandardScaler", output, StringComparison.Ordinal);
        Assert.DoesNotContain("ColumnTransformer", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, "DATA is missing", "new")]
    [InlineData(2, "did you mean 'target'?", "new", "dataset:iris", "--target", "tarqet")]
    [InlineData(2, "no class 'Forest'", "new", "dataset:iris", "--target", "target", "--model", "Forest")]
    [InlineData(4, "did you mean 'iris'?", "new", "dataset:irys")]
    public void WhatCannotBeIsRefused(int expected, string said, params string[] call)
    {
        (int exit, string output, string error) = Command.Run(call);
        Assert.Equal(expected, exit);
        Assert.Empty(output);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MultinomialNB", "MinMaxScaler")]
    [InlineData("GaussianNB", "passthrough")]
    [InlineData("BernoulliNB", "passthrough")]
    public void NumbersBelowZeroAreLiftedForAModelThatTakesNone(string model, string step)
    {
        using var folder = new TemporaryFolder();
        string data = folder["rows.csv"], pipeline = folder["pipeline.json"], made = folder["model.pkl"];
        File.WriteAllText(data, "x,kind,paid\n" + string.Concat(Enumerable.Range(0, 40).Select(i =>
            $"{(i % 7) - 3.5},{Ports[i % 3]},{(i % 5 < 2 ? "yes" : "no")}\n")));
        (int exit, _, string error) = Command.Run("new", data, "--target", "paid", "--model", model, "-o", pipeline);
        Assert.True(exit == 0, error);
        Assert.Contains(step, File.ReadAllText(pipeline), StringComparison.Ordinal);
        (exit, _, error) = Command.Run("fit", pipeline, data, "--target", "paid", "-o", made);
        Assert.True(exit == 0, error);
    }

    [Theory]
    [InlineData("x,y\n1,a\n", "one row")]
    [InlineData("x,y\n7,\n2,\n3,\n", "no value in any row")]
    [InlineData("x,y\n7,\n2,3\n3,\n", "no value in 2 rows, the first of them row 0")]
    [InlineData("y\n1\n2\n", "the target 'y' alone")]
    [InlineData("x,y\n7,a\n2,a\n", "the same value in every row")]
    [InlineData("x,y\n7,2.5\n2,inf\n", "infinite in row 1")]
    [InlineData("x,y\n7,a\n2,b\n3,a\n", "no numbers, which Ridge learns", "Ridge")]
    [InlineData("x,y\n7,0.5\n2,1.5\n3,2.5\n", "take a regressor", "SVC")]
    [InlineData("x,y\n7,a\n2,b\n3,a\n", "StandardScaler gives no answers", "StandardScaler")]
    [InlineData("x,y\n7,a\n2,b\n3,a\n", "VotingClassifier is made of other models", "VotingClassifier")]
    [InlineData("x,y\ninf,a\n2,b\n9,a\n", "x: infinity in row 0")]
    public void WhatFitWouldRefuseIsSaidAtOnce(string rows, string said, string? model = null)
    {
        using var folder = new TemporaryFolder();
        string data = folder["rows.csv"], pipeline = folder["pipeline.json"];
        File.WriteAllText(data, rows);
        (int exit, _, string error) = Command.Run(
            ["new", data, "--target", "y", "-o", pipeline, .. model is null ? Array.Empty<string>() : ["--model", model]]);
        Assert.Equal(2, exit);
        Assert.Contains(said, error, StringComparison.Ordinal);
        Assert.False(File.Exists(pipeline));
    }

    [Fact]
    public void AModelThatLearnsFromATargetNeedsOne()
    {
        (int exit, _, string error) = Command.Run("new", "dataset:iris", "--model", "Ridge");
        Assert.Equal(2, exit);
        Assert.Contains("Ridge learns from a target", error, StringComparison.Ordinal);
    }

    [Fact]
    public void AColumnWithInfinityIsLeftOut()
    {
        using var folder = new TemporaryFolder();
        string data = folder["rows.csv"], pipeline = folder["pipeline.json"], made = folder["model.pkl"];
        File.WriteAllText(data, "x,z,y\n8,inf,a\n2,0.5,b\n3,1.5,a\n4,2.5,b\n");
        (int exit, _, string error) = Command.Run("new", data, "--target", "y", "-o", pipeline);
        Assert.True(exit == 0, error);
        Assert.Contains("infinity in row 0", error, StringComparison.Ordinal);
        Assert.Equal(0, Command.Run("fit", pipeline, data, "--target", "y", "-o", made).Exit);
    }

    [Fact]
    public void ManyClassesAreClassesWhereEachComesOften()
    {
        using var folder = new TemporaryFolder();
        string data = folder["rows.csv"];
        File.WriteAllText(data, "x,y\n" + string.Concat(Enumerable.Range(0, 3000).Select(i => $"{i % 77},c{i % 600}\n")));
        (int exit, _, string error) = Command.Run("new", data, "--target", "y");
        Assert.True(exit == 0, error);
        Assert.Contains("'y' is 600 classes: a classifier", error, StringComparison.Ordinal);
        File.WriteAllText(data, "x,y\n" + string.Concat(Enumerable.Range(0, 600).Select(i => $"{i % 77},c{i}\n")));
        (exit, _, error) = Command.Run("new", data, "--target", "y");
        Assert.Equal(2, exit);
        Assert.Contains("600 texts in 600 rows", error, StringComparison.Ordinal);
    }

    [Fact]
    public void ANameStaysOnItsLine()
    {
        using var folder = new TemporaryFolder();
        string data = folder["my rows.csv"], pipeline = folder["pipeline.json"], made = folder["model.pkl"];
        File.WriteAllText(data, "\"a\nb\",\"y\tz\",it's\n" + string.Concat(Enumerable.Range(0, 20).Select(i =>
            $"{i % 7},{(i % 5 < 2 ? "yes" : "no")},{i % 3}.5\n")));
        (int exit, _, string error) = Command.Run("new", data, "--target", "y\tz", "-o", pipeline);
        Assert.True(exit == 0, error);
        Assert.Contains("a\\u000ab  number", error, StringComparison.Ordinal);
        Assert.Contains("'y\\u0009z' is 2 classes", error, StringComparison.Ordinal);
        Assert.Contains("my rows.csv' --target 1 -o", error, StringComparison.Ordinal);
        Assert.Equal(4, error.TrimEnd().Split('\n').Length);
        Assert.Equal(0, Command.Run("fit", pipeline, data, "--target", "1", "-o", made).Exit);
        (exit, _, error) = Command.Run("new", data, "--target", "it's", "-o", pipeline, "--force");
        Assert.True(exit == 0, error);
        Assert.Contains(@"--target 'it'\''s'", error, StringComparison.Ordinal);
        (exit, string said) = Ask("1\n\n", "new", data, "-o", pipeline, "--force");
        Assert.True(exit == 0, said);
        Assert.Contains("1  a\\u000ab\n", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CtrlCEndsAQuestionThatNobodyAnswers()
    {
        using var folder = new TemporaryFolder();
        using var stopped = new CancellationTokenSource();
        using var asked = new BlockingStream();
        string pipeline = folder["pipeline.json"];
        using var error = new StringWriter();
        var console = new CliConsole(Stream.Null, error, () => asked) { CanAsk = true, Cancellation = stopped.Token };
        Task<int> run = Task.Run(() => CommandRunner.Run(["new", "dataset:iris", "-o", pipeline], console), TestContext.Current.CancellationToken);
        Assert.True(asked.IsRead.Wait(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
        stopped.Cancel();
        Assert.Equal(ExitCode.Interrupted, await run.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
        Assert.False(File.Exists(pipeline));
    }

    [Fact]
    public void CtrlCLeavesNoFile()
    {
        using var folder = new TemporaryFolder();
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        string pipeline = folder["pipeline.json"];
        (int exit, _) = Ask("\n\n", stopped.Token, "new", "dataset:iris", "-o", pipeline);
        Assert.Equal(ExitCode.Interrupted, exit);
        Assert.False(File.Exists(pipeline));
    }

    private static (int Exit, string Said) Ask(string answers, params string[] call) => Ask(answers, CancellationToken.None, call);

    private static (int Exit, string Said) Ask(string answers, CancellationToken cancellation, params string[] call)
    {
        using var error = new StringWriter { NewLine = "\n" };
        var console = new CliConsole(Stream.Null, error, () => new MemoryStream(Encoding.UTF8.GetBytes(answers)))
            { CanAsk = true, Cancellation = cancellation };
        return (CommandRunner.Run(call, console), error.ToString());
    }

    private static string Without(string csv, string column)
    {
        string[][] lines = [.. csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(','))];
        int place = Array.IndexOf(lines[0], column);
        return string.Join("", lines.Select(line => string.Join(',', line.Where((_, i) => i != place)) + "\n"));
    }

    /// <summary>A terminal at which nobody types.</summary>
    private sealed class BlockingStream : MemoryStream
    {
        private readonly ManualResetEventSlim _end = new();

        internal ManualResetEventSlim IsRead { get; } = new();

        public override int Read(Span<byte> buffer)
        {
            IsRead.Set();
            _end.Wait();
            return 0;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        protected override void Dispose(bool disposing)
        {
            _end.Set();
            base.Dispose(disposing);
        }
    }
}
