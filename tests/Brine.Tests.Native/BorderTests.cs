using System.Text;
using System.Text.RegularExpressions;
using Brine.Native;

namespace Brine.Tests.Native;

/// <summary>The C interface answers as the library does, and what a program in C gets wrong is an error with a code.</summary>
public unsafe class BorderTests
{
    private const int Methods = 0, Features = 1, Classes = 2;

    private static readonly double[] Rows = [5.1, 3.5, 1.4, 0.2, 6.0, 2.7, 5.1, 1.6, 6.3, 3.3, 6.0, 2.5];

    private static string Iris { get; } = Repo.File("samples", "models", "iris-tree.pkl");

    [Fact]
    public void AnswersAreTheLibrarys()
    {
        ulong model = Libbrine.Open(Iris);
        Libbrine.Predict(model, "predict_proba", Rows, 3, 4, null, 0, out long width).Require();
        Assert.Equal(3, width);
        var answers = new double[9];
        Libbrine.Predict(model, "predict_proba", Rows, 3, 4, answers, 9, out _).Require();
        Assert.Equal(Model.Load(Iris).PredictProba(new Matrix(3, 4, [.. Rows])).ToDoubles(), answers);
        var places = new long[3];
        Libbrine.PredictClasses(model, Rows, 3, 4, places).Require();
        Assert.Equal([0, 2, 2], places);
        Libbrine.FeatureCount(model, out long columns).Require();
        Assert.Equal(4, columns);
        Libbrine.Close(model).Require();
    }

    [Fact]
    public void ModelsComeFromBytesToo()
    {
        byte[] bytes = File.ReadAllBytes(Iris);
        Libbrine.OpenBytes(bytes, bytes.Length, out ulong model).Require();
        Array.Clear(bytes);
        var answers = new double[3];
        Libbrine.Predict(model, "apply", Rows, 3, 4, answers, 3, out long width).Require();
        Assert.Equal(1, width);
        Assert.Equal(Model.Load(Iris).Call("apply", new Matrix(3, 4, [.. Rows])).ToArray().ToDoubles(), answers);
        Libbrine.Close(model).Require();
    }

    [Fact]
    public void TheDefaultMethodIsTakenWhereNoneIsNamed()
    {
        ulong model = Libbrine.Open(Repo.File("samples", "models", "customers.joblib"));
        Libbrine.FeatureCount(model, out long columns).Require();
        var rows = new double[columns];
        double[] unnamed = [-1], named = [-2];
        Libbrine.Predict(model, null, rows, 1, columns, unnamed, 1, out _).Require();
        Libbrine.Predict(model, "predict", rows, 1, columns, named, 1, out _).Require();
        Assert.Equal(named, unnamed);
    }

    [Theory]
    [InlineData(Methods, "predict predict_proba predict_log_proba apply decision_path")]
    [InlineData(Features, "sepal_length sepal_width petal_length petal_width")]
    [InlineData(Classes, "setosa versicolor virginica")]
    public void NamesAreWrittenIntoTheCallersMemory(int list, string expected)
    {
        ulong model = Libbrine.Open(Iris);
        Libbrine.NameCount(model, list, out long count).Require();
        var names = new List<string>();
        for (int i = 0; i < count; i++)
        {
            Libbrine.Name(model, list, i, null, 0, out long length).Require();
            var buffer = new byte[length + 1];
            Libbrine.Name(model, list, i, buffer, buffer.Length, out _).Require();
            Assert.Equal(0, buffer[length]);
            names.Add(Encoding.UTF8.GetString(buffer, 0, (int)length));
        }

        Assert.Equal(expected, string.Join(' ', names));
    }

    [Fact]
    public void AListThatAModelLacksIsNotAnEmptyOne()
    {
        ulong model = Libbrine.Open(Repo.File("samples", "models", "customers.joblib"));
        Libbrine.NameCount(model, Classes, out long count).Require();
        Assert.Equal(-1, count);
    }

    [Fact]
    public void ANameThatDoesNotFitIsNotWritten()
    {
        ulong model = Libbrine.Open(Iris);
        byte[] buffer = [1, 1, 1, 1, 1, 1];
        Libbrine.Outcome outcome = Libbrine.Name(model, Classes, 0, buffer, 6, out long length);
        Assert.Equal((4, "InputSize"), (outcome.Status, outcome.Code));
        Assert.Equal(6, length);
        Assert.All(buffer, value => Assert.Equal(1, value));
    }

    [Theory]
    [InlineData(Classes, 3, 10, "InputSize")]
    [InlineData(Classes, -1, 10, "InputSize")]
    [InlineData(7, 0, 10, "InputSize")]
    [InlineData(-1, 0, 10, "InputSize")]
    [InlineData(Classes, 0, -1, "InputSize")]
    [InlineData(Classes, long.MaxValue, 10, "InputSize")]
    public void NamesThatAreNotThereAreErrors(int list, long index, long capacity, string code)
    {
        Libbrine.Outcome outcome = Libbrine.Name(Libbrine.Open(Iris), list, index, new byte[10], capacity, out _);
        Assert.Equal((4, code), (outcome.Status, outcome.Code));
    }

