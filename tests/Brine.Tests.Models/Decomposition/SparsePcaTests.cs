using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

/// <summary>The edges of SparsePCA.</summary>
public class SparsePcaTests
{
    [Theory]
    [InlineData("SparsePCA.few.pkl")]
    [InlineData("SparsePCA.many.pkl")]
    public void RowByRowAndAllAtOnceGiveTheSameBits(string file)
    {
        using Model model = Model.Load(Repo.File("tests", "fixtures", "sklearn-1.2.1", file));
        RowKernel kernel = model.Estimator.Kernel(Methods.Transform)!;
        var matrix = new Matrix(2, 4, [1, 2, 3, 4, -0.5, 0, 1e300, 2]);
        double[] all = ((Matrix)model.Estimator.Transform(matrix)).Values;
        var row = new double[kernel.OutputCount];
        kernel.Run(matrix.Row(1), row);
        Assert.Equal(all[kernel.OutputCount..], row);
        Assert.Equal("InputMissing", Assert.Throws<ModelInputException>(() => kernel.Run([1, 2, double.NaN, 3], row)).Code);
    }

    [Fact]
    public void ComponentsOfAnotherWidthAreCorrupt()
    {
        PyValue value = Pickle.Load(Repo.File("tests", "fixtures", "sklearn-1.2.1", "SparsePCA.few.pkl"));
        value.As<PyObject>()!.Attributes!["n_features_in_"] = 5;
        Assert.Equal("FormatShape", Assert.Throws<PickleFormatException>(() => EstimatorTable.Read(value)).Code);
    }
}
