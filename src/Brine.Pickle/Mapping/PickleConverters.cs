using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.ComponentModel;

namespace Brine.Pickling;

/// <summary>
/// The converters that are known, by type. Those of .NET's own simple types are there from the start; the source generator adds your
/// classes and the closed generic types that your code names.
/// </summary>
public static partial class PickleConverters
{
    private static readonly ConcurrentDictionary<Type, PickleConverter> ByType = new();
    private static readonly ConcurrentDictionary<string, PickleConverter> ByPythonName = new();

    static PickleConverters() => AddSimpleTypes();

    /// <summary>The converter of a type.</summary>
    /// <exception cref="PickleTypeException">None is known.</exception>
    public static PickleConverter<T> Of<T>() => Known<T>.Converter ?? throw MissingConverter.Error(typeof(T));

    /// <summary>Generated code tells that there is some.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void UseGenerated() => HasGenerated = true;

    /// <summary>Makes a converter the one for its type.</summary>
    public static void Register<T>(PickleConverter<T> converter)
    {
        ArgumentNullException.ThrowIfNull(converter);
        Known<T>.Converter = converter;
        ByType[typeof(T)] = converter;
        if (converter is PickleClassConverter<T> mapped)
        {
            foreach (string name in mapped.Layout.Names)
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

    /// <summary>A .NET value for a pickler that writes it once, and nobody else: objects of your classes are described when they are
    /// written, and then no more.</summary>
    /// <exception cref="PickleTypeException">Python has no such value; it may be thrown while the value is written, too.</exception>
    internal static PyValue ToPickleOnce<T>(T value, MappingOptions? options = null, int protocol = PicklerOptions.DefaultProtocol) =>
        value is PyValue ready ? ready
        : Known<T>.Converter is { } known ? MappingWriter.Convert(value, known, options, protocol, isDeferring: true)
        : MappingWriter.Convert<object?>(value, DynamicConverter.Instance, options, protocol, isDeferring: true);

    /// <summary>A Python value in .NET.</summary>
    /// <exception cref="PickleTypeException">The value does not fit the type, or the type is not known.</exception>
    public static T FromPython<T>(PyValue value, MappingOptions? options = null) => MappingReader.Convert(value, Of<T>(), options);

    /// <summary>A converter of arrays; in Python they are lists.</summary>
    public static PickleConverter<T[]> Array<T>(PickleConverter<T> items) => new ArrayConverter<T>(items);

    /// <summary>A converter of lists.</summary>
    public static PickleConverter<List<T>> List<T>(PickleConverter<T> items) => new ListConverter<List<T>, T>(items);

    /// <summary>A converter of arrays of two dimensions; in Python they are lists of lists.</summary>
    public static PickleConverter<T[,]> Grid<T>(PickleConverter<T> items) => new GridConverter<T>(items);

    /// <summary>A converter of collections that are made empty and filled: lists in Python.</summary>
    /// <param name="items">The converter of the items.</param>
    /// <param name="make">Makes an empty one.</param>
    /// <param name="add">Adds an item.</param>
    /// <param name="isReversed">True for a stack, which enumerates the last item first.</param>
    public static PickleConverter<TCollection> Filled<TCollection, T>(PickleConverter<T> items, Func<TCollection> make,
        Action<TCollection, T> add, bool isReversed = false)
        where TCollection : class, IEnumerable<T> => new FilledConverter<TCollection, T>(items, make, add, isSet: false, isReversed);

    /// <summary>A converter of sets that are made empty and filled.</summary>
    public static PickleConverter<TSet> FilledSet<TSet, T>(PickleConverter<T> items, Func<TSet> make, Action<TSet, T> add)
        where TSet : class, IEnumerable<T> => new FilledConverter<TSet, T>(items, make, add, isSet: true, isReversed: false);

    /// <summary>A converter of collections that are made of all their items: lists in Python.</summary>
    /// <param name="items">The converter of the items.</param>
    /// <param name="make">Makes one of its items.</param>
    /// <param name="isReversed">True for a stack, which enumerates the last item first.</param>
    public static PickleConverter<TCollection> Built<TCollection, T>(PickleConverter<T> items, Func<List<T>, TCollection> make,
        bool isReversed = false)
        where TCollection : class, IEnumerable<T> => new BuiltConverter<TCollection, T>(items, make, isSet: false, isReversed);

    /// <summary>A converter of sets that are made of all their items.</summary>
    public static PickleConverter<TSet> BuiltSet<TSet, T>(PickleConverter<T> items, Func<List<T>, TSet> make)
        where TSet : class, IEnumerable<T> => new BuiltConverter<TSet, T>(items, make, isSet: true, isReversed: false);

    /// <summary>A converter of dictionaries that are made of all their entries.</summary>
    public static PickleConverter<TDictionary> BuiltDictionary<TDictionary, TKey, TValue>(PickleConverter<TKey> keys,
        PickleConverter<TValue> values, Func<Dictionary<TKey, TValue>, TDictionary> make)
        where TDictionary : class, IEnumerable<KeyValuePair<TKey, TValue>>
        where TKey : notnull => new BuiltDictionaryConverter<TDictionary, TKey, TValue>(keys, values, make);

    /// <summary>A converter of dictionaries that are made empty and filled.</summary>
    public static PickleConverter<TDictionary> FilledDictionary<TDictionary, TKey, TValue>(PickleConverter<TKey> keys,
        PickleConverter<TValue> values, Func<TDictionary> make)
        where TDictionary : class, IDictionary<TKey, TValue>
        where TKey : notnull => new DictionaryConverter<TDictionary, TKey, TValue>(keys, values, make);

    /// <summary>A converter of an interface that <see cref="List{T}"/> implements.</summary>
    public static PickleConverter<TSequence> Sequence<TSequence, T>(PickleConverter<T> items)
        where TSequence : class, IEnumerable<T> => new ListConverter<TSequence, T>(items);

    /// <summary>A converter of tuples of any length, whose items are of one type.</summary>
    public static PickleConverter<ImmutableArray<T>> ImmutableArray<T>(PickleConverter<T> items) => new ImmutableArrayConverter<T>(items);

    /// <summary>A converter of sets: a <see cref="HashSet{T}"/>, or an interface that it implements.</summary>
    public static PickleConverter<TSet> Set<TSet, T>(PickleConverter<T> items)
        where TSet : class, IEnumerable<T> => new SetConverter<TSet, T>(items);

    /// <summary>A converter of frozensets.</summary>
    public static PickleConverter<FrozenSet<T>> FrozenSet<T>(PickleConverter<T> items) => new FrozenSetConverter<T>(items);

    /// <summary>A converter of dicts: a <see cref="Dictionary{TKey, TValue}"/>, or an interface that it implements.</summary>
    public static PickleConverter<TDictionary> Dictionary<TDictionary, TKey, TValue>(PickleConverter<TKey> keys,
        PickleConverter<TValue> values)
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

    /// <summary>Registers the conversions of numpy's and pandas' values.</summary>
    internal static void UseNumpy(NumpyBridge bridge) => Numpy = bridge;

    internal static bool HasGenerated { get; private set; }

    internal static NumpyBridge? Numpy { get; private set; }

    internal static PickleConverter? Find(Type type) => ByType.GetValueOrDefault(type);

    internal static PickleConverter? FindClass(string pythonName) => ByPythonName.GetValueOrDefault(pythonName);

    /// <summary>The converter of the class of an object, or of the enum whose member it is.</summary>
    internal static PickleConverter? FindClass(PyObject instance)
    {
        if (PickleClassLayout.ClassName(instance) is { } name && FindClass(name) is { } converter)
        {
            return converter;
        }

        // getattr(Color, 'RED'): a member by name.
        return KnownObject.IsGetAttribute(instance, out PyValue owner, out _) && KnownObject.DottedName(owner, deepest: 16) is { } type
            && FindClass(type) is { } members and IEnumMembers ? members : null;
    }

    /// <summary>A dictionary without hashing: one field for each type.</summary>
    private static class Known<T>
    {
        internal static PickleConverter<T>? Converter;
    }
}
