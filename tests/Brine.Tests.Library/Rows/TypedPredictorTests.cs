using Brine.Models;
using Brine.Training;
using KMeans = Brine.Training.KMeans;

namespace Brine.Tests.Rows;

/// <summary><c>model.For&lt;TRow, TAnswer&gt;()</c>: the answers are those of the table of the same rows.</summary>
public class TypedPredictorTests
{
    private static readonly Passenger[] Passengers =
    [
        new(23, 7.97, "third", "Bergen"), new(null, 36.26, "second", "Bergen"), new(30, 50.85, "second", null),
        new(double.NaN, 1, "first", "Oslo"), new(45, 67.16, "no such class", "Paris"), new(31, 9, null, null),
    ];

    private static readonly Mixed[] MixedRows = [.. Enumerable.Range(0, 60).Select(i => new Mixed(i * 0.37 % 5, i % 7, i % 3 == 0,
        new[] { "red", "green", "blue" }[i % 3], i % 5 == 0 ? null : new[] { "round", "flat" }[i % 2]))];

    [Fact]
    public void RowsOfNumbersAreAnsweredAsTheMatrix()
    {
        Model model = Model.Load(Repo.File("samples", "models", "iris-forest.joblib"));
        Predictor<Flower, string> predictor = model.For<Flower, string>();
        Table table = Csv.Read(Repo.File("samples", "data", "iris.csv"));
        Flower[] flowers = [.. Enumerable.Range(0, table.RowCount).Select(row => new Flower(Number(table, 0, row), Number(table, 1, row),
            Number(table, 2, row), Number(table, 3, row)))];
        Assert.True(predictor.IsCompiled);
        Assert.Equal(model.Predict(table).ToStrings(), predictor.Predict(flowers));
        Assert.Equal(model.Predict(table).ToStrings(), flowers.Select(predictor.Predict));
        Assert.Equal(model.PredictProba(table).ToDoubles(), flowers.SelectMany(predictor.PredictProba));
        Assert.Equal(model.PredictProba(table).ToDoubles(), predictor.PredictProba(flowers).ToDoubles());
        Assert.Equal(["setosa", "versicolor", "virginica"], predictor.Classes);
        Assert.Equal(Species.Setosa, model.For<Flower, Species>().Predict(flowers[0]));
    }

    [Fact]
    public void RowsOfTextAndNumbersWithGapsAreAnsweredAsTheTable()
    {
        Model model = Model.Load(Repo.File("samples", "models", "passengers.pkl"));
        Predictor<Passenger, string> predictor = model.For<Passenger, string>();
        Table table = Table.FromRecords(Passengers, columns => columns.Column("age", row => row.Age).Column("fare", row => row.Fare)
            .Column("cabin_class", row => row.CabinClass).Column("port", row => row.Port));
        double[] chances = model.PredictProba(table).ToDoubles();
        Assert.True(predictor.IsCompiled);
        Assert.Equal(model.Predict(table).ToStrings(), Passengers.Select(predictor.Predict));
        Assert.Equal(model.Predict(table).ToStrings(), predictor.Predict(Passengers));
        Assert.Equal(chances, Passengers.SelectMany(predictor.PredictProba));
        Assert.Equal(chances, predictor.PredictProba(Passengers).ToDoubles());
    }

    [Fact]
    public void ClassesOfOwnNamesEnumsAndDecimalsMeanTheSame()
    {
        Model model = Model.Load(Repo.File("samples", "models", "passengers.pkl"));
        Predictor<Guest, string> predictor = model.For<Guest, string>();
        Assert.Equal(["Name"], predictor.UnusedColumns);
        var guest = new Guest { age = 45, Fare = 67.16m, Kind = Cabin.Middle, Harbour = "Oslo", Name = "Ada" };
        var passenger = new Passenger(45, 67.16, "second", "Oslo");
        Assert.Equal(model.For<Passenger, string>().PredictProba(passenger), predictor.PredictProba(guest));
        Assert.Equal(model.For<Passenger, string>().PredictProba(passenger with { Age = null, CabinClass = null, Port = null }),
            predictor.PredictProba(new Guest { Fare = 67.16m }));
    }

    [Fact]
    public void DocumentsAreRowsOfOneText()
    {
        Model model = Model.Load(Repo.File("samples", "models", "messages.pkl"));
        Predictor<Message, string> predictor = model.For<Message, string>();
        string[] texts = ["Where is my parcel?", "The app crashes", "refund my card"];
        Assert.Equal(model.Predict(texts).ToStrings(), predictor.Predict([.. texts.Select(text => new Message(text))]));
        Assert.False(predictor.IsCompiled);
    }

