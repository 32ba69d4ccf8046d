using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>
/// Reads the arrays that joblib kept in files beside the pickle, up to 0.9: <c>model.pkl_01.npy</c>, and <c>model.pkl_01.npy.z</c> where it
/// compressed them. The pickle names the files: a name is the name of a file in the pickle's own folder, or is refused.
/// </summary>
/// <remarks>Follows joblib's <c>NDArrayWrapper.read</c> and <c>ZNDArrayWrapper.read</c>.</remarks>
internal sealed class JoblibSidecars(string pickle, Limits limits)
{
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(pickle)) ?? "";
    private readonly Dictionary<string, NDArray> _arrays = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _elements = new(StringComparer.Ordinal);
    private long _bytes;

    /// <summary>How many files were read.</summary>
    internal int Count => _arrays.Count + _elements.Count;

    internal static bool IsWrapper(PyObject instance) =>
        instance.Class is { Name: "NDArrayWrapper" or "ZNDArrayWrapper" } type
            && type.Module.EndsWith("joblib.numpy_pickle", StringComparison.Ordinal);

    /// <summary>Gives a wrapper its array. Where the file is not there the wrapper stays what it is: the rest can still be looked
    /// at.</summary>
    internal void Read(PyObject wrapper, int position)
    {
        string name = wrapper.TryGetAttribute("filename", out PyValue text) && text.AsString() is { } named ? named
            : throw Bad("an array has no file name", position);
        if (!IsPlain(name))
        {
            throw Bad($"an array is to be read from '{name}', which is no file beside the pickle", position);
        }

        if (Find(name) is not { } path)
        {
            return;
        }

        try
        {
            wrapper.View = wrapper.TryGetAttribute("state", out PyValue state) ? OfElements(path, state, position) : OfFile(path);
        }
        catch (PickleFormatException error) when (error.Code != "FormatSidecar")
        {
            throw new PickleFormatException("FormatSidecar", $"the array in '{name}' cannot be read: {error.Message}", position, null,
                error);
        }
    }

    /// <summary>The attributes of an object whose arrays are in files beside the pickle that were not there, with the names of those files
    /// (null where a wrapper has none).</summary>
    internal static IEnumerable<(string? Attribute, string? File)> Missing(PyObject instance)
    {
        foreach ((PyValue name, PyValue value) in instance.Attributes ?? [])
        {
            if (value.As<PyObject>() is { View: null } wrapper && IsWrapper(wrapper))
            {
                yield return (name.AsString(), wrapper.TryGetAttribute("filename", out PyValue file) ? file.AsString() : null);
            }
        }
    }

    private static bool IsPlain(string name) =>
        name.Length is > 0 and <= 255 && name is not ("." or "..") && name.AsSpan().IndexOfAny("/\\:") < 0
            && name.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0;

    /// <summary>The file of that name; where the pickle and its files were renamed together, the one that the pickle's new name stands
    /// for.</summary>
    private string? Find(string name)
    {
        int number = name.LastIndexOf('_');
        foreach (string candidate in (ReadOnlySpan<string>)[name, Path.GetFileName(pickle) + (number > 0 ? name[number..] : "")])
        {
            // Pipes and devices have no length.
            var file = new FileInfo(Path.Combine(_folder, candidate));
            if (file.Exists && file.Length > 0)
            {
                return file.LinkTarget is null ? file.FullName
                    : throw new PickleFormatException("FormatSidecar",
                        $"the array in '{candidate}' is behind a link, which is not followed; put the file itself there");
            }
        }

        return null;
    }

    private NDArray OfFile(string path)
    {
        if (!_arrays.TryGetValue(path, out NDArray? array))
        {
            array = NpyFormat.Read(ReadBytes(path), limits);
            _arrays.Add(path, array);
        }

        return array;
    }

    /// <summary>The file has the elements and nothing else; version, shape, dtype and order are in the pickle.</summary>
    private NDArray OfElements(string path, PyValue state, int position)
    {
        if (state.As<PyTuple>() is not { Count: 3 or 4 } described || DType.From(described[^2]) is not { HasObjects: false } dtype)
        {
            throw Bad("an array is not described rightly", position);
        }

        if (!_elements.TryGetValue(path, out ReadOnlyMemory<byte> elements))
        {
            ReadOnlyMemory<byte> packed = ReadBytes(path);
            elements = Detector.DetectCodec(packed.Span) == Codec.ZFile ? Decompressor.Decompress(packed, Codec.ZFile, limits)
                : throw Bad($"'{Path.GetFileName(path)}' is none of joblib's compressed arrays", position);
            _elements.Add(path, elements);
        }

        return NDArray.OverBytes(dtype, NDArray.ReadShape(described[^3]), elements,
            described[^1].TryGetInt64(out long fortran) && fortran != 0);
    }

    private ReadOnlyMemory<byte> ReadBytes(string path)
    {
        ReadOnlyMemory<byte> bytes = FileContent.ReadAll(path, limits with { MaxFileBytes = limits.MaxFileBytes - _bytes });
        _bytes += bytes.Length;
        return bytes;
    }

    private static PickleFormatException Bad(string what, int position) =>
        new("FormatSidecar", what + "; joblib never writes this", position);
}
