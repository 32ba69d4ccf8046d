using System.Numerics;

namespace Brine.Pickling;

/// <summary>The types that are known from the start, and tuples.</summary>
public static partial class PickleConverters
{
    /// <summary>A converter of a type that is a tuple in Python.</summary>
    /// <typeparam name="T">A tuple, or a pair of key and value.</typeparam>
    /// <param name="items">The converters of its items, in order.</param>
    /// <param name="make">Makes a value of its items.</param>
    /// <param name="item">Gives the item at a position.</param>
    public static PickleConverter<T> Tuple<T>(PickleConverter[] items, Func<object?[], T> make, Func<T, int, object?> item) =>
        new TupleConverter<T>(items, make, item);

    private static void AddSimpleTypes()
    {
        Register(new BoolConverter());
        Register(new IntegerConverter<sbyte>());
        Register(new IntegerConverter<byte>());
        Register(new IntegerConverter<short>());
        Register(new IntegerConverter<ushort>());
        Register(new IntegerConverter<int>());
        Register(new IntegerConverter<uint>());
        Register(new IntegerConverter<long>());
        Register(new IntegerConverter<ulong>());
        Register(new IntegerConverter<nint>());
        Register(new IntegerConverter<nuint>());
        Register(new IntegerConverter<Int128>());
        Register(new IntegerConverter<UInt128>());
        Register(new IntegerConverter<BigInteger>());
        Register(new FloatConverter<Half>());
        Register(new FloatConverter<float>());
        Register(new FloatConverter<double>());
        Register(new DecimalConverter());
        Register(new ComplexConverter());
        Register(new CharacterConverter());
        Register(new TextConverter());
        Register(new UriConverter());
        Register(new GuidConverter());
        Register(new ByteArrayConverter());
        Register(new MemoryConverter());
        Register(new ReadOnlyMemoryConverter());
        Register(new DateConverter());
        Register(new TimeConverter());
        Register(new DateTimeConverter());
        Register(new DateTimeOffsetConverter());
        Register(new TimeSpanConverter());
        Register(DynamicConverter.Instance);
        Register(new ValueConverter());
        Register(new ReferenceConverter<PyReference>("a value with an identity"));
        Register(new ReferenceConverter<PyList>("a list"));
        Register(new ReferenceConverter<PyTuple>("a tuple"));
        Register(new ReferenceConverter<PyDict>("a dict"));
        Register(new ReferenceConverter<PySet>("a set or frozenset"));
        Register(new ReferenceConverter<PyObject>("an object"));
        Register(new ReferenceConverter<PyGlobal>("a class or function"));
        Register(new ReferenceConverter<PyBytes>("bytes"));
        Register(new ReferenceConverter<PyByteArray>("a bytearray"));
    }
}
