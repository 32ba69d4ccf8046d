using Brine.Pickling;

namespace Brine.Containers;

/// <summary>What the name of a Python class or function tells about it: a pickle does not say which of the two a name is.</summary>
internal static class SkopsClasses
{
    private static readonly HashSet<string> BuiltinClasses =
    [
        "bool", "bytearray", "bytes", "complex", "dict", "float", "frozenset", "int", "list", "object", "property", "range", "set", "slice",
        "str", "tuple",
    ];

    private static readonly HashSet<string> NumpyClasses =
    [
        "bool", "bool_", "bytes_", "character", "clongdouble", "complex64", "complex128", "complex256", "complexfloating", "datetime64",
        "double", "dtype", "flexible", "float16",
        "float32", "float64", "float128", "floating", "generic", "inexact", "int8", "int16", "int32", "int64", "int_", "intc", "integer",
        "intp", "longdouble", "longlong", "matrix",
        "memmap", "ndarray", "number", "object_", "recarray", "record", "signedinteger", "single", "str_", "timedelta64", "ufunc", "uint",
        "uint8", "uint16", "uint32", "uint64",
        "uintc", "uintp", "ulonglong", "unsignedinteger", "void",
    ];

    /// <summary>Modules of C functions, which skops writes as it writes classes.</summary>
    private static readonly HashSet<string> NativeModules = ["_functools", "_operator", "math", "operator", "time"];

    /// <summary>Functions of pandas that only put together what they are given: skops finds them by name as it finds classes.</summary>
    private static readonly HashSet<string> Makers =
    [
        "pandas.core.indexes.base._new_Index", "pandas.core.indexes.datetimes._new_DatetimeIndex",
        "pandas.core.indexes.interval._new_IntervalIndex", "pandas.core.indexes.period._new_PeriodIndex",
        "pandas._libs.internals._unpickle_block", "pandas._libs.tslibs.nattype.__nat_unpickle", "pandas._libs.tslibs.nattype._nat_unpickle",
        "pandas._libs.tslibs.period._unpickle_period",
        "pandas._libs.tslibs.timedeltas._timedelta_unpickle", "pandas._libs.tslibs.timestamps._unpickle_timestamp",
    ];

    /// <summary>Named tuples that fitted estimators hold.</summary>
    private static readonly HashSet<string> NamedTuples = ["sklearn.impute._iterative._ImputerTriplet", "sklearn.impute._ImputerTriplet",
        "sklearn.impute.ImputerTriplet"];

    /// <summary>True for a class, as far as its name tells.</summary>
    internal static bool IsClass(PyGlobal named)
    {
        string name = named.Name[(named.Name.LastIndexOf('.') + 1)..];
        return named.Module switch
        {
            "builtins" => BuiltinClasses.Contains(name) || (name.Length > 0 && char.IsAsciiLetterUpper(name[0])),
            "numpy" => NumpyClasses.Contains(name),
            "collections" or "datetime" or "array" => true,
            _ => char.IsUpper(name.AsSpan().TrimStart('_') is { Length: > 0 } letters ? letters[0] : '_')
                || (named.Module.StartsWith("scipy.sparse", StringComparison.Ordinal) && name.Length > 4 && name[3] == '_'
                    && name[4..] is "matrix" or "array")
                || named.Is("functools", "partial") || named.Is("numpy.matrixlib.defmatrix", "matrix"),
        };
    }

    /// <summary>True for what skops writes as a type: classes, and functions written in C.</summary>
    internal static bool IsTypeNode(PyGlobal named) => IsClass(named) || named.Module == "builtins" || NativeModules.Contains(named.Module);

    /// <summary>True for what may be called with arguments.</summary>
    internal static bool IsMaker(PyGlobal named) => IsClass(named) || Makers.Contains(named.FullName);

    internal static bool IsNamedTuple(PyGlobal named) => NamedTuples.Contains(named.FullName);

    /// <summary>The losses of scikit-learn that are compiled: they are made by their constructor.</summary>
    internal static bool IsLoss(PyGlobal named) =>
        (named.Module.StartsWith("sklearn.linear_model.", StringComparison.Ordinal)
            && named.Module.EndsWith("sgd_fast", StringComparison.Ordinal))
        || (named.Module is "sklearn._loss._loss" or "_loss" && named.Name.StartsWith("Cy", StringComparison.Ordinal));

    /// <summary>scikit-learn's Bunch has no use for the state that pickles give it.</summary>
    internal static bool IsBunch(PyGlobal named) => named.Name == "Bunch" && named.Module.StartsWith("sklearn.", StringComparison.Ordinal);

    internal static bool IsTree(PyGlobal named) => named.Is("sklearn.tree._tree", "Tree");

    internal static bool IsQuantileForest(PyGlobal named) => named.Is("quantile_forest._quantile_forest_fast", "QuantileForest");

    internal static bool IsDictWithDeprecatedKeys(PyGlobal named) =>
        named.Name == "_DictWithDeprecatedKeys" && named.Module.StartsWith("sklearn.", StringComparison.Ordinal);
}
