using Brine.Arrays;
using Brine.Models;

namespace Brine.Tests.Models;

/// <summary>Models of images, and images where a model takes rows.</summary>
public class ImageTests
{
    private static readonly string Folder = Repo.File("tests", "fixtures", "sklearn-1.2.1");

    [Fact]
    public void PatchesAreCutRowByRow()
    {
        using Model model = Model.Load(Path.Combine(Folder, "PatchExtractor.all.pkl"));
        NDArray patches = model.Call("transform", NDArray.Of(Numbers(2 * 3 * 4), 2, 3, 4)).ToArray();
        Assert.Equal([8, 2, 3], patches.Shape.ToArray());
        Assert.Equal([0, 1, 2, 4, 5, 6, 1, 2, 3, 5, 6, 7], patches.ToDoubles()[..12]);
        Assert.Equal([17, 18, 19, 21, 22, 23], patches.ToDoubles()[^6..]);
    }

    /// <summary>Up to 1.2 scikit-learn took 0 for None; what it calls has checked that since.</summary>
    [Theory]
    [InlineData("1.2.1", true)]
    [InlineData("1.9.0", false)]
    public void NoPatchesAreAllPatchesOfOldModels(string version, bool isAll)
    {
        var state = new Pickling.PyDict();
        state["patch_size"] = new Pickling.PyTuple(2, 2);
        state["max_patches"] = 0;
        state["random_state"] = default;
        state["_sklearn_version"] = version;
        var made = new Pickling.PyObject(new Pickling.PyGlobal("sklearn.feature_extraction.image", "PatchExtractor"),
            Pickling.PyTuple.Empty, Pickling.PyConstruction.NewObject) { State = state };
        if (!isAll)
        {
            Assert.Throws<UnsupportedModelException>(() => Model.From(made));
            return;
        }

        Assert.Equal([6, 2, 2], Model.From(made).Call("transform", NDArray.Of(Numbers(12), 1, 3, 4)).ToArray().Shape.ToArray());
    }

    [Theory]
    [InlineData("PatchExtractor.all.pkl", double.NaN, "InputMissing")]
    [InlineData("PatchExtractor.all.pkl", double.PositiveInfinity, "InputNotFinite")]
    public void EveryNumberOfAnImageIsThereAndFinite(string file, double value, string code)
    {
        using Model model = Model.Load(Path.Combine(Folder, file));
        double[] numbers = Numbers(2 * 3 * 4);
        numbers[14] = value;
        ModelInputException error = Assert.Throws<ModelInputException>(() => model.Call("transform", NDArray.Of(numbers, 2, 3, 4)));
        Assert.Equal(code, error.Code);
        Assert.Contains("number 2 of the image in row 1", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(3, 2)]
    public void ImagesSmallerThanAPatchAreRefused(int height, int width)
    {
        using Model model = Model.Load(Path.Combine(Folder, "PatchExtractor.all.pkl"));
        ModelInputException error = Assert.Throws<ModelInputException>(
            () => model.Call("transform", NDArray.Of(Numbers(height * width), 1, height, width)));
        Assert.Equal("InputShape", error.Code);
    }

    [Fact]
    public void NoImagesAndEmptyOnesAreRefused()
    {
        using Model model = Model.Load(Path.Combine(Folder, "PatchExtractor.all.pkl"));
        Assert.Equal("InputEmpty", Assert.Throws<ModelInputException>(() => model.Call("transform", NDArray.Of(Numbers(0), 0, 3, 4))).Code);
        Assert.Equal("InputEmpty", Assert.Throws<ModelInputException>(() => model.Call("transform", NDArray.Of(Numbers(0), 2, 0, 4))).Code);
    }

    [Fact]
    public void RowsAreNoImagesAndImagesNoRows()
    {
        using Model patches = Model.Load(Path.Combine(Folder, "PatchExtractor.all.pkl")),
            tree = Model.Load(Repo.File("samples", "models", "iris-tree.pkl"));
        Assert.Equal("InputShape", Assert.Throws<ModelInputException>(() => patches.Call("transform", new double[,] { { 1, 2 } })).Code);
        Features images = NDArray.Of(Numbers(4), 1, 2, 2);
        Assert.Equal("InputShape", Assert.Throws<ModelInputException>(() => tree.Predict(images)).Code);
        Assert.Equal("InputShape", Assert.Throws<ModelInputException>(() => images.SelectColumns([0])).Code);
        Assert.Equal("InputShape", Assert.Throws<ModelInputException>(() => Features.FromArray(NDArray.OfText(["a"], 1, 1, 1))).Code);
    }

    [Fact]
    public void SomeImagesAreTakenOutOfAll()
    {
        Features images = NDArray.Of(Numbers(12), 3, 2, 2);
        var some = Assert.IsType<Images>(images.SelectRows([2, 0]));
        Assert.Equal([2, 2, 2], some.Array.Shape.ToArray());
        Assert.Equal([8, 9, 10, 11, 0, 1, 2, 3], some.Array.ToDoubles());
    }

    private static double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(number => (double)number)];
}
