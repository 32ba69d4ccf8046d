namespace Brine.Pickling;

/// <summary>Options of <see cref="Unpickler"/>.</summary>
public sealed record UnpicklerOptions
{
    /// <summary>The limits of what the file may ask for.</summary>
    public Limits Limits { get; init; } = Limits.Default;

    /// <summary>Read Python 2's module names as Python 3's at protocols 0 to 2, as Python does (<c>fix_imports</c>).</summary>
    public bool FixImports { get; init; } = true;

    /// <summary>The type that Python 2's 8-bit strings are read as.</summary>
    public ByteStringEncoding Encoding { get; init; }

    /// <summary>The treatment of bytes of such strings that are not in the encoding.</summary>
    public ByteStringErrors Errors { get; init; }

    /// <summary>
    /// Decides about a class or function that the file names, asked once for each name (Python's <c>find_class</c>): gives back the name to
    /// let it in, another name, any value in its place, or None to refuse the file.
    /// </summary>
    public Func<PyGlobal, PyValue>? FindClass { get; init; }

    /// <summary>Gives the value that a persistent id stands for; without it a <see cref="PyPersistent"/> keeps the id.</summary>
    public Func<PyValue, PyValue>? PersistentLoad { get; init; }

    /// <summary>The <c>copyreg</c> extension registry that opcodes EXT1, EXT2 and EXT4 need.</summary>
    public IReadOnlyDictionary<int, PyGlobal>? Extensions { get; init; }

    /// <summary>The out-of-band buffers of protocol 5, in order.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>>? Buffers { get; init; }

    /// <summary>Told of every class and function that the file names, each time it names one, under the name that Python 3 has for
    /// it.</summary>
    public Action<PyGlobal>? OnGlobal { get; init; }

    /// <summary>Called after every BUILD: reads what a format (joblib) keeps between the opcodes.</summary>
    internal InlineReader? AfterBuild { get; init; }
}

/// <summary>Reads data that stands between the opcodes of a pickle, right behind the BUILD of <paramref name="built"/>.</summary>
/// <param name="built">The object that was just given its state.</param>
/// <param name="data">What is at hand of the input: all of it, where it lies in memory, and else up to 2 GiB from the opcode on.</param>
/// <param name="position">Where the next opcode would stand.</param>
/// <returns>Where the next opcode stands; <paramref name="position"/> when there is nothing to read.</returns>
internal delegate int InlineReader(PyObject built, ReadOnlyMemory<byte> data, int position);
