using Brine.Arrays;

namespace Brine.Tables;

/// <summary>Images as features: an array of three dimensions (images, height, width), or of four (and channels). A sample is an image.
/// Only models that take images take it; the others refuse it, as they refuse such an array in Python.</summary>
public sealed class Images : Features
{
    /// <summary>Makes images of an array, which is not copied.</summary>
    /// <param name="array">Numbers, of three dimensions or more.</param>
    /// <exception cref="ModelInputException">The array has fewer dimensions, or holds what is no number.</exception>
    public Images(NDArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (array.Rank < 3 || !IsOfNumbers(array))
        {
            throw new ModelInputException("InputShape",
                $"images are numbers in an array of three or four dimensions, and this one is of {array.DType.Name} and has {array.Rank}");
        }

        Array = array;
    }

    /// <summary>The images: (images, height, width) or (images, height, width, channels).</summary>
    public NDArray Array { get; }

    /// <inheritdoc/>
    public override int RowCount => Array.Shape[0];

    /// <summary>The numbers of an image.</summary>
    public override int ColumnCount => RowCount > 0 ? Array.Length / RowCount : 0;

    /// <summary>True for an array that can hold images.</summary>
    internal static bool IsOfNumbers(NDArray array) => array.DType.Kind is 'f' or 'i' or 'u' or 'b';

    /// <summary>Refused: an image is no row of features.</summary>
    /// <exception cref="ModelInputException">Always.</exception>
    public override Matrix ToMatrix() => throw Refusal(Array);

    /// <summary>Refused: an image has no columns.</summary>
    /// <exception cref="ModelInputException">Always.</exception>
    public override Features SelectColumns(IReadOnlyList<int> columns) => throw Refusal(Array);

    /// <inheritdoc/>
    public override Features SelectRows(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        int size = ColumnCount;
        double[] all = Array.ToDoubles(), some = new double[rows.Count * size];
        for (int i = 0; i < rows.Count; i++)
        {
            all.AsSpan(rows[i] * size, size).CopyTo(some.AsSpan(i * size));
        }

        int[] shape = [rows.Count, .. Array.Shape[1..]];
        return new Images(NDArray.OfNumbers(some, Array.DType, shape));
    }

    /// <summary>The error of what takes rows and columns.</summary>
    internal static ModelInputException Refusal(NDArray array) =>
        new("InputShape", $"the data has {array.Rank} dimensions, a model takes rows and columns");
}
