using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

public sealed class ProjectionTests
{
    [Theory]
    [InlineData(7)]
    [InlineData(900)]
    public void RowKernelsAllocateNothingAndEqualTheBatch(int features)
    {
        Estimator model = Pca(features, whiten: true);
        var matrix = new Matrix(6, features, [.. Enumerable.Range(0, 6 * features).Select(i => Math.Cos(i * 3))]);
        RowKernel kernel = model.Kernel(Methods.Transform)!;
        double[] batch = model.Call(Methods.Transform, matrix).ToArray().ToDoubles();
        var output = new double[2];
        kernel.Run(matrix.Row(0), output);
        for (int row = 0; row < 6; row++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            kernel.Run(matrix.Row(row), output);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
            Assert.Equal(batch.AsSpan(row * 2, 2).ToArray(), output);
        }
    }

    [Fact]
    public void NamesCarryTheClass() => Assert.Equal(["pca0", "pca1"], Pca(3, whiten: false).FeatureNamesOut(null));

    [Fact]
    public void InverseTakesTheComponents()
    {
        var error = Assert.Throws<ModelInputException>(
            () => Pca(3, whiten: false).Call(Methods.InverseTransform, new[] { new[] { 1.0, 2, 3 } }));
        Assert.Contains("the 2 components", error.Message);
    }

    [Fact]
    public void MeanOfAnotherLengthIsCorrupt() => Assert.Throws<PickleFormatException>(() => FittedObject.Read(
        "sklearn.decomposition.pca", "PCA", ("components_", FittedObject.Array([1.0, 2, 3, 4], 2, 2)),
        ("mean_", FittedObject.Array([1.0]))));

    [Fact]
    public void InverseOfAMatrixIsItsInverse()
    {
        double[] matrix = [0, 2, 1, 3, 1, 4, 1, 5, 9];
        double[] unit = DenseLinear.Multiply(matrix, DenseLinear.Inverse(matrix, 3)!, 3, 3, 3);
        for (int i = 0; i < 9; i++)
        {
            Assert.Equal(i % 4 == 0 ? 1 : 0, unit[i], 12);
        }

        Assert.Equal(double.NegativeInfinity, DenseLinear.LogDeterminant([0.0, 1, 1, 0], 2));
        Assert.Equal(Math.Log(6), DenseLinear.LogDeterminant([2.0, 0, 0, 3], 2), 12);
    }

    [Fact]
    public void CovarianceWithoutInverseIsRefused()
    {
        Estimator model = FittedObject.Read(
            "sklearn.decomposition._pca",
            "PCA",
            ("components_", FittedObject.Array([1.0, 0], 1, 2)),
            ("mean_", FittedObject.Array([0.0, 0])),
            ("explained_variance_", FittedObject.Array([2.0])),
            ("noise_variance_", 0.0));
        Assert.Equal([3.0], model.Call(Methods.Transform, new[] { new[] { 3.0, 1 } }).ToArray().ToDoubles());
        var error = Assert.Throws<UnsupportedModelException>(() => model.Call(Methods.ScoreSamples, new[] { new[] { 3.0, 1 } }));
        Assert.Equal("SingularCovariance", error.Code);
    }

    [Fact]
    public void RootOfAVarianceOfFloat32IsOneOfFloat32ForDoublesToo()
    {
        Estimator model = FittedObject.Read(
            "sklearn.decomposition._pca",
            "PCA",
            ("components_", FittedObject.Array([1f, 0f], 1, 2)),
            ("mean_", FittedObject.Array([0f, 0f])),
            ("explained_variance_", FittedObject.Array([3f])),
            ("whiten", true));
        Assert.Equal([1 / (double)MathF.Sqrt(3)], model.Call(Methods.Transform, new[] { new[] { 1.0, 0 } }).ToArray().ToDoubles());
        Assert.Equal([(double)MathF.Sqrt(3), 0], model.Call(Methods.InverseTransform, new[] { new[] { 1.0 } }).ToArray().ToDoubles());
    }

    private static Estimator Pca(int features, bool whiten) => FittedObject.Read(
        "sklearn.decomposition._pca",
        "PCA",
        ("components_", FittedObject.Array([.. Enumerable.Range(0, 2 * features).Select(i => Math.Sin(i))], 2, features)),
        ("mean_", FittedObject.Array([.. Enumerable.Range(0, features).Select(i => Math.Sqrt(i))])),
        ("explained_variance_", FittedObject.Array([2.0, 3])),
        ("whiten", whiten));
}
