using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>numpy's <c>.npy</c>: one array in a file.</summary>
public sealed class NpyFile : IDisposable
{
    private readonly MappedFile? _mapped;

    private NpyFile(NDArray array, MappedFile? mapped)
    {
        Array = array;
        _mapped = mapped;
    }

    /// <summary>The array; of a file that is left on disk a view over it, as numpy's <c>mmap_mode='r'</c> gives it.</summary>
    public NDArray Array { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file is no <c>.npy</c>, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The file is larger than the limits allow.</exception>
    public static NpyFile Open(string path, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new LoadOptions();
        ReadOnlyMemory<byte> bytes = FileContent.ReadAll(path, options.Limits, options.MemoryMap, out MappedFile? mapped);
        try
        {
            return new NpyFile(NpyFormat.Read(bytes, options.Limits), mapped);
        }
        catch
        {
            mapped?.Dispose();
            throw;
        }
    }

    /// <summary>Lets go of a file that was left on disk (<see cref="LoadOptions.MemoryMap"/>); its array cannot be read after that.</summary>
    public void Dispose() => _mapped?.Dispose();
}
