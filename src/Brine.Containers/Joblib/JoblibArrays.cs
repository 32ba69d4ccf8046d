using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>
/// Reads the arrays that joblib keeps between the opcodes of a pickle: after the BUILD of each <c>NumpyArrayWrapper</c> come padding
/// and the raw bytes of one array, or a whole inner pickle where the array holds objects.
/// </summary>
/// <remarks>Follows joblib's <c>NumpyArrayWrapper.read_array</c>. The arrays become views over the file.</remarks>
internal sealed class JoblibArrays(UnpicklerOptions options, JoblibSidecars? sidecars = null)
{
    /// <summary>How many arrays were found.</summary>
    internal int Count { get; private set; }

    /// <summary>How many files beside the pickle were read.</summary>
    internal int SidecarCount => sidecars?.Count ?? 0;

    /// <summary>The protocol of the inner pickles, or null where there are none.</summary>
    internal int? ObjectProtocol { get; private set; }

    internal int AfterBuild(PyObject built, ReadOnlyMemory<byte> data, int position)
    {
        if (!IsWrapper(built))
        {
            if (sidecars is not null && built.View is null && JoblibSidecars.IsWrapper(built))
            {
                sidecars.Read(built, position);
            }

            return position;
        }

        Count++;
        DType dtype = built.TryGetAttribute("dtype", out PyValue dtypeValue) && DType.From(dtypeValue) is { } known
            ? known
            : throw Bad("it does not name a dtype", position);
        int[] shape = built.TryGetAttribute("shape", out PyValue shapeValue) ? NDArray.ReadShape(shapeValue)
            : throw Bad("it has no shape", position);
        bool isFortran = built.TryGetAttribute("order", out PyValue order) && order.AsString() == "F";
        if (dtype.HasObjects)
        {
            var inner = new Unpickler(data[position..], options);
            PyValue value = inner.Load();
            ObjectProtocol = inner.Protocol;
            built.View = NDArray.From(value) ?? throw Bad("its inner pickle holds no array", position);
            return position + (int)inner.Position;
        }

        bool isAligned = built.TryGetAttribute("numpy_array_alignment_bytes", out PyValue alignment) && !alignment.IsNone;
        (int start, int length) = Locate(dtype, shape, isAligned, data.Span, position);
        built.View = NDArray.OverBytes(dtype, shape, data.Slice(start, length), isFortran);
        return start + length;
    }

    /// <summary>Where the elements of an array lie, after the padding.</summary>
    internal static (int Start, int Length) Locate(DType dtype, int[] shape, bool isAligned, ReadOnlySpan<byte> data, int position)
    {
        if (isAligned)
        {
            int padding = position < data.Length ? data[position] : throw Bad("its data is cut off", position);
            position += 1 + padding;
        }

        Int128 bytes = dtype.ItemSize;
        foreach (int size in shape)
        {
            bytes = Int128.Min(bytes, long.MaxValue) * size;
        }

        return bytes <= data.Length - position ? (position, (int)bytes)
            : throw new PickleFormatException("FormatTruncated",
                $"an array of {bytes} bytes is announced and {Math.Max(0, data.Length - position)} are left; the file was cut off: "
                    + "fetch it again", position);
    }

    /// <summary>joblib.numpy_pickle.NumpyArrayWrapper, also under the name it had inside scikit-learn up to 0.22.</summary>
    internal static bool IsWrapper(PyObject instance) =>
        instance.Class is { } type && IsWrapper(type.Module, type.Name);

    internal static bool IsWrapper(string? module, string? name) =>
        name == "NumpyArrayWrapper" && module is not null && module.EndsWith("joblib.numpy_pickle", StringComparison.Ordinal);

    internal static PickleFormatException Bad(string what, int position) =>
        new("FormatJoblib", $"an array of a joblib file is corrupt: {what}", position);
}