    [Fact]
    public void PointersThatAreNullAreErrors()
    {
        ulong model = Libbrine.Open(Iris);
        AssertMisuse("InputPointer", Libbrine.Open(null, out ulong none));
        Assert.Equal(0u, none);
        AssertMisuse("InputPointer", Libbrine.OpenBytes(null, 10, out _));
        AssertMisuse("InputPointer", Libbrine.Inspect(null, out _));
        AssertMisuse("InputPointer", Libbrine.Name(model, Classes, 0, null, 10, out _));
        AssertMisuse("InputPointer", Libbrine.Predict(model, "predict_proba", null, 3, 4, new double[9], 9, out _));
        AssertMisuse("InputPointer", Libbrine.Predict(model, "predict_proba", Rows, 3, 4, null, 9, out _));
        AssertMisuse("InputPointer", Libbrine.PredictClasses(model, null, 3, 4, new long[3]));
        AssertMisuse("InputPointer", Libbrine.PredictClasses(model, Rows, 3, 4, null));
        AssertMisuse("InputPointer", Libbrine.PredictArrow(model, null, null, null, null, null));

        delegate* unmanaged<byte*, ulong*, NativeError*, int> open = &Exports.Open;
        delegate* unmanaged<ulong, int, long*, NativeError*, int> count = &Exports.NameCount;
        delegate* unmanaged<ulong, long*, NativeError*, int> columns = &Exports.FeatureCount;
        delegate* unmanaged<ulong, byte**, long*, NativeError*, int> text = &Exports.Text;
        Assert.Equal(4, open(null, null, null));
        Assert.Equal(4, count(model, Methods, null, null));
        Assert.Equal(4, columns(model, null, null));
        Assert.Equal(4, text(model, null, null, null));
    }

    [Theory]
    [InlineData(-1, 4, 9)]
    [InlineData(3, -4, 9)]
    [InlineData(3, 4, -9)]
    [InlineData(long.MaxValue, 4, 9)]
    [InlineData(3, long.MinValue, 9)]
    [InlineData(1L << 30, 1L << 30, 9)]
    [InlineData(3, 4, 8)]
    public void SizesThatCannotBeAreErrors(long rowCount, long columnCount, long capacity)
    {
        double[] answers = [7, 7, 7, 7, 7, 7, 7, 7, 7];
        AssertMisuse("InputSize",
            Libbrine.Predict(Libbrine.Open(Iris), "predict_proba", Rows, rowCount, columnCount, answers, capacity, out _));
        Assert.All(answers, answer => Assert.Equal(7, answer));
    }

    [Theory]
    [InlineData(0ul)]
    [InlineData(ulong.MaxValue)]
    [InlineData(1ul << 32)]
    [InlineData(0x0000_0001_7fff_ffff)]
    public void HandlesThatWereNeverGivenAreErrors(ulong handle)
    {
        AssertMisuse("InputHandle", Libbrine.Close(handle));
        AssertMisuse("InputHandle", Libbrine.NameCount(handle, Methods, out _));
        AssertMisuse("InputHandle", Libbrine.Predict(handle, null, Rows, 3, 4, new double[9], 9, out _));
        AssertMisuse("InputHandle", Libbrine.Text(handle, out _));
    }

    [Fact]
    public void AHandleThatWasClosedIsAnErrorAlsoWhenItsPlaceIsTaken()
    {
        ulong model = Libbrine.Open(Iris);
        Libbrine.Close(model).Require();
        AssertMisuse("InputHandle", Libbrine.Close(model));
        ulong[] others = [.. Enumerable.Range(0, 5).Select(_ => Libbrine.Open(Iris))];
        Assert.DoesNotContain(model, others);
        AssertMisuse("InputHandle", Libbrine.Predict(model, "apply", Rows, 3, 4, new double[3], 3, out _));
        Assert.All(others, other => Libbrine.Close(other).Require());
    }

    [Fact]
    public void AHandleOfAnotherKindIsAnError()
    {
        ulong model = Libbrine.Open(Iris);
        Libbrine.Inspect(Iris, out ulong text).Require();
        AssertMisuse("InputHandle", Libbrine.Text(model, out _));
        AssertMisuse("InputHandle", Libbrine.NameCount(text, Methods, out _));
        Libbrine.Close(text).Require();
        Libbrine.Close(model).Require();
    }

    [Fact]
    public void FilesAndDataThatAreRefusedHaveTheirCodes()
    {
        Libbrine.Outcome outcome = Libbrine.Open("no/such/model.pkl", out _);
        Assert.Equal((2, "FileNotFound"), (outcome.Status, outcome.Code));
        outcome = Libbrine.OpenBytes("a,b\n1,2\n"u8.ToArray(), 8, out _);
        Assert.Equal((2, "NotAModelCsv"), (outcome.Status, outcome.Code));
        outcome = Libbrine.OpenBytes([], 0, out _);
        Assert.Equal((2, "NotAModelEmpty"), (outcome.Status, outcome.Code));
        ulong model = Libbrine.Open(Iris);
        outcome = Libbrine.Predict(model, "predict_proba", Rows, 4, 3, new double[12], 12, out _);
        Assert.Equal((2, "InputFeatures"), (outcome.Status, outcome.Code));
        outcome = Libbrine.Predict(model, "transform", Rows, 3, 4, new double[12], 12, out _);
        Assert.Equal(3, outcome.Status);
        AssertMisuse("InputMethod", Libbrine.Predict(model, "predic", Rows, 3, 4, new double[12], 12, out _));
    }

