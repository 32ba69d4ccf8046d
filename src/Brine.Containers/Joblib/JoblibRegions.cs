using System.Globalization;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>Where joblib keeps arrays between the opcodes of a pickle, so that <see cref="Disassembler"/> can step over them.</summary>
internal static class JoblibRegions
{
    /// <summary>Finds the arrays of a decompressed file, in order. Where the file is corrupt, those before the place are found.</summary>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    internal static IReadOnlyList<RawRegion> Find(ReadOnlyMemory<byte> data, Limits? limits = null)
    {
        if (data.Span.IndexOf("NumpyArrayWrapper"u8) < 0)
        {
            return [];
        }

        limits ??= Limits.Default;
        var regions = new List<RawRegion>();
        var arrays = new JoblibArrays(new UnpicklerOptions { Limits = limits });
        var unpickler = new Unpickler(data, new UnpicklerOptions { Limits = limits, AfterBuild = Note });
        try
        {
            unpickler.Load();
        }
        catch (PickleFormatException)
        {
            // The disassembler meets the same bytes and says what is wrong with them, after the lines that lead there.
        }

        return regions;

        int Note(PyObject built, ReadOnlyMemory<byte> all, int position)
        {
            int next = arrays.AfterBuild(built, all, position);
            if (next > position && built.View is NDArray array)
            {
                string shape = "(" + string.Join(", ", array.Shape.ToArray()) + (array.Rank == 1 ? ",)" : ")");
                bool isPickle = array.Objects is not null;
                int bytes = isPickle ? next - position : array.Data.Length;
                string what = string.Create(CultureInfo.InvariantCulture, $"joblib array: {array.DType.Name} {shape}, {(isPickle ? "a pickle of " : "")}{bytes} bytes at offset {next - bytes}");
                regions.Add(new RawRegion(position, next - position, what, isPickle));
            }

            return next;
        }
    }
}
