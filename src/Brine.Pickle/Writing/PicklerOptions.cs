namespace Brine.Pickling;

/// <summary>Options of <see cref="Pickler"/>.</summary>
public sealed record PicklerOptions
{
    /// <summary>The protocol Python 3.8 to 3.13 writes when it is not told another.</summary>
    public const int DefaultProtocol = 4;

    /// <summary>The newest protocol.</summary>
    public const int HighestProtocol = OpcodeTable.HighestProtocol;

    /// <summary>The pickle protocol, 0 to 5.</summary>
    public int Protocol { get; init; } = DefaultProtocol;

    /// <summary>Whose bytes to write.</summary>
    public PickleProfile Profile { get; init; }

    /// <summary>Write Python 3's module names as Python 2's at protocols 0 to 2, as Python does (<c>fix_imports</c>).</summary>
    public bool FixImports { get; init; } = true;

    /// <summary>
    /// The id by which a value is written, its contents staying elsewhere, or None to write it here (Python's <c>persistent_id</c>). Asked
    /// for every value, before anything else; protocol 0 takes ids of ASCII text alone.
    /// </summary>
    public Func<PyValue, PyValue>? PersistentId { get; init; }

    /// <summary>
    /// Takes buffers at protocol 5 out of the file (PEP 574), in the order in which <see cref="UnpicklerOptions.Buffers"/> needs them; as
    /// in Python, the answer true leaves one in the file. Without it all are written in place.
    /// </summary>
    public Func<PickleBuffer, bool>? BufferCallback { get; init; }

    /// <summary>
    /// Other descriptions of the objects of some classes, by module and name (<c>shop.Customer</c>): Python's <c>dispatch_table</c>. Null
    /// writes the object as it is.
    /// </summary>
    public IReadOnlyDictionary<string, Func<PyObject, PyObject?>>? DispatchTable { get; init; }

    /// <summary>
    /// Asked for each <see cref="PyObject"/> and each <see cref="PyGlobal"/> (Python's <c>reducer_override</c>): another description or
    /// name to write in its place, or null for what it is, the dispatch table included.
    /// </summary>
    public Func<PyReference, PyReference?>? ReducerOverride { get; init; }

    /// <summary>About how deep values may nest: <see cref="Limits.MaxDepth"/> of a file that is written again.</summary>
    internal int MaxDepth { get; init; } = int.MaxValue;

    /// <summary>
    /// Writes what a format (joblib) keeps between the opcodes, right behind an object that <see cref="ReducerOverride"/> gave. Such an
    /// object is written anew each time it is met: its reader finds the data behind it, not in the memo.
    /// </summary>
    internal InlineWriter? AfterOverride { get; init; }

    /// <summary>The very strings that <see cref="ReducerOverride"/> adds and that the value may have too: Python has only one str of each,
    /// being names.</summary>
    internal HashSet<string>? InternedTexts { get; init; }
}

/// <summary>Writes data between the opcodes of a pickle, right behind <paramref name="written"/>.</summary>
/// <param name="written">The object that <see cref="PicklerOptions.ReducerOverride"/> gave.</param>
/// <param name="output">Where the data goes.</param>
internal delegate void InlineWriter(PyObject written, PickleOutput output);
