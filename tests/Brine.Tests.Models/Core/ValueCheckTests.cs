using Brine.Models;

namespace Brine.Tests.Models;

/// <summary>The pass over values finds what it must wherever it stands, and the row kernels ask it.</summary>
public class ValueCheckTests
{
    private static readonly double[] Odd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -1, -0.5, double.MaxValue,
        -double.MaxValue, double.Epsilon, 1e308];

    [Fact]
    public void EveryValueIsFoundAtEveryPlace()
    {
        for (int length = 1; length <= 19; length++)
        {
            for (int at = 0; at < length; at++)
            {
                foreach (double odd in Odd)
                {
                    var values = new double[length];
                    Array.Fill(values, 1e308);
                    values[at] = odd;
                    Assert.Equal(double.IsFinite(odd), ValueCheck.Fits(values, ValueRule.Finite));
                    Assert.Equal(!double.IsInfinity(odd), ValueCheck.Fits(values, ValueRule.NoInfinity));
                    Assert.Equal(double.IsFinite(odd) && odd > -1, ValueCheck.Fits(values, ValueRule.FiniteCount));
                    Assert.True(ValueCheck.Fits(values, ValueRule.Any));
                }
            }
        }
    }

    [Fact]
    public void NothingIsWithoutFault() => Assert.All(Enum.GetValues<ValueRule>(), rule => Assert.True(ValueCheck.Fits([], rule)));

    [Fact]
    public void LongerOrShorterRowIsRefusedByTheKernel()
    {
        RowKernel kernel = Load("LogisticRegression.named").Kernel(Methods.Predict)!;
        var output = new double[1];
        Assert.Equal("InputFeatures", Assert.Throws<ModelInputException>(() => kernel.Run(new double[5], output)).Code);
        Assert.Equal("InputFeatures", Assert.Throws<ModelInputException>(() => kernel.Run(new double[3], output)).Code);
        Assert.Equal("InputFeatures", Assert.Throws<ModelInputException>(() => kernel.RunAll(new Matrix(2, 3, new double[6]))).Code);
    }

    [Fact]
    public void RowsBehindEachOtherAreRefusedByTheirNumber()
    {
        RowKernel kernel = Load("Pipeline.log_scale.logistic").Kernel(Methods.Predict)!;
        double[] rows = [1, 1, 1, 1, 1, 1, -2, 1];
        ModelInputException error = Assert.Throws<ModelInputException>(() => kernel.RunRows(rows, 2, new double[2]));
        Assert.Equal("InputMissing", error.Code);
        Assert.StartsWith("row 1: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LongMatrixIsRefusedByTheNumberOfItsRow()
    {
        // Long enough to be run block by block.
        var values = new double[40_000 * 4];
        Array.Fill(values, 1);
        values[(35_001 * 4) + 2] = double.NaN;
        Estimator pipeline = Load("Pipeline.scale.logistic");
        ModelInputException error = Assert.Throws<ModelInputException>(() => pipeline.Call(Methods.Predict, new Matrix(40_000, 4, values)));
        Assert.Contains("row 35001, column 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ContractSaysWhatIsTaken()
    {
        Assert.True(Load("StandardScaler.named").Inputs(Methods.Transform).TakesMissing);
        Assert.False(Load("LogisticRegression.named").Inputs(Methods.Predict).TakesMissing);
        Assert.Equal(InputPrecision.Single, Load("DecisionTreeClassifier.named").Inputs(Methods.Predict).Precision);
        Assert.True(Load("Pipeline.fill.logistic").Inputs(Methods.Predict).TakesMissing);
        Assert.False(Load("FeatureUnion.pca").Inputs(Methods.Transform).TakesMissing);
        Assert.Equal(InputKind.Labels, Load("LabelEncoder.numbers").Inputs(Methods.Transform).Kind);
    }

    [Theory]
    [InlineData("1.1.3", false)]
    [InlineData("1.2.0", true)]
    [InlineData(null, true)]
    public void OtherNamesAreRefusedSinceOneTwo(string? version, bool isRefused)
    {
        Estimator scaler = FittedObject.Read(
            "sklearn.preprocessing._data",
            "StandardScaler",
            [("mean_", FittedObject.Array([1.0, 2])), ("scale_", FittedObject.Array([1.0, 1])),
                ("feature_names_in_", MadeEstimator.Objects("a", "b")),
                .. version is null ? [] : new (string, Brine.Pickling.PyValue)[] { ("_sklearn_version", version) }]);
        var swapped = new Table(Column.OfNumbers("b", [3]), Column.OfNumbers("a", [5]));
        if (!isRefused)
        {
            Assert.Equal([2, 3], scaler.Transform(swapped).ToMatrix().Values);
            return;
        }

        ModelInputException error = Assert.Throws<ModelInputException>(() => scaler.Transform(swapped));
        Assert.Equal(("InputColumns", true), (error.Code, error.Message.Contains("in another order", StringComparison.Ordinal)));
    }

    private static Estimator Load(string name) =>
        Model.Load(Support.Repo.Golden($"refusals/sklearn-1.2.1-small/{name}.pkl")).Estimator;
}
