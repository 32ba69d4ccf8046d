using System.Runtime.CompilerServices;
using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>Converts numpy's and pandas' values for the mapping of .NET classes.</summary>
internal sealed class ArrayBridge : NumpyBridge
{
#pragma warning disable CA2255 // Whoever has an array or a frame has run this before.
    [ModuleInitializer]
    internal static void Register() => PickleConverters.UseNumpy(new ArrayBridge());
#pragma warning restore CA2255

    public override PyValue? Scalar(PyObject instance) =>
        NDArray.From(instance) is { IsScalar: true, Objects: null, DType.Kind: 'b' or 'i' or 'u' or 'f' or 'U' or 'S' } scalar ? scalar[0]
            : (PyValue?)null;

    public override bool IsMissing(PyValue value) =>
        PandasMissing.IsNaT(value) || PandasMissing.IsNA(value)
            || (value.As<PyObject>() is { } instance && ScalarTime(instance) is { } time && time[0].TryGetInt64(out long count)
                && count == long.MinValue);

    public override NumpyMoment? Moment(PyObject instance)
    {
        if (PandasTimestamp.From(instance) is { } stamp)
        {
            (CivilTime local, TimeSpan? offset) = stamp.Wall();
            return TimeTicks.MomentOf(local, !stamp.TimeZone.IsNone, offset);
        }

        return ScalarTime(instance) is { DType: { Kind: 'M', Unit: { } unit } } time && time[0].TryGetInt64(out long count)
            && count != long.MinValue
            ? TimeTicks.MomentOf(TimeTicks.CivilOf(count, unit), isAware: false, null) : null;
    }

    public override (long Ticks, bool IsExact)? Span(PyObject instance) =>
        PandasTimedelta.From(instance) is { } span ? TimeTicks.SpanOf(span.Value, span.Unit)
        : ScalarTime(instance) is { DType: { Kind: 'm', Unit: { } unit } } time && time[0].TryGetInt64(out long count)
            && count != long.MinValue ? TimeTicks.SpanOf(count, unit)
        : null;

    public override IReadOnlyList<PyValue>? Items(PyObject instance, out int[] shape)
    {
        shape = [];
        // Elements of no bytes may be as many as a file says: these are not counted out.
        if (NDArray.From(instance) is not { IsScalar: false, DType.Kind: not ('V' or 'c') } array
            || (array.DType.ItemSize == 0 && array.Objects is null))
        {
            return null;
        }

        shape = array.Shape.ToArray();
        return new ArrayItems(array);
    }

    public override T[]? Copy<T>(PyObject instance) => NDArray.From(instance) is { } array ? ArrayItems.Copy<T>(array) : null;

    public override PyReference? Describe(Array array, MappingWriter writer)
    {
        NDArray? numbers = array switch
        {
            double[] or double[,] => Flat<double>(array, sizeof(double)),
            float[] or float[,] => Flat<float>(array, sizeof(float)),
            long[] or long[,] => Flat<long>(array, sizeof(long)),
            ulong[] or ulong[,] => Flat<ulong>(array, sizeof(ulong)),
            int[] or int[,] => Flat<int>(array, sizeof(int)),
            uint[] or uint[,] => Flat<uint>(array, sizeof(uint)),
            short[] or short[,] => Flat<short>(array, sizeof(short)),
            ushort[] or ushort[,] => Flat<ushort>(array, sizeof(ushort)),
            sbyte[] or sbyte[,] => Flat<sbyte>(array, sizeof(sbyte)),
            bool[] or bool[,] => Flat<bool>(array, sizeof(bool)),
            _ => null,
        };
        return numbers is null ? null : NDArrayConverter.Pickler(writer).Describe(numbers);
    }

    public override PyReference? ScalarLike(PyObject original, PyValue value, MappingWriter writer) =>
        NDArray.From(original) is { IsScalar: true } scalar && ArrayRebuilding.Rebuild(scalar.DType, [value], []) is { } made
            ? NDArrayConverter.Pickler(writer).Describe(made) : null;

    public override PyReference? ArrayLike(PyObject original, IReadOnlyList<PyValue> items, ReadOnlySpan<int> shape, MappingWriter writer)
    {
        if (NDArray.From(original) is not { } array)
        {
            return null;
        }

        // What nobody changed is written as it was.
        if (array.Shape.SequenceEqual(shape) && ArrayRebuilding.AreSame(array, items))
        {
            return original;
        }

        return ArrayRebuilding.Rebuild(array.DType, items, shape) is { } made ? NDArrayConverter.Pickler(writer).Describe(made) : null;
    }

    private static NDArray? ScalarTime(PyObject instance) =>
        NDArray.From(instance) is { IsScalar: true, Objects: null, DType.Kind: 'M' or 'm' } scalar ? scalar : null;

    private static NDArray Flat<T>(Array array, int size)
        where T : unmanaged
    {
        var flat = new T[array.Length];
        Buffer.BlockCopy(array, 0, flat, 0, checked(array.Length * size));
        return array.Rank == 1 ? NDArray.Of(flat) : NDArray.Of(flat, array.GetLength(0), array.GetLength(1));
    }
}