    [Fact]
    public void AnswersThatAreNoNumbersAreRefused()
    {
        ulong tree = Libbrine.Open(Iris), customers = Libbrine.Open(Repo.File("samples", "models", "customers.joblib"));
        AssertMisuse("CannotBeNumbers", Libbrine.Predict(tree, "predict", Rows, 3, 4, new double[3], 3, out _));
        Libbrine.FeatureCount(customers, out long columns).Require();
        AssertMisuse("CannotBeNumbers", Libbrine.PredictClasses(customers, new double[columns], 1, columns, new long[1]));
    }

    [Fact]
    public void InspectionIsTheCommandsJson()
    {
        Libbrine.Inspect(Iris, out ulong handle).Require();
        Libbrine.Text(handle, out string text).Require();
        Assert.Equal(Support.Cli.Run("inspect", "--json", Iris).Output, text);
        Libbrine.Close(handle).Require();
        AssertMisuse("InputHandle", Libbrine.Text(handle, out _));
        Libbrine.InspectBytes(File.ReadAllBytes(Iris), out handle).Require();
        Libbrine.Text(handle, out text).Require();
        Assert.Contains("\"path\": \"-\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ALongErrorIsCutBetweenCharacters()
    {
        Libbrine.Outcome outcome = Libbrine.Predict(Libbrine.Open(Iris), new string('é', 2000), Rows, 3, 4, new double[3], 3, out _);
        AssertMisuse("InputMethod", outcome);
        Assert.InRange(Encoding.UTF8.GetByteCount(outcome.Message), NativeError.MessageSize - 3, NativeError.MessageSize - 1);
        Assert.EndsWith("é", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EightThreadsShareAModelWhileItIsClosed()
    {
        ulong model = Libbrine.Open(Iris);
        double[] expected = new double[9];
        Libbrine.Predict(model, "predict_proba", Rows, 3, 4, expected, 9, out _).Require();
        int right = 0, closed = 0;
        using var start = new Barrier(9);
        Thread[] threads = [.. Enumerable.Range(0, 8).Select(_ => new Thread(() =>
        {
            start.SignalAndWait(TestContext.Current.CancellationToken);
            for (int i = 0; i < 5000; i++)
            {
                var answers = new double[9];
                Libbrine.Outcome outcome = Libbrine.Predict(model, "predict_proba", Rows, 3, 4, answers, 9, out long _);
                Interlocked.Increment(ref outcome.Status == 0 && answers.AsSpan().SequenceEqual(expected) ? ref right : ref closed);
                if (outcome.Status != 0 && outcome.Code != "InputHandle")
                {
                    throw new InvalidOperationException(outcome.Message);
                }
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        start.SignalAndWait(TestContext.Current.CancellationToken);
        SpinWait.SpinUntil(() => Volatile.Read(ref right) > 1000);
        Libbrine.Close(model).Require();
        Array.ForEach(threads, thread => thread.Join());
        Assert.Equal(8 * 5000, right + closed);
        Assert.True(right > 1000 && closed > 0, $"{right} answers, {closed} refusals");
    }

    [Fact]
    public void TheHeaderTellsWhatTheLibraryHas()
    {
        string header = File.ReadAllText(Repo.File("src", "Brine.Native", "brine.h"));
        delegate* unmanaged<int> version = &Exports.GetAbiVersion;
        Assert.Equal(Regex.Match(header, "BRINE_ABI_VERSION (\\d+)").Groups[1].Value, version().ToString());
        Assert.Contains($"char code[{NativeError.CodeSize}]", header, StringComparison.Ordinal);
        Assert.Contains($"char message[{NativeError.MessageSize}]", header, StringComparison.Ordinal);
        Assert.Equal(2048, sizeof(NativeError));
        string sources = string.Concat(Directory.GetFiles(Repo.File("src", "Brine.Native"), "Exports*.cs").Select(File.ReadAllText));
        Assert.Equal(
            Regex.Matches(header, "^[a-z].*\\b(brine_\\w+)\\(", RegexOptions.Multiline).Select(match => match.Groups[1].Value)
                .Order(StringComparer.Ordinal),
            Regex.Matches(sources, "EntryPoint = \"(\\w+)\"").Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
        delegate* unmanaged<byte*> text = &Exports.GetVersion;
        Assert.Equal("0.1.0", NativeText.Read(text()));
    }

    private static void AssertMisuse(string code, Libbrine.Outcome outcome) => Assert.Equal((4, code), (outcome.Status, outcome.Code));
}
