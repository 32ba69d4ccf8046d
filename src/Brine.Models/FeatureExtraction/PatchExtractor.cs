using Brine.Arrays;

namespace Brine.Models;

/// <summary>PatchExtractor: the patches of images, all of them or some that numpy's generator draws.</summary>
internal sealed class PatchExtractor(EstimatorInfo info, PatchForm form) : Estimator(info)
{
    public override EstimatorForm Form => form;

    public override Methods Methods => Methods.Transform;

    /// <summary>Null: images have no columns to check.</summary>
    public override int? FeatureCount => null;

    public override InputContract Inputs(Methods method) => InputContract.Images;

    private protected override Features TransformCore(Features x)
    {
        NDArray array = ((Images)x).Array;
        (int images, int height, int width) = (array.Shape[0], array.Shape[1], array.Shape[2]);
        int channels = x.ColumnCount / height / width;
        (int patchHeight, int patchWidth) = (form.Height ?? height / 10, form.Width ?? width / 10);
        if (patchHeight < 1 || patchWidth < 1 || patchHeight > height || patchWidth > width)
        {
            throw new ModelInputException("InputShape",
                $"the images have {height} rows of {width} points, and {ClassName} cuts patches of {patchHeight} rows of {patchWidth} "
                    + "out of them: that takes images at least as large, and patches of at least one point");
        }

        (int down, int across) = (height - patchHeight + 1, width - patchWidth + 1);
        int count = Count((long)down * across);
        long size = (long)patchHeight * patchWidth * channels, total = size * images * count;
        if (total > System.Array.MaxLength)
        {
            throw new ModelInputException("InputShape",
                $"{images} images have {(long)images * count} patches of {size} numbers, more than an array "
                    + "holds: give fewer images at once");
        }

        double[] values = array.ToDoubles(), patches = new double[total];
        RandomState? draws = form.MaxPatches is null && form.Share is null ? null : Draws();
        for (int image = 0, patch = 0; image < images; image++)
        {
            int[]? tops = Draw(draws, down, count), lefts = Draw(draws, across, count);
            for (int i = 0; i < count; i++, patch++)
            {
                (int top, int left) = tops is null ? (i / across, i % across) : (tops[i], lefts![i]);
                for (int row = 0; row < patchHeight; row++)
                {
                    int from = ((((image * height) + top + row) * width) + left) * channels, length = patchWidth * channels;
                    values.AsSpan(from, length).CopyTo(patches.AsSpan(checked((int)((patch * size) + ((long)row * length)))));
                }
            }
        }

        int[] shape = channels > 1 ? [images * count, patchHeight, patchWidth, channels] : [images * count, patchHeight, patchWidth];
        return new Images(NDArray.Of(patches, shape));
    }

    /// <summary>How many patches an image gives of all that it has.</summary>
    private int Count(long all) => (int)Math.Min(int.MaxValue, form.Share is { } share ? (long)(share * all)
        : Math.Min(form.MaxPatches ?? all, all));

    private RandomState Draws() => form.Generator is { } generator ? new RandomState(generator)
        : form.Seed is { } seed ? new RandomState(seed)
        : throw new UnsupportedModelException("UnsupportedOption",
            $"{ClassName} draws its patches at random, and its random_state is None, so that Python draws others each time", Path);

    private static int[]? Draw(RandomState? draws, int below, int count)
    {
        if (draws is null)
        {
            return null;
        }

        var drawn = new int[count];
        for (int i = 0; i < count; i++)
        {
            drawn[i] = draws.NextBelow(below);
        }

        return drawn;
    }
}
