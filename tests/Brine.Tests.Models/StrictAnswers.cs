using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

/// <summary>Compares an answer with the Python value that it should be: dtype, shape, the kind of each object, the bits of each
/// number.</summary>
internal static class StrictAnswers
{
    /// <summary>What differs first, or null.</summary>
    /// <param name="expected">What Python answered.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="near">How far numbers may be from each other, of the largest; 0 where all bits count.</param>
    internal static string? Difference(PyValue expected, Answer answer, double near = 0)
    {
        if (ScipySparse.From(expected) is not null && CsrMatrix.From(expected) is { } csr)
        {
            return answer.Sparse is not { } sparse ? "is not sparse" : Of(csr, sparse, near);
        }

        if (expected.As<PyList>() is { } list)
        {
            return answer.Parts is not { } parts || parts.Count != list.Count ? "is no list of as many parts"
                : list.Select((item, i) => Difference(item, parts[i], near)).FirstOrDefault(difference => difference is not null);
        }

        NDArray? values = DataFrame.From(expected) is null ? NDArray.From(expected) : null;
        return values is null ? $"cannot compare {expected}" : answer.Array is not { } array ? "is no array" : Of(values, array, near);
    }

    /// <summary>An answer as the data of the next call.</summary>
    internal static Features ToFeatures(Answer answer) =>
        answer.Sparse is { } sparse ? new SparseMatrix(sparse) : Features.FromArray(answer.ToArray());

    private static string? Of(CsrMatrix expected, CsrMatrix actual, double near) =>
        (expected.RowCount, expected.ColumnCount) != (actual.RowCount, actual.ColumnCount)
            ? $"is {actual.RowCount} x {actual.ColumnCount}, Python's {expected.RowCount} x {expected.ColumnCount}"
        : !expected.DType.Equals(actual.DType) ? $"is of {actual.DType.Name}, Python's of {expected.DType.Name}"
        : !expected.Starts.AsSpan().SequenceEqual(actual.Starts) ? "has other row starts"
        : !expected.Columns.AsSpan().SequenceEqual(actual.Columns) ? "has other columns"
        : Of(NDArray.OfNumbers(expected.Data, expected.DType), NDArray.OfNumbers(actual.Data, actual.DType), near);

    private static string? Of(NDArray expected, NDArray actual, double near)
    {
        if (!expected.Shape.SequenceEqual(actual.Shape))
        {
            return $"has the shape ({string.Join(", ", actual.Shape.ToArray())}), Python's ({string.Join(", ", expected.Shape.ToArray())})";
        }

        if (near > 0 && expected.DType is { Kind: 'f', ItemSize: 16 })
        {
            // long double is computed as float64.
        }
        else if (expected.DType.Kind != actual.DType.Kind
            || (expected.DType.ItemSize != actual.DType.ItemSize && expected.DType.Kind is not ('U' or 'S')))
        {
            return $"is of {actual.DType.Name}, Python's of {expected.DType.Name}";
        }

        double room = near == 0 || expected.Objects is not null || expected.DType.Kind is not ('f' or 'c') ? 0
            : (expected.DType.ItemSize == 2 ? 2e-3 : near)
                * expected.ToDoubles().Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
        for (int i = 0; i < expected.Length; i++)
        {
            PyValue want = Unboxed(expected[i]), got = Unboxed(actual[i]);
            if (want.Kind != got.Kind || (!Same(want, got) && !IsNear(want, got, room)))
            {
                return $"item {i} is {got} ({got.Kind}), Python's {want} ({want.Kind})";
            }
        }

        return null;
    }

    private static bool Same(PyValue want, PyValue got) => want.Kind switch
    {
        PyKind.Float when want.TryGetDouble(out double a) && got.TryGetDouble(out double b) =>
            (double.IsNaN(a) && double.IsNaN(b)) || BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b),
        _ => want.IsNone || want.AsString() is { } text && text == got.AsString() || want.ToString() == got.ToString(),
    };

    private static bool IsNear(PyValue want, PyValue got, double room) =>
        room > 0 && want.TryGetDouble(out double a) && got.TryGetDouble(out double b) && Math.Abs(a - b) <= room;

    private static PyValue Unboxed(PyValue value) =>
        value.As<PyObject>() is not null && NDArray.From(value) is { IsScalar: true } scalar ? scalar[0] : value;
}
