using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

/// <summary>The edges of SparseCoder and DictionaryLearning.</summary>
public class SparseCoderTests
{
    [Theory]
    [InlineData("transform_algorithm", "lasso")]
    [InlineData("positive_code", null)]
    [InlineData("transform_n_nonzero_coefs", "7")]
    public void WhatIsNotComputedIsRefusedByName(string parameter, string? value)
    {
        PyValue model = Saved("SparseCoder.pursuit.pkl");
        model.As<PyObject>()!.Attributes![parameter] = value is null ? true : int.TryParse(value, out int number) ? number
            : (PyValue)value;
        var error = Assert.Throws<UnsupportedModelException>(() => EstimatorTable.Read(model));
        Assert.Equal("UnsupportedOption", error.Code);
        Assert.Contains(parameter, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ARowOfZerosHasNoAtoms()
    {
        Estimator model = EstimatorTable.Read(Saved("SparseCoder.pursuit.pkl"));
        Assert.All(((Matrix)model.Transform(new Matrix(1, 4, [0, 0, 0, 0]))).Values, value => Assert.Equal(0, value));
    }

    [Fact]
    public void OneRowAtATimeGivesTheBitsOfAll()
    {
        Estimator model = EstimatorTable.Read(Saved("DictionaryLearning.pursuit.pkl"));
        var rows = new Matrix(3, 4, [1, 2, 3, 4, -1, 0.5, 2, 2, 1e-9, 3, 3, 3]);
        double[] all = ((Matrix)model.Transform(rows)).Values;
        Assert.Equal(all, Enumerable.Range(0, 3).SelectMany(row => ((Matrix)model.Transform(rows.SelectRows([row]))).Values));
    }

    [Fact]
    public void CodesOfAnotherWidthAreRefused()
    {
        Estimator model = EstimatorTable.Read(Pickle.Load(Repo.File("tests", "fixtures", "sklearn-1.9.0", "SparseCoder.all.pkl")));
        Assert.Equal("InputFeatures",
            Assert.Throws<ModelInputException>(() => model.Call(Methods.InverseTransform, new Matrix(1, 6, new double[6]))).Code);
    }

    [Theory]
    [InlineData("lars", "positive_code", true)]
    [InlineData("lasso_lars", "transform_alpha", -1.0)]
    [InlineData("lasso_cd", "transform_alpha", double.NaN)]
    [InlineData("lasso_cd", "transform_max_iter", -1)]
    public void OptionsThatScikitLearnRefusesAreRefused(string algorithm, string parameter, object value)
    {
        PyValue model = Saved("SparseCoder.pursuit.pkl");
        PyValue odd = value switch { bool flag => flag, int number => number, _ => (double)value };
        model.As<PyObject>()!.Attributes!["transform_algorithm"] = algorithm;
        model.As<PyObject>()!.Attributes![parameter] = odd;
        Assert.Contains(parameter, Assert.Throws<UnsupportedModelException>(() => EstimatorTable.Read(model)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lars")]
    [InlineData("lasso_lars")]
    [InlineData("lasso_cd")]
    [InlineData("omp")]
    [InlineData("threshold")]
    public void RowsOfEveryPrecisionAreAnsweredOneByOneAsTogether(string algorithm)
    {
        PyValue saved = Saved("SparseCoder.pursuit.pkl");
        saved.As<PyObject>()!.Attributes!["transform_algorithm"] = algorithm;
        Estimator model = EstimatorTable.Read(saved);
        double[] values = [.. Enumerable.Range(0, 40).Select(i => (double)(float)Math.Sin(i * i))];
        foreach (DType dtype in (DType[])[DType.Float64, DType.Float32])
        {
            var rows = new Matrix(10, 4, values, dtype);
            double[] all = ((Matrix)model.Transform(rows)).Values;
            Assert.Equal(all, Enumerable.Range(0, 10).SelectMany(row => ((Matrix)model.Transform(rows.SelectRows([row]))).Values));
        }
    }

    [Fact]
    public void CoordinateDescentOfNewVersionsTakesRowsInThePrecisionOfTheAtoms()
    {
        Estimator model = EstimatorTable.Read(Pickle.Load(Repo.File("tests", "fixtures", "sklearn-1.9.0", "SparseCoder.descent.pkl")));
        Assert.Equal("InputKind",
            Assert.Throws<ModelInputException>(() => model.Transform(new Matrix(1, 4, [1, 2, 3, 4], DType.Float32))).Code);
    }

    [Theory]
    [InlineData("lars")]
    [InlineData("lasso_lars")]
    public void ProductsThatOverflowAreRefused(string algorithm)
    {
        PyValue saved = Saved("SparseCoder.pursuit.pkl");
        saved.As<PyObject>()!.Attributes!["transform_algorithm"] = algorithm;
        Estimator model = EstimatorTable.Read(saved);
        Assert.Equal("InputNotFinite",
            Assert.Throws<ModelInputException>(() => model.Transform(new Matrix(1, 4, [1.7e308, 1.7e308, 1.7e308, 1.7e308]))).Code);
    }

    private static PyValue Saved(string file) => Pickle.Load(Repo.File("tests", "fixtures", "sklearn-1.2.1", file));
}
