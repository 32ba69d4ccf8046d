using System.Globalization;
using Brine.Arrays;
using Brine.Containers;
using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>Answers in the <c>.npz</c> form: <c>METHOD</c>, <c>METHOD.csr.*</c>, <c>METHOD.0</c>, <c>METHOD.1</c>...</summary>
internal static class NpzAnswers
{
    /// <summary>Puts an answer into an archive.</summary>
    internal static void Add(NpzFile npz, string name, Answer answer)
    {
        ArgumentNullException.ThrowIfNull(npz);
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.Parts is { } parts)
        {
            for (int i = 0; i < parts.Count; i++)
            {
                Add(npz, string.Create(CultureInfo.InvariantCulture, $"{name}.{i}"), parts[i]);
            }
        }
        else if (answer.Sparse is { } sparse)
        {
            npz[name + ".csr.data"] = NDArray.OfNumbers(sparse.Data, sparse.DType);
            npz[name + ".csr.indices"] = NDArray.Of(sparse.Columns);
            npz[name + ".csr.indptr"] = NDArray.Of(sparse.Starts);
            npz[name + ".csr.shape"] = NDArray.Of(new long[] { sparse.RowCount, sparse.ColumnCount });
        }
        else
        {
            npz[name] = ToWrite(name, answer.Array!);
        }
    }

    /// <summary>
    /// The array that is written: what a transformer gives keeps its dtype, objects too, for the next model takes objects and text for two
    /// things; labels and names are written as text or numbers, which every reader takes.
    /// </summary>
    /// <param name="name">The method, and the number of the part where there are several.</param>
    /// <param name="array">The answer.</param>
    internal static NDArray ToWrite(string name, NDArray array) =>
        name.StartsWith("transform", StringComparison.Ordinal) || name.StartsWith("inverse_transform", StringComparison.Ordinal) ? array
            : WithoutObjects(array);

    /// <summary>An array of objects of one kind as an array of that kind, which needs no pickle inside: text, ints, floats or bools;
    /// mixtures stay objects.</summary>
    internal static NDArray WithoutObjects(NDArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (array.Objects is not { } items)
        {
            return array;
        }

        return items.All(item => item.Kind is PyKind.Str or PyKind.ByteString)
            ? NDArray.OfText([.. array.Elements().Select(item => item.AsString()!)], array.Shape)
            : items.All(item => item.Kind == PyKind.Float)
                ? NDArray.Of([.. array.Elements().Select(item => item.TryGetDouble(out double number) ? number : 0)], array.Shape)
            : items.All(item => item.Kind == PyKind.Int && item.TryGetInt64(out _))
                ? NDArray.Of([.. array.Elements().Select(item => item.TryGetInt64(out long number) ? number : 0)], array.Shape)
            : items.All(item => item.Kind == PyKind.Bool)
                ? NDArray.Of([.. array.Elements().Select(item => item.TryGetBool(out bool truth) && truth)], array.Shape)
            : array;
    }
}
