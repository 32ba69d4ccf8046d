using Brine.Arrays;
using Brine.Containers;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

/// <summary>Python code of a user's, which models name and do not hold: C# stands in for it under exact names, and everything else is
/// refused with what is to be supplied.</summary>
public sealed class CustomCodeTests
{
    private static string[] Producers => ["sklearn-1.2.1", "sklearn-1.9.0"];

    private static IEnumerable<(string Folder, CaseInfo Case)> All => Producers.Select(producer => Repo.Golden("custom", producer))
        .SelectMany(folder => CaseInfo.ReadManifest(Path.Combine(folder, "manifest.jsonl")).Select(item => (folder, item)));

    public static TheoryData<string, string> Supplied() => Cases(id => id is not ("value.lambda" or "value.inner" or "value.tokenizer"));

    public static TheoryData<string, string> Everything() => Cases(_ => true);

    [Theory]
    [MemberData(nameof(Supplied))]
    public void WithTheUsersCodeTheAnswersArePythons(string producer, string id)
    {
        (string folder, CaseInfo info) = Find(producer, id);
        CaseResult result = CaseRunner.Run(folder, info, new AnswerComparer(), new LoadOptions { Code = MyModule.All() });

        Assert.Null(result.Error);
        Assert.Equal(info.Methods.Order(), result.Grades.Keys.Order());
        Assert.All(result.Grades, grade => Assert.True(grade.Value.IsRight, $"{grade.Key} differs by {grade.Value.Worst:g3}"));
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void WithoutItWhatIsMissingIsNamed(string producer, string id)
    {
        (string folder, CaseInfo info) = Find(producer, id);
        var error = Assert.Throws<UnsupportedModelException>(() => Model.Load(Path.Combine(folder, info.Model)));

        Assert.Equal("CustomCode", error.Code);
        Assert.True(error.Message.Contains("mymodule.", StringComparison.Ordinal) || id.StartsWith("value.", StringComparison.Ordinal),
            error.Message);
        bool hasNoName = id.StartsWith("value.", StringComparison.Ordinal) && id is not ("value.named" or "value.class");
        Assert.Contains(hasNoName ? "save the model again" : "code => code.Register", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("function", "FunctionTransformer calls func=mymodule.clean, Python code that Brine does not run; supply it in C#: "
        + "Model.Load(path, code => code.Register(\"mymodule.clean\", rows => ...))")]
    [InlineData("function.arguments", "code.Register(\"mymodule.scale\", (rows, arguments) => ...)")]
    [InlineData("function.partial", "func=functools.partial(mymodule.scale)")]
    [InlineData("text.tokenizer", "tokenizer=mymodule.pieces")]
    [InlineData("text.object", "code.RegisterTokens(\"mymodule.Stemmer\", text => ...)")]
    [InlineData("text.method", "code.RegisterTokens(\"mymodule.Stemmer.cut\", text => ...)")]
    [InlineData("text.preprocessor", "code.RegisterText(\"mymodule.upper\", text => ...)")]
    [InlineData("metric.tree", "code.RegisterMetric(\"mymodule.taxi\", (left, right) => ...)")]
    [InlineData("class.parts", "code.RegisterEstimator(\"mymodule.MeanOfParts\", attributes => ...)")]
    [InlineData("value.class", "code.RegisterEstimator(\"__main__.InNotebook\", attributes => ...)")]
    [InlineData("value.named", "func=__main__.doubled, saved as bytecode by cloudpickle")]
    [InlineData("value.lambda", "func=a lambda (<lambda>), saved as bytecode by cloudpickle")]
    [InlineData("value.inner", "func=a lambda (<lambda>), saved as bytecode by cloudpickle")]
    [InlineData("value.tokenizer", "tokenizer=a lambda (<lambda>), saved as bytecode by cloudpickle")]
    public void TheRefusalSaysWhatToSupply(string id, string expected)
    {
        (string folder, CaseInfo info) = Find("sklearn-1.2.1", id);
        var error = Assert.Throws<UnsupportedModelException>(() => Model.Load(Path.Combine(folder, info.Model)));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mymodule.cleaner")]
    [InlineData("mymodule.Clean")]
    [InlineData("othermodule.clean")]
    [InlineData("package.mymodule.clean")]
    public void NoOtherNameStandsIn(string name)
    {
        var error = Assert.Throws<UnsupportedModelException>(() => Load("function", code => code.Register(name, rows => rows)));

        Assert.Equal("CustomCode", error.Code);
    }

    [Theory]
    [InlineData("clean")]
    [InlineData("")]
    [InlineData("mymodule.")]
    [InlineData(".clean")]
    [InlineData("mymodule.<lambda>")]
    [InlineData("mymodule.outer.<locals>.inner")]
    public void NamesThatNoFileCanMeanAreRefused(string name) =>
        Assert.ThrowsAny<ArgumentException>(() => new CustomCode().Register(name, rows => rows));

    [Fact]
    public void ANameIsRegisteredOnceForEachKind()
    {
        CustomCode code = new CustomCode().Register("m.f", rows => rows).RegisterText("m.f", text => text);

        Assert.Throws<ArgumentException>(() => code.RegisterRows("m.f", (row, output) => { }));
        Assert.Throws<ArgumentException>(() => code.RegisterText("m.f", text => text));
        Assert.Equal(["m.f"], code.Names);
    }

    [Fact]
    public void AFunctionOfRowsIsPartOfTheRowKernel()
    {
        using Model model = Load("function", MyModule.All());
        Features rows = Rows("function");
        RowKernel kernel = model.Estimator.Kernel(Methods.Predict)!;
        double[] expected = model.Predict(rows).ToDoubles(), output = new double[1];
        Matrix matrix = rows.ToMatrix();
        for (int row = 0; row < matrix.RowCount; row++)
        {
            kernel.Run(matrix.Row(row), output);
            Assert.Equal(expected[row], output[0]);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        kernel.Run(matrix.Row(0), output);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void ATransformerWithARowFormIsPartOfTheRowKernel()
    {
        using Model model = Load("class.transformer", MyModule.All());
        Matrix matrix = Rows("class.transformer").ToMatrix();
        RowKernel kernel = model.Estimator.Kernel(Methods.Predict)!;

        Assert.Equal(model.Predict(matrix).ToDoubles(), kernel.RunAll(matrix));
    }

    [Fact]
    public void WithoutARowFormThereIsNoKernelAndTheAnswersAreTheSame()
    {
        using Model model = Load("function", code => code.Register("mymodule.clean", rows =>
        {
            Matrix matrix = rows.ToMatrix();
            return new Matrix(matrix.RowCount, matrix.ColumnCount,
                [.. matrix.AsSpan().ToArray().Select(value => Math.Sqrt(Math.Abs(value)))]);
        }));
        using Model byRows = Load("function", MyModule.All());
        Features rows = Rows("function");

        Assert.Null(model.Estimator.Kernel(Methods.Predict));
        Assert.Equal(byRows.Predict(rows).ToDoubles(), model.Predict(rows).ToDoubles());
    }

    [Fact]
    public void AFunctionThatGivesFewerRowsIsRefused()
    {
        using Model model = Load("function", code => code.Register("mymodule.clean", rows => rows.SelectRows([0])));

        var error = Assert.Throws<InvalidOperationException>(() => model.Predict(Rows("function")));
        Assert.Equal("the code that was registered for mymodule.clean gave 1 rows for 12 rows", error.Message);
    }

    [Fact]
    public void AFunctionWithoutArgumentsIsNotCalledWithSome()
    {
        var error = Assert.Throws<UnsupportedModelException>(
            () => Load("function.arguments", code => code.Register("mymodule.scale", rows => rows)));

        Assert.Equal("UnsupportedOption", error.Code);
        Assert.Contains("by, shift", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheUsersOwnExceptionsArriveAsTheyAre()
    {
        using Model model = Load("function", code => code.Register("mymodule.clean", rows => throw new TimeoutException("later")));

        Assert.Equal("later", Assert.Throws<TimeoutException>(() => model.Predict(Rows("function"))).Message);
    }

    [Fact]
    public void AnAttributeThatTheFileLacksIsNamedWithItsPlace()
    {
        var error = Assert.Throws<UnsupportedModelException>(() => Load("class.transformer",
            code => code.RegisterEstimator("mymodule.LogColumns", attributes => new CustomEstimator
            {
                Transform = rows => rows,
                FeatureCount = attributes.Integer("width_"),
            })));

        Assert.Equal("MissingAttribute", error.Code);
        Assert.Contains("width_", error.Message, StringComparison.Ordinal);
        Assert.Equal("model.steps[0]", error.Path);
    }

    [Fact]
    public void AnEstimatorOfYoursIsAskedForNoMethodThatItDoesNotHave()
    {
        using Model model = Load("class.clip", MyModule.All());

        Assert.Equal(["transform"], model.Methods);
        Assert.Equal("UnsupportedMethod", Assert.Throws<UnsupportedModelException>(() => model.Predict(Rows("class.clip"))).Code);
        Assert.Equal("InputMissing",
            Assert.Throws<ModelInputException>(() => model.Transform(new double[,] { { double.NaN, 0, 0 } })).Code);
        Assert.Equal("InputFeatures", Assert.Throws<ModelInputException>(() => model.Transform(new double[,] { { 0, 0 } })).Code);
    }

    [Fact]
    public void EstimatorsInsideOfYoursAreItsChildren()
    {
        using Model model = Load("class.parts", MyModule.All());

        Assert.Equal(["fitted_[0]", "fitted_[1]"], model.Children.Select(child => child.Name));
        Assert.Equal("model.fitted_[1]", model.Children[1].Estimator.Path);
    }

    [Fact]
    public void AClassMayBeReadAsAnotherThatRunsAndAsNoOther()
    {
        var error = Assert.Throws<ArgumentException>(
            () => Load("class.base", code => code.RegisterAs("mymodule.OurLogistic", "sklearn.nowhere.Nothing")));

        Assert.Contains("mymodule.OurLogistic was registered as sklearn.nowhere.Nothing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AModelWithCodeOfYoursIsSavedAsItWasRead()
    {
        string folder = Repo.Golden("custom", "sklearn-1.2.1");
        using Model model = Load("class.threshold", MyModule.All());
        using var saved = new MemoryStream();
        model.Save(saved);
        Assert.Equal(File.ReadAllBytes(Path.Combine(folder, "class.threshold.pkl")), saved.ToArray());
    }

    [Fact]
    public void AFunctionSavedAsBytecodeIsNoModel()
    {
        using Model model = Load("value.named", MyModule.All());
        PyValue function = model.Children[0].Estimator.Source.Attributes!["func"];

        var error = Assert.Throws<UnsupportedModelException>(() => Model.From(function, MyModule.All()));
        Assert.Equal("NotAnEstimator", error.Code);
        Assert.Contains("__main__.doubled, saved as bytecode by cloudpickle", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AClassSavedAsBytecodeIsNoModel()
    {
        using Model model = Load("value.class", MyModule.All());

        var error = Assert.Throws<UnsupportedModelException>(() => Model.From(model.Children[0].Estimator.Source.Callable, MyModule.All()));
        Assert.Equal("NotAnEstimator", error.Code);
        Assert.Contains("__main__.InNotebook itself", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ScoresOfAClassThatIsReadAsAnotherAreThatOnes()
    {
        using Model model = Load("class.base", MyModule.All());
        Features rows = Rows("class.base");

        Assert.Equal(1, model.Score(rows, model.Predict(rows)));
    }

    private static TheoryData<string, string> Cases(Func<string, bool> isWanted)
    {
        var data = new TheoryData<string, string>();
        foreach ((string folder, CaseInfo info) in All.Where(item => isWanted(item.Case.Id)))
        {
            data.Add(Path.GetFileName(folder), info.Id);
        }

        return data;
    }

    private static (string Folder, CaseInfo Case) Find(string producer, string id) =>
        All.Single(item => Path.GetFileName(item.Folder) == producer && item.Case.Id == id);

    private static Model Load(string id, CustomCode code)
    {
        (string folder, CaseInfo info) = Find("sklearn-1.2.1", id);
        return Model.Load(Path.Combine(folder, info.Model), new LoadOptions { Code = code });
    }

    private static Model Load(string id, Action<CustomCode> supply)
    {
        (string folder, CaseInfo info) = Find("sklearn-1.2.1", id);
        return Model.Load(Path.Combine(folder, info.Model), supply);
    }

    private static Features Rows(string id)
    {
        (string folder, CaseInfo info) = Find("sklearn-1.2.1", id);
        return NpzFeatures.Read(NpzFile.Open(Path.Combine(folder, info.Answers)), info.Npz);
    }
}
