using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>The classes of the training rows: <c>classes_</c> and the encoded <c>_y</c>, for each output.</summary>
internal sealed class ClassTargets
{
    internal ClassTargets(EstimatorReader reader, int rowCount)
    {
        // classes_ is a list of arrays where y has several columns (outputs_2d_).
        var list = reader.Value("classes_").As<PyList>();
        IsVector = list is null || !reader.Flag("outputs_2d_", true);
        Classes = IsVector ? [reader.Labels("classes_")] : [.. list!.Select(item => new Labels(NDArray.From(item) ?? throw Corrupt(reader)))];
        NDArray y = reader.Array("_y");
        if (Count == 0 || y.Length != (long)rowCount * Count)
        {
            throw Corrupt(reader);
        }

        long[] labels = y.ToInt64s();
        Labels = new int[Count][];
        for (int k = 0; k < Count; k++)
        {
            Labels[k] = new int[rowCount];
            for (int i = 0; i < rowCount; i++)
            {
                long label = labels[(i * Count) + k];
                Labels[k][i] = label >= 0 && label < Classes[k].Count ? (int)label : throw Corrupt(reader);
            }
        }
    }

    /// <summary>The classes of each output.</summary>
    internal Labels[] Classes { get; }

    /// <summary>For each output the class of each training row.</summary>
    internal int[][] Labels { get; }

    /// <summary>The number of outputs.</summary>
    internal int Count => Classes.Length;

    /// <summary>True where predictions are a vector.</summary>
    internal bool IsVector { get; }

    private static PickleFormatException Corrupt(EstimatorReader reader) => new("FormatShape", $"classes_ and _y of {reader.Path} do not fit the training rows; the file is corrupt");
}
