using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.ComponentModel;

namespace Brine.Pickling;

/// <summary>
/// The converters that are known, by type. Those of .NET's own simple types are there from the start; the source generator adds your classes
/// and the closed generic types that your code names.
/// </summary>
public static partial class PickleConverters
{
    private static readonly ConcurrentDictionary<Type, PickleConverter> ByType = new();
    private static readonly ConcurrentDictionary<string, PickleConverter> ByPythonName = new();

    static PickleConverters() => AddSimpleTypes();

    /// <summary>The converter of a type.</summary>
    /// <exception cref="PickleTypeException">None is known.</exception>
    public static PickleConverter<T> Of<T>() => Known<T>.Converter ?? throw new PickleTypeException(
        "CannotMapType",
        $"no converter for {typeof(T)} is known. Types that your code names in Load<T>, To<T> or Dump are found by Brine's source generator when they are closed and visible to the whole assembly; "
        + "name one that it cannot see by [assembly: PickleType(typeof(...))], give a class of yours [PickleClass], or register a converter of your own");

    /// <summary>Makes a converter the one for its type.</summary>
    public static void Register<T>(PickleConverter<T> converter)
    {
        ArgumentNullException.ThrowIfNull(converter);
        Known<T>.Converter = converter;
        ByType[typeof(T)] = converter;
        if (converter is PickleClassConverter<T> mapped)
        {
            foreach (string name in mapped.Shape.Names)
            {
                ByPythonName[name] = converter;
            }
        }
        else if (converter is IEnumMembers members)
        {
            foreach (string name in members.Names)
            {
                ByPythonName[name] = converter;
            }
        }
    }

    /// <summary>Makes the converter of a mapped class known.</summary>
    public static PickleConverter<T> Register<T>()
        where T : IPickleClass<T>
    {
        PickleConverter<T> converter = T.PickleConverter;
        Register(converter);
        return converter;
    }

    /// <summary>The converter of a mapped class, which becomes known.</summary>
    public static PickleConverter<T> OfClass<T>()
        where T : IPickleClass<T> => Known<T>.Converter ?? Register<T>();

    /// <summary>A .NET value in Python.</summary>
    /// <exception cref="PickleTypeException">Python has no such value.</exception>
    public static PyValue ToPython<T>(T value, MappingOptions? options = null, int protocol = PicklerOptions.DefaultProtocol) =>
        value is PyValue ready ? ready
        : Known<T>.Converter is { } known ? MappingWriter.Convert(value, known, options, protocol)
        : MappingWriter.Convert<object?>(value, DynamicConverter.Instance, options, protocol);

    /// <summary>A Python value in .NET.</summary>
    /// <exception cref="PickleTypeException">The value does not fit the type, or the type is not known.</exception>
    public static T FromPython<T>(PyValue value, MappingOptions? options = null) => MappingReader.Convert(value, Of<T>(), options);

    /// <summary>A converter of arrays; in Python they are lists.</summary>
    public static PickleConverter<T[]> Array<T>(PickleConverter<T> items) => new ArrayConverter<T>(items);

    /// <summary>A converter of lists.</summary>
    public static PickleConverter<List<T>> List<T>(PickleConverter<T> items) => new CollectionConverter<List<T>, T>(items);

    /// <summary>A converter of an interface that <see cref="List{T}"/> implements.</summary>
    public static PickleConverter<TSequence> Sequence<TSequence, T>(PickleConverter<T> items)
        where TSequence : class, IEnumerable<T> => new CollectionConverter<TSequence, T>(items);

    /// <summary>A converter of tuples of any length, whose items are of one type.</summary>
    public static PickleConverter<ImmutableArray<T>> ImmutableArray<T>(PickleConverter<T> items) => new ImmutableArrayConverter<T>(items);

    /// <summary>A converter of sets: a <see cref="HashSet{T}"/>, or an interface that it implements.</summary>
    public static PickleConverter<TSet> Set<TSet, T>(PickleConverter<T> items)
        where TSet : class, IEnumerable<T> => new SetConverter<TSet, T>(items);

    /// <summary>A converter of frozensets.</summary>
    public static PickleConverter<FrozenSet<T>> FrozenSet<T>(PickleConverter<T> items) => new FrozenSetConverter<T>(items);

    /// <summary>A converter of dicts: a <see cref="Dictionary{TKey, TValue}"/>, or an interface that it implements.</summary>
    public static PickleConverter<TDictionary> Dictionary<TDictionary, TKey, TValue>(PickleConverter<TKey> keys, PickleConverter<TValue> values)
        where TDictionary : class, IEnumerable<KeyValuePair<TKey, TValue>>
        where TKey : notnull => new DictionaryConverter<TDictionary, TKey, TValue>(keys, values);

    /// <summary>A converter of values that may be None.</summary>
    public static PickleConverter<T?> Nullable<T>(PickleConverter<T> inner)
        where T : struct => new NullableConverter<T>(inner);

    /// <summary>A converter of objects that may be None.</summary>
    public static PickleConverter<T?> Optional<T>(PickleConverter<T> inner)
        where T : class => new OptionalConverter<T>(inner);

    /// <summary>A converter of an enum that no attribute maps, see <see cref="MappingOptions.Enums"/>.</summary>
    public static PickleConverter<T> Enum<T>()
        where T : struct, Enum => new PlainEnumConverter<T>();

    /// <summary>A converter of a base class or interface, for the mapped classes that extend it.</summary>
    public static PickleConverter<T> Derived<T>()
        where T : class => new DerivedConverter<T>();

    /// <summary>Lends the mapping what a library above knows of numpy: what a numpy scalar is, and a .NET array as a numpy array.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void UseNumpy(Func<PyObject, PyValue?> scalar, Func<Array, MappingWriter, PyReference?> array)
    {
        NumpyScalar = scalar;
        NumpyArray = array;
    }

    internal static Func<PyObject, PyValue?>? NumpyScalar { get; private set; }

    internal static Func<Array, MappingWriter, PyReference?>? NumpyArray { get; private set; }

    internal static PickleConverter? Find(Type type) => ByType.GetValueOrDefault(type);

    internal static PickleConverter? FindClass(string pythonName) => ByPythonName.GetValueOrDefault(pythonName);

    /// <summary>A dictionary without hashing: one field for each type.</summary>
    private static class Known<T>
    {
        internal static PickleConverter<T>? Converter;
    }
}
