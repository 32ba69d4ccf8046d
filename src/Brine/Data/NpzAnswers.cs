using System.Globalization;
using Brine.Arrays;
using Brine.Containers;
using Brine.Models;

namespace Brine;

/// <summary>Answers in the <c>.npz</c> form: <c>METHOD</c>, <c>METHOD.csr.*</c>, <c>METHOD.0</c>, <c>METHOD.1</c>...</summary>
public static class NpzAnswers
{
    /// <summary>Puts an answer into an archive.</summary>
    public static void Add(NpzFile npz, string name, Answer answer)
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
            npz[name] = WithoutObjects(answer.Array!);
        }
    }

    /// <summary>.npy holds objects only as a pickle: text becomes fixed-width text, None an empty one, numbers float64.</summary>
    public static NDArray WithoutObjects(NDArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (array.Objects is null)
        {
            return array;
        }

        bool isText = array.Objects.Any(item => item.Kind is Pickling.PyKind.Str or Pickling.PyKind.ByteString);
        return isText || array.Length == 0
            ? NDArray.OfText([.. array.Elements().Select(item => item.AsString() ?? (item.IsNone || (item.TryGetDouble(out double number) && double.IsNaN(number)) ? "" : item.ToString()))], array.Shape)
            : NDArray.Of([.. array.Elements().Select(item => item.TryGetDouble(out double number) ? number : double.NaN)], array.Shape);
    }
}
