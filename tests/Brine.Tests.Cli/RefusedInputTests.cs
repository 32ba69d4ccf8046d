using Brine.Arrays;
using Brine.Containers;
using Command = Brine.Tests.Support.Cli;

namespace Brine.Tests.Commands;

/// <summary>Data that Python refuses: exit code 2, the code, the row, the column.</summary>
public sealed class RefusedInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("LogisticRegression.named")]
    [InlineData("GaussianNB.named")]
    [InlineData("SVC.named")]
    [InlineData("Pipeline.scale.svc")]
    [InlineData("GridSearchCV.named")]
    [InlineData("KNeighborsClassifier.named")]
    [InlineData("RANSACRegressor.named")]
    public void GapIsNamedByRowAndColumn(string model)
    {
        string rows = _folder.Write("rows.csv", "width,height,depth,weight\n1,2,3,4\n1,,3,4\n");
        (int exit, string output, string error) = Command.Run("predict", ModelFile(model), rows);
        Assert.Equal((2, ""), (exit, output));
        Assert.StartsWith("brine: InputMissing: a value is missing (NaN) in row 1, column ", error, StringComparison.Ordinal);
        Assert.Contains("column 'height'", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("StandardScaler.named", "transform")]
    [InlineData("MinMaxScaler.named", "transform")]
    [InlineData("RobustScaler.named", "transform")]
    [InlineData("Normalizer.named", "transform")]
    [InlineData("SimpleImputer.named", "transform")]
    [InlineData("OneHotEncoder.numbers", "transform")]
    [InlineData("LinearRegression.named", "predict")]
    [InlineData("DecisionTreeClassifier.named", "predict")]
    [InlineData("FeatureUnion.named", "transform")]
    [InlineData("ColumnTransformer.places", "transform")]
    public void InfinityIsNamedByRowAndColumn(string model, string method)
    {
        string rows = _folder.Write("rows.npy", NpyFormat.Write(NDArray.Of([1.0, 2, 3, 0, 1, double.PositiveInfinity, 3, 0], 2, 4)));
        (int exit, string output, string error) = Command.Run("predict", ModelFile(model), rows, "-m", method);
        Assert.Equal((2, ""), (exit, output));
        Assert.StartsWith("brine: InputNotFinite: the value in row 1, column ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DecisionTreeClassifier.named", "InputNotFinite: the value 1E+39 in row 1, column 'height' is too large for float32")]
    [InlineData("CategoricalNB.small", "InputCategory: row 1: column 1 holds 1E+39")]
    public void NumberOutOfRangeIsNamed(string model, string message)
    {
        string rows = _folder.Write("rows.npy", NpyFormat.Write(NDArray.Of([1.0, 2, 3, 0, 1, 1e39, 3, 0], 2, 4)));
        (int exit, string _, string error) = Command.Run("predict", ModelFile(model), rows);
        Assert.Equal(2, exit);
        Assert.StartsWith("brine: " + message, error, StringComparison.Ordinal);
    }

    [Fact]
    public void SparseRowsAreRefusedByWhatTakesNone()
    {
        (int exit, string _,
            string error) = Command.Run("predict", ModelFile("GaussianNB.named"), Path.ChangeExtension(ModelFile("SVC.counts"), ".npz"));
        Assert.Equal((2, true),
            (exit, error.StartsWith("brine: InputSparse: the data is a sparse matrix, and GaussianNB takes none",
                StringComparison.Ordinal)));
    }

    [Fact]
    public void MatrixWithoutNamesIsRefusedWhereColumnsWereChosenByName()
    {
        string rows = _folder.Write("rows.npy", NpyFormat.Write(NDArray.Of([1.0, 2, 3, 0], 1, 4)));
        (int exit, string _, string error) = Command.Run("predict", ModelFile("ColumnTransformer.names"), rows, "-m", "transform");
        Assert.Equal(2, exit);
        Assert.StartsWith(
            "brine: InputColumns: the columns of the data have no names, and ColumnTransformer chose its columns by name: give it a table "
                + "with width, height, depth, weight", error, StringComparison.Ordinal);
    }

    [Fact]
    public void OneDimensionIsRefusedWithTheWayOut()
    {
        string rows = _folder.Write("rows.npy", NpyFormat.Write(NDArray.Of([1.0, 2, 3, 0], 4)));
        (int exit, string _, string error) = Command.Run("predict", ModelFile("LogisticRegression.named"), rows);
        Assert.Equal(2, exit);
        Assert.StartsWith(
            "brine: InputShape: the data has one dimension, and LogisticRegression takes rows and columns: reshape it, with reshape(-1, 1)",
            error, StringComparison.Ordinal);
    }

    [Fact]
    public void NoRowsAreRefused()
    {
        string rows = _folder.Write("rows.npy", NpyFormat.Write(NDArray.Of(Array.Empty<double>(), 0, 4)));
        (int exit, string _, string error) = Command.Run("predict", ModelFile("LogisticRegression.named"), rows);
        Assert.Equal((2, true), (exit, error.StartsWith("brine: InputEmpty: the data has 0 rows and 4 columns", StringComparison.Ordinal)));
    }

    [Fact]
    public void CodesOfLabelsAreInts()
    {
        string codes = _folder.Write("codes.npy", NpyFormat.Write(NDArray.Of([1.0, 2], 2)));
        Brine.Models.Estimator encoder = Model.Load(ModelFile("LabelEncoder.numbers")).Estimator;
        var error = Assert.Throws<ModelInputException>(() => encoder.Call(Brine.Models.Methods.InverseTransform, DataFile.Read(codes)));
        Assert.Equal("InputKind", error.Code);
    }

    private static string ModelFile(string name) => Repo.Golden($"refusals/sklearn-1.2.1-small/{name}.pkl");
}
