using Brine.Pickling;

namespace Brine.Containers;

/// <summary>How to load a file.</summary>
public sealed record LoadOptions
{
    /// <summary>How much the file may ask for; <see cref="Pickling.Limits.Trusted"/> only for files that you made yourself.</summary>
    public Limits Limits { get; init; } = Limits.Default;

    /// <summary>
    /// Leaves the file on disk and reads what is touched (memory mapping): true always, false never where it fits an array, null for
    /// uncompressed files of 1 GiB and more where the result can let go of them (<c>Model</c>, <see cref="PickleFile"/>,
    /// <see cref="NpzFile"/>: each has <c>Dispose</c>). Values are then views over the file, which must not be changed in place while they
    /// are used.
    /// </summary>
    public bool? MemoryMap { get; init; }

    /// <summary>Told of every class and function that the file names, each time it names one; also of those whose objects it throws away
    /// again.</summary>
    public Action<PyGlobal>? OnGlobal { get; init; }

    /// <summary>Python's <c>copyreg</c> extension registry: the classes that a file names by a number
    /// (<c>copyreg.add_extension</c>).</summary>
    public IReadOnlyDictionary<int, PyGlobal>? Extensions { get; init; }

    /// <summary>How Python values are turned into .NET's, where a .NET type is asked for.</summary>
    public MappingOptions Mapping { get; init; } = MappingOptions.Default;

    /// <summary>What <c>Model.Load</c> runs in place of functions and classes of your own Python modules: a <c>CustomCode</c>. A file picks
    /// from it by exact names; everything else it names stays data.</summary>
    public SuppliedCode? Code { get; init; }

    /// <summary>Looks at a file before anything of it is read: its path where it has one, its bytes where they are in memory. Throws where
    /// it must not be loaded.</summary>
    internal Action<string?, ReadOnlyMemory<byte>?>? Check { get; init; }

    /// <summary>Looks in one more way, behind those that were asked for before.</summary>
    internal LoadOptions And(Action<string?, ReadOnlyMemory<byte>?> check) => this with
    {
        Check = Check is not { } before ? check : (path, bytes) =>
        {
            before(path, bytes);
            check(path, bytes);
        },
    };

    /// <summary>The same for results that cannot let go of a file: unasked, none is left on disk that fits an array.</summary>
    internal LoadOptions WithoutOwner => MemoryMap is null ? this with { MemoryMap = false } : this;
}
