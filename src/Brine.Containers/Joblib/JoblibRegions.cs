using System.Globalization;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>Finds where joblib keeps arrays between the opcodes of a pickle, so that readers of opcodes can step over them. Nothing of the
/// pickle is built.</summary>
internal static class JoblibRegions
{
    /// <summary>The keys and values of a wrapper's state: joblib writes six pairs.</summary>
    private const int LargestState = 64;

    /// <summary>Finds the arrays of a decompressed file, in order. Where the file is corrupt, those before the place are found.</summary>
    internal static IReadOnlyList<RawRegion> Find(ReadOnlyMemory<byte> data, Limits? limits = null)
    {
        if (data.Span.IndexOf("NumpyArrayWrapper"u8) < 0)
        {
            return [];
        }

        Trace(data, out IReadOnlyList<RawRegion> regions,
            new PickleTraceOptions { Limits = limits ?? Limits.Default, MaxPickles = 1, MaxEvents = 0 });
        return regions;
    }

    /// <summary>Traces a decompressed file as <see cref="SymbolicMachine.Run"/> does, and steps over its arrays.</summary>
    /// <param name="data">The file, decompressed.</param>
    /// <param name="regions">The arrays, in order. Those that are pickles of their own (<see cref="RawRegion.IsPickle"/>) want a trace of
    /// their own.</param>
    /// <param name="options">How to trace; <see cref="PickleTraceOptions.AfterBuild"/> is not asked.</param>
    internal static PickleTrace Trace(ReadOnlyMemory<byte> data, out IReadOnlyList<RawRegion> regions, PickleTraceOptions? options = null)
    {
        options ??= new PickleTraceOptions();
        var found = new List<RawRegion>();
        regions = found;
        return SymbolicMachine.Run(data,
            options with { AfterBuild = (built, position) => StepOver(data, built, position, options, found) });
    }

    private static int StepOver(ReadOnlyMemory<byte> data, SymbolicState built, int position, PickleTraceOptions options,
        List<RawRegion> regions)
    {
        if (built.Target.Call?.Class is not { } type || !JoblibArrays.IsWrapper(type.Module, type.Name))
        {
            return position;
        }

        if (built.State.Container is not { Kind: SymbolKind.Dict, Count: <= LargestState, IsComplete: true })
        {
            throw JoblibArrays.Bad("it has no attributes", position);
        }

        DType dtype = DType.From(SymbolValues.Describe(built.FindAttribute("dtype"), position))
            ?? throw JoblibArrays.Bad("it does not name a dtype", position);
        int[] shape = NDArray.ReadShape(SymbolValues.Describe(built.FindAttribute("shape"), position));
        (int start, int length) = dtype.HasObjects ? (position, LengthOfPickle(data[position..], options, position))
            : JoblibArrays.Locate(dtype, shape,
                built.FindAttribute("numpy_array_alignment_bytes").Kind is not (SymbolKind.Unknown or SymbolKind.None), data.Span,
                position);
        int next = start + length;
        if (next > position)
        {
            string dimensions = "(" + string.Join(", ", shape) + (shape.Length == 1 ? ",)" : ")");
            string what = string.Create(CultureInfo.InvariantCulture,
                $"joblib array: {dtype.Name} {dimensions}, {(dtype.HasObjects ? "a pickle of " : "")}{length} bytes at offset {start}");
            regions.Add(new RawRegion(position, next - position, what, dtype.HasObjects));
        }

        return next;
    }

    private static int LengthOfPickle(ReadOnlyMemory<byte> data, PickleTraceOptions options, int position)
    {
        var alone = new PickleTraceOptions { Limits = options.Limits, MaxPickles = 1, MaxEvents = 0 };
        return SymbolicMachine.Run(data, alone).Pickles[0] is { End: TraceEnd.Stop } inner ? inner.Length
            : throw JoblibArrays.Bad("its inner pickle has no end", position);
    }
}
