using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>numpy arrays in the classes of a user, and numpy's scalars where numbers are wanted.</summary>
internal sealed class NDArrayConverter : PickleConverter<NDArray>
{
    private NDArrayConverter() => PickleConverters.UseNumpy(ScalarOf, Describe);

    internal static NDArrayConverter Instance { get; } = new();

    /// <inheritdoc/>
    public override bool TakesNull => false;

    public override PyValue Write(NDArray value, MappingWriter writer) => value is null ? PyValue.None : Pickler(writer).Describe(value);

    public override NDArray Read(PyValue value, MappingReader reader)
    {
        NDArray array = NDArray.From(value) ?? throw reader.Unexpected(value, "a numpy array");
        reader.Keep(value);
        return array;
    }

    private static ArrayPickler Pickler(MappingWriter writer) => writer.Shared(static asked => new ArrayPickler(asked.Protocol));

    private static PyValue? ScalarOf(PyObject instance) => NDArray.From(instance) is { IsScalar: true, Objects: null } scalar ? scalar[0] : (PyValue?)null;

    private static PyReference? Describe(Array array, MappingWriter writer)
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
        return numbers is null ? null : Pickler(writer).Describe(numbers);
    }

    private static NDArray Flat<T>(Array array, int size)
        where T : unmanaged
    {
        var flat = new T[array.Length];
        Buffer.BlockCopy(array, 0, flat, 0, checked(array.Length * size));
        return array.Rank == 1 ? NDArray.Of(flat) : NDArray.Of(flat, array.GetLength(0), array.GetLength(1));
    }
}
