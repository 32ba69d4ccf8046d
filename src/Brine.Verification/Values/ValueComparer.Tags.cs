using System.Text.Json;
using Brine.Pickling;

namespace Brine.Verification;

/// <summary>Which comparison belongs to which tag.</summary>
internal sealed partial class ValueComparer
{
    private string? Tagged(string tag, JsonElement expected, PyValue actual, ValuePath path) => tag switch
    {
        "int" => Integer(expected, actual),
        "float" => Float(expected, actual),
        "complex" => Complex(expected, actual),
        "str" => LongText(expected, actual),
        "bytes" => Blob(expected, actual, PyKind.Bytes),
        "bytearray" => Blob(expected, actual, PyKind.ByteArray),
        "py2str" => Blob(expected, actual, PyKind.ByteString),
        "list" => Sequence(expected, actual, PyKind.List, path),
        "tuple" => Sequence(expected, actual, PyKind.Tuple, path),
        "set" => Set(expected, actual, PyKind.Set, path),
        "frozenset" => Set(expected, actual, PyKind.FrozenSet, path),
        "dict" => Dict(expected, actual.As<PyDict>(), actual, path),
        "nested" => Nested(expected, actual, path),
        "OrderedDict" => Dict(expected, PyOrderedDict.From(actual)?.Entries, actual, path),
        "Counter" => Dict(expected, PyCounter.From(actual)?.Counts, actual, path),
        "defaultdict" => DefaultDict(expected, actual, path),
        "deque" => Deque(expected, actual, path),
        "ChainMap" =>
            PyChainMap.From(actual) is { } chain ? Items(expected.GetProperty("maps"), chain.Maps, path, hasIdentity: true)
                : Unlike("a ChainMap", actual),
        "range" =>
            PyRange.From(actual) is { } range
                ? Items(expected.GetProperty("v"), [range.Start, range.Stop, range.Step], path, hasIdentity: false)
                : Unlike("a range", actual),
        "slice" =>
            PySlice.From(actual) is { } slice
                ? Items(expected.GetProperty("v"), [slice.Start, slice.Stop, slice.Step], path, hasIdentity: false)
                : Unlike("a slice", actual),
        "Ellipsis" or "NotImplemented" =>
            actual.As<PyGlobal>() is { Module: "builtins" } constant && constant.Name == tag ? null : Unlike(tag, actual),
        "date" or "time" or "datetime" or "timedelta" or "timezone" or "zoneinfo" or "pytz" => Moment(tag, expected, actual, path),
        "decimal" or "fraction" or "uuid" or "path" or "array.array" or "io.BytesIO" or "io.StringIO" or "random.Random" =>
            Standard(tag, expected, actual, path),
        "partial" => Partial(expected, actual, path),
        "operator.itemgetter" or "operator.attrgetter" => Getter(tag, expected, actual, path),
        "SimpleNamespace" =>
            PyNamespace.From(actual) is { } space ? Attributes(expected.GetProperty("v"), space.Attributes, path)
                : Unlike("a SimpleNamespace", actual),
        "enum" => Enum(expected, actual, path),
        "global" => Global(expected, actual),
        "method" => Method(expected, actual, path),
        "exception" => Exception(expected, actual, path),
        "object" or "namedtuple" => Instance(expected, actual, path),
        "persistent" => Persistent(expected.GetProperty("id"), actual, path),
        "typing" => Typing(expected, actual),
        "ndarray" => Array(expected, actual, path),
        "numpy.scalar" => Scalar(expected, actual, path),
        "dtype" => DTypeOf(expected, actual, path),
        "masked" => Masked(expected, actual, path),
        "numpy.ma.masked" => MaskedConstant(actual),
        "numpy.random.RandomState" => RandomState(expected, actual, path),
        "numpy.random.Generator" or "numpy.random.BitGenerator" => Generator(expected, actual, path),
        "numpy.random.SeedSequence" => SeedSequence(expected, actual, path),
        "opaque" => Opaque(Text(expected, "class"), actual),
        "sparse" => Sparse(expected, actual, path),
        "pandas.DataFrame" => Frame(expected, actual, path),
        "pandas.Series" => SeriesOf(expected, actual, path),
        "pandas.Index" => IndexOf(expected, actual, path),
        "pandas.array" => PandasArrayOf(expected, actual, path),
        _ when tag.StartsWith("pandas.", StringComparison.Ordinal) => PandasScalar(tag, expected, actual, path),
        _ when tag.StartsWith("ipaddress.", StringComparison.Ordinal) =>
            PyIpAddress.From(actual) is { } address && "ipaddress." + address.ClassName == tag && address.Text == Text(expected, "v") ? null
                : Unlike($"{tag} {Text(expected, "v")}", actual),
        _ => throw new NotSupportedException($"there is no comparison for {tag} yet"),
    };

    private string? One(JsonElement expected, PyValue actual, ValuePath path)
    {
        Push(expected, actual, path);
        return null;
    }

    private string? Persistent(JsonElement id, PyValue actual, ValuePath path)
    {
        if (actual.As<PyPersistent>() is not { } persistent)
        {
            return Unlike("a persistent id", actual);
        }

        // At protocol 0 the id is a line of text, which Python 2 takes as its 8-bit str.
        bool isOldText = isPython2 && persistent.Id.Reference is string;
        return One(id, isOldText ? new PyByteString(System.Text.Encoding.Latin1.GetBytes(persistent.Id.AsString()!)) : persistent.Id,
            path.Then(".id"));
    }

    /// <summary>Libraries that keep their own bytes in a pickle: the file names the class, or a function of the same library that makes
    /// it.</summary>
    private static string? Opaque(string className, PyValue actual) =>
        actual.As<PyObject>() is { Class: { } type } && className.Split('.')[0] == type.Module.Split('.')[0] ? null
            : Unlike($"a {className}", actual);
}
