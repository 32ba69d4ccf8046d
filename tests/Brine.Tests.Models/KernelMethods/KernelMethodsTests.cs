using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

public sealed class KernelMethodsTests
{
    [Theory]
    [InlineData("linear", 11.0)]
    [InlineData("poly", 42.875)]
    [InlineData("precomputed", 3.0)]
    public void KernelRidgeWeighsTheKernel(string kernel, double answer) =>
        Assert.Equal(answer,
            Ridge(kernel).Call(Methods.Predict, new[] { kernel == "precomputed" ? [3.0] : new[] { 1.0, 4 } }).ToArray().ToDoubles()[0]);

    [Fact]
    public void CountsAreNotNegative() =>
        Assert.Equal("InputRange",
            Assert.Throws<ModelInputException>(() => Ridge("chi2").Call(Methods.Predict, new[] { new[] { -1.0, 4 } })).Code);

    [Fact]
    public void UnknownKernelsAreNamed() =>
        Assert.Contains("kernel='mine'", Assert.Throws<UnsupportedModelException>(() => Ridge("mine")).Message, StringComparison.Ordinal);

    [Fact]
    public void WeightsThatDoNotFitAreCorrupt() => Assert.Throws<PickleFormatException>(() => FittedObject.Read(
        "sklearn.kernel_ridge", "KernelRidge", ("X_fit_", FittedObject.Array([3.0, 2], 1, 2)),
        ("dual_coef_", FittedObject.Array([1.0, 2]))));

    [Fact]
    public void SamplesOfIntsAreInts()
    {
        Estimator sampler = FittedObject.Read("sklearn.kernel_approximation", "AdditiveChi2Sampler", ("sample_steps", 1),
            ("sample_interval", 0.8));
        NDArray whole = sampler.Call(Methods.Transform, new Matrix(1, 2, [5, 0], DType.Int64)).ToArray();
        Assert.Equal(DType.Int64, whole.DType);
        Assert.Equal([2, 0], whole.ToDoubles());
        Assert.Equal([2, 0], sampler.Call(Methods.Transform, new[] { new[] { 5.0, 0 } }).ToArray().ToDoubles());
        Assert.Equal("InputRange",
            Assert.Throws<ModelInputException>(() => sampler.Call(Methods.Transform, new[] { new[] { -5.0, 0 } })).Code);
    }

    [Fact]
    public void ProjectionsComeBackByThePseudoInverse()
    {
        Estimator projection = FittedObject.Read("sklearn.random_projection", "GaussianRandomProjection",
            ("components_", FittedObject.Array([2.0, 0, 0, 4], 2, 2)));
        Assert.Equal([2, 12], projection.Call(Methods.Transform, new[] { new[] { 1.0, 3 } }).ToArray().ToDoubles());
        Assert.Equal([1, 3], projection.Call(Methods.InverseTransform, new[] { new[] { 2.0, 12 } }).ToArray().ToDoubles());
    }

    [Fact]
    public void CentersTakeOffAllMeans() => Assert.Equal([-0.5, 0.5], FittedObject.Read(
        "sklearn.preprocessing._data", "KernelCenterer", ("K_fit_rows_", FittedObject.Array([1.0, 2])), ("K_fit_all_", 1.5))
        .Call(Methods.Transform, new[] { new[] { 3.0, 5 } }).ToArray().ToDoubles());

    [Fact]
    public void KernelsAllocateNothingForOneRow()
    {
        RowKernel kernel = Ridge("rbf").Kernel(Methods.Predict)!;
        var output = new double[1];
        double[] row = [1, 2];
        kernel.Run(row, output);
        long before = GC.GetAllocatedBytesForCurrentThread();
        kernel.Run(row, output);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static Estimator Ridge(string kernel) => FittedObject.Read(
        "sklearn.kernel_ridge", "KernelRidge", ("kernel", kernel), ("gamma", 0.25), ("coef0", 0.75), ("degree", 3),
        ("X_fit_", FittedObject.Array([3.0, 2], 1, 2)), ("dual_coef_", FittedObject.Array([1.0])));
}
