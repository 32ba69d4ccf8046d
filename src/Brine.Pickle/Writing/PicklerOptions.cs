namespace Brine.Pickling;

/// <summary>How to write a pickle.</summary>
public sealed record PicklerOptions
{
    /// <summary>The protocol Python 3.8 to 3.13 writes when it is not told another.</summary>
    public const int DefaultProtocol = 4;

    /// <summary>The newest protocol.</summary>
    public const int HighestProtocol = 5;

    /// <summary>The pickle protocol, 0 to 5.</summary>
    public int Protocol { get; init; } = DefaultProtocol;

    /// <summary>Whose bytes to write.</summary>
    public PickleProfile Profile { get; init; }

    /// <summary>Write Python 3's module names as Python 2's at protocols 0 to 2, as Python does (<c>fix_imports</c>).</summary>
    public bool FixImports { get; init; } = true;

    /// <summary>Takes the contents of buffers at protocol 5 instead of the file (PEP 574); without it they are written in place.</summary>
    public Action<ReadOnlyMemory<byte>>? BufferCallback { get; init; }

    /// <summary>Gives another description of an object to write in its place, or null to write it as it is.</summary>
    public Func<PyObject, PyObject?>? Substitute { get; init; }

    /// <summary>
    /// Writes what a format (joblib) keeps between the opcodes, right behind an object that <see cref="Substitute"/> gave. Such an
    /// object is written anew each time it is met: its reader finds the data behind it, not in the memo.
    /// </summary>
    public InlineWriter? AfterSubstitute { get; init; }

    /// <summary>The very strings that <see cref="Substitute"/> adds and that the value may have too: Python has only one str of each, being names.</summary>
    public HashSet<string>? InternedTexts { get; init; }
}

/// <summary>Writes data between the opcodes of a pickle, right behind <paramref name="written"/>.</summary>
/// <param name="written">The object that <see cref="PicklerOptions.Substitute"/> gave.</param>
/// <param name="output">Where the data goes.</param>
public delegate void InlineWriter(PyObject written, PickleOutput output);