    public static TheoryData<string, bool> Pipelines => new()
    {
        { Columns("""{ "class": "OneHotEncoder", "handle_unknown": "ignore", "sparse_output": false }""", "LogisticRegression"), true },
        { Columns("""{ "class": "OneHotEncoder", "handle_unknown": "ignore" }""", "RandomForestClassifier"), true },
        { Columns("""{ "class": "OrdinalEncoder", "handle_unknown": "use_encoded_value", "unknown_value": -1 }""",
            "GradientBoostingClassifier"), true },
        { Columns("""{ "class": "OneHotEncoder", "drop": "first", "sparse_output": false }""", "GaussianNB"), true },
        { Columns("OneHotEncoder", "KNeighborsClassifier"), true },
    };

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void MixedPipelinesAreAnsweredAsTheTable(string json, bool isCompiled)
    {
        Table table = TableOf(MixedRows);
        bool[] labels = [.. MixedRows.Select(row => row.Size + row.Count + (row.IsNew ? 2 : 0) > 5)];
        Model model = PipelineFile.Parse(json).Fit(table, labels);
        Predictor<Mixed, bool> predictor = model.For<Mixed, bool>();
        Mixed[] asked = [.. MixedRows, .. MixedRows.Select(row => row with { Size = 5 - row.Size, Count = 6 - row.Count })];
        double[] chances = model.PredictProba(TableOf(asked)).ToDoubles();
        bool[] answers = [.. model.Predict(TableOf(asked)).ToDoubles().Select(label => label != 0)];
        Assert.Equal(isCompiled, predictor.IsCompiled);
        Assert.Equal(answers, asked.Select(predictor.Predict));
        Assert.Equal(answers, predictor.Predict(asked));
        Assert.Equal(chances, asked.SelectMany(predictor.PredictProba));
        Assert.Contains(true, answers);
        Assert.Contains(false, answers);
    }

    [Fact]
    public void WhatTheModelRefusesIsRefusedInTheSameWords()
    {
        Table table = TableOf(MixedRows);
        Model model = PipelineFile.Parse(Columns("OneHotEncoder", "RandomForestClassifier"))
            .Fit(table, MixedRows.Select(row => row.IsNew).ToArray());
        Predictor<Mixed, bool> predictor = model.For<Mixed, bool>();
        foreach (Mixed row in (Mixed[])[MixedRows[1] with { Color = "pink" }, MixedRows[1] with { Size = double.PositiveInfinity }])
        {
            string said = Assert.Throws<ModelInputException>(() => model.Predict(TableOf([row]))).Message;
            Assert.Equal(said, Assert.Throws<ModelInputException>(() => predictor.Predict(row)).Message);
            Assert.Equal(said, Assert.Throws<ModelInputException>(() => predictor.Predict([row])).Message);
            Assert.Equal(said, Assert.Throws<ModelInputException>(() => predictor.PredictProba(row)).Message);
        }
    }

    [Fact]
    public void ARowIsAnsweredWithoutAllocating()
    {
        Model passengers = Model.Load(Repo.File("samples", "models", "passengers.pkl"));
        Predictor<Passenger, string> predictor = passengers.For<Passenger, string>();
        Predictor<Flower, Species> flowers = Model.Load(Repo.File("samples", "models", "iris-tree.pkl")).For<Flower, Species>();
        Predictor<Measured, double> numbers = new LinearRegression().Fit(Datasets.LoadIris().Data, Datasets.LoadIris().Target)
            .For<Measured, double>();
        double[] chances = new double[2];
        var flower = new Flower(5.1, 3.5, 1.4, 0.2);
        var measured = new Measured(5.1, 3.5, 1.4, 0.2);
        string last = "";
        long Ask(int times)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < times; i++)
            {
                last = predictor.Predict(Passengers[i % 4]);
                predictor.PredictProba(Passengers[i % 4], chances);
                flowers.Predict(flower);
                numbers.Predict(measured);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Ask(100);
        Assert.Equal(0, Ask(1000));
        Assert.Contains(last, predictor.Classes!);
    }

