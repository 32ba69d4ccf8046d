using System.Text.Json;

namespace Brine.Tests;

/// <summary>The data sets that come with the library.</summary>
public class DatasetTests
{
    [Theory]
    [InlineData("iris", 150, 4, 3)]
    [InlineData("wine", 178, 13, 3)]
    [InlineData("breast_cancer", 569, 30, 2)]
    [InlineData("digits", 1797, 64, 10)]
    [InlineData("diabetes", 442, 10, 0)]
    public void EachHasItsRowsAndNames(string name, int rows, int columns, int classes)
    {
        Dataset data = Datasets.Load(name);
        Assert.Equal((name, rows, columns, classes), (data.Name, data.Frame.RowCount, data.Data.ColumnCount, data.TargetNames?.Count ?? 0));
        Assert.Equal("target", data.Target.Name);
        Assert.All(data.Data.Columns, column => Assert.Equal("float64", column.DType.Name));
        Assert.Equal(classes > 0 ? "int64" : "float64", data.Target.DType.Name);
        Assert.Equal(columns, data.FeatureNames.Distinct().Count());
        if (classes > 0)
        {
            Assert.Equal(data.TargetNames!.Order(StringComparer.Ordinal),
                Enumerable.Range(0, rows).Select(data.TargetTexts.TextAt).Distinct().Order(StringComparer.Ordinal));
        }
        else
        {
            Assert.Throws<InvalidOperationException>(() => data.TargetTexts);
        }
    }

    [Fact]
    public void AModelLearnsFromThem()
    {
        Dataset wine = Datasets.LoadWine();
        Model model = new RandomForestClassifier { RandomState = 0 }.Fit(wine.Data, wine.TargetTexts);
        Assert.True(model.Score(wine.Data, new Table(wine.TargetTexts)) > 0.99);
        Assert.Equal(["class_0", "class_1", "class_2"], model.Classes!.Names);
        Assert.Equal(wine.FeatureNames, model.FeatureNames);
    }

    [Fact]
    public void AnotherNameIsRefused() =>
        Assert.Contains("did you mean 'iris'?", Assert.Throws<ArgumentException>(() => Datasets.Load("irys")).Message,
            StringComparison.Ordinal);

    [Fact]
    [Trait("Stage", "Python")]
    public void ValuesNamesAndKindsAreThoseOfScikitLearn()
    {
        string script = Repo.File("tests", "live", "datasets.py");
        using JsonDocument python = JsonDocument.Parse(Python.RunFile(script, Repo.Root));
        foreach (JsonProperty expected in python.RootElement.EnumerateObject())
        {
            Dataset data = expected.Name == "diabetes_raw" ? Datasets.LoadDiabetes(scaled: false) : Datasets.Load(expected.Name);
            Table frame = data.Frame;
            Assert.Equal(Texts(expected.Value, "columns"), frame.ColumnNames);
            Assert.Equal(Texts(expected.Value, "dtypes"), frame.Columns.Select(column => column.DType.Name));
            Assert.Equal(Texts(expected.Value, "target_names"), data.TargetNames);
            double[] values = [.. expected.Value.GetProperty("rows").EnumerateArray()
                .SelectMany(row => row.EnumerateArray().Select(value => value.GetDouble()))];
            Assert.Equal(values, frame.ToMatrix().AsSpan().ToArray());
        }
    }

    private static string[]? Texts(JsonElement data, string name) => data.GetProperty(name) is { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray().Select(text => text.GetString()!)] : null;
}