    [Fact]
    public void NumbersAreAnsweredInTheTypeThatIsAskedFor()
    {
        Dataset iris = Datasets.LoadIris();
        var flower = new Measured(6.3, 3.3, 6.0, 2.5);
        Model regressor = new LinearRegression().Fit(iris.Data, iris.Target);
        double answer = regressor.For<Measured, double>().Predict(flower);
        Assert.Equal(regressor.Predict(new[] { 6.3, 3.3, 6.0, 2.5 }).ToDoubles()[0], answer);
        Assert.Equal((float)answer, regressor.For<Measured, float>().Predict(flower));
        Assert.Equal((decimal)answer, regressor.For<Measured, decimal>().Predict(flower));
        Model clusters = new KMeans { ClusterCount = 3, RandomState = 0 }.Fit(iris.Data);
        Assert.Equal(clusters.Predict(new[] { 6.3, 3.3, 6.0, 2.5 }).ToInt64s()[0], clusters.For<Measured, long>().Predict(flower));
        Assert.Equal((int)clusters.For<Measured, long>().Predict(flower), clusters.For<Measured, int>().Predict(flower));
        Model classes = new DecisionTreeClassifier().Fit(iris.Data, iris.Target);
        Assert.Equal(2, classes.For<Measured, int>().Predict(flower));
        Assert.Equal(Species.Versicolor, classes.For<Measured, Species>().Predict(flower));
        Assert.Contains("no bool", Refused(() => classes.For<Measured, bool>()).ToLowerInvariant(), StringComparison.Ordinal);
        Assert.Contains("ask for double", Refused(() => regressor.For<Measured, int>()), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatDoesNotFitIsSaidByFor()
    {
        Model passengers = Model.Load(Repo.File("samples", "models", "passengers.pkl"));
        Model flowers = Model.Load(Repo.File("samples", "models", "iris-tree.pkl"));
        Assert.Contains("'age'", Refused(() => passengers.For<NoAge, string>()), StringComparison.Ordinal);
        Assert.Contains("text", Refused(() => passengers.For<NumberedPort, string>()), StringComparison.Ordinal);
        Assert.Contains("no property for the column 'petal_width'", Refused(() => flowers.For<NoWidth, string>()),
            StringComparison.Ordinal);
        Assert.Contains("TextFlower does not fit", Refused(() => flowers.For<TextFlower, string>()), StringComparison.Ordinal);
        Assert.Contains("no Int32", Refused(() => flowers.For<Flower, int>()), StringComparison.Ordinal);
        Assert.Throws<UnsupportedModelException>(() => new StandardScaler().Fit(Datasets.LoadIris().Data).For<Measured, double>());
    }

    private static string Refused(Action action) => Assert.Throws<ModelInputException>(action).Message;

    private static double Number(Table table, int column, int row) =>
        table.Columns[column].TryGetNumbers(out ReadOnlySpan<double> numbers) ? numbers[row] : throw new InvalidOperationException();

    private static Table TableOf(IReadOnlyList<Mixed> rows) => Table.FromRecords(rows, columns => columns.Column("size", row => row.Size)
        .Column("count", row => row.Count).Column("is_new", row => row.IsNew).Column("color", row => row.Color)
        .Column("shape", row => row.Shape));

    private static string Columns(string encoder, string model) => $$"""
        { "class": "Pipeline", "steps": [["columns", { "class": "ColumnTransformer", "transformers": [
            ["numbers", "StandardScaler", ["size", "count"]],
            ["words", {{Quoted(encoder)}}, ["color"]],
            ["filled", { "class": "Pipeline", "steps": [["fill", { "class": "SimpleImputer", "strategy": "most_frequent" }],
                ["encode", {{Quoted(encoder)}}]] }, ["shape"]],
            ["flags", "passthrough", ["is_new"]]] }],
          ["model", "{{model}}"]] }
        """;

    private static string Quoted(string encoder) => encoder.StartsWith('{') ? encoder : '"' + encoder + '"';
}

[ModelRow]
public partial record Measured(double SepalLengthCm, double SepalWidthCm, double PetalLengthCm, double PetalWidthCm);

[ModelRow]
public partial record NoAge(double Fare, string CabinClass, string Port);

[ModelRow]
public partial record NumberedPort(double Age, double Fare, string CabinClass, int Port);

[ModelRow]
public partial record NoWidth(double SepalLength, double SepalWidth, double PetalLength);

[ModelRow]
public partial record OtherWidth(double SepalLength, double SepalWidth, double PetalLength, double WidthOfPetal);

[ModelRow]
public partial record TextFlower(double SepalLength, double SepalWidth, double PetalLength, string PetalWidth);
