using System.Buffers;
using System.Runtime.CompilerServices;

namespace Brine.Models;

/// <summary>Kernels side by side, each fed with some of the columns of the row.</summary>
internal sealed class StackKernel : RowKernel
{
    private const int StackLimit = 512;

    private readonly Part[] _parts;
    private readonly int _width;

    private StackKernel(int inputCount, Part[] parts)
    {
        InputCount = inputCount;
        _parts = parts;
        foreach (Part part in parts)
        {
            OutputCount += part.Kernel.OutputCount;
            _width = Math.Max(_width, part.Columns?.Length ?? 0);
        }
    }

    public override int InputCount { get; }

    public override int OutputCount { get; }

    /// <summary>Each part looks at its own columns.</summary>
    private protected override bool ChecksValues => true;

    /// <summary>Makes the kernel; null where a part has none.</summary>
    /// <param name="inputCount">How many numbers a row has.</param>
    /// <param name="parts">The columns of each part (null: all), its kernel, its weight (null: none).</param>
    internal static RowKernel? Of(int inputCount, IReadOnlyList<(int[]? Columns, RowKernel? Kernel, double? Weight)> parts) =>
        parts.All(part => part.Kernel is { } kernel && kernel.InputCount == (part.Columns?.Length ?? inputCount))
            ? new StackKernel(inputCount, [.. parts.Select(part => new Part(part.Columns, part.Kernel!, part.Weight))])
            : null;

    [SkipLocalsInit]
    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        if (_width <= StackLimit)
        {
            Run(row, output, stackalloc double[_width]);
            return;
        }

        double[] rented = ArrayPool<double>.Shared.Rent(_width);
        Run(row, output, rented);
        ArrayPool<double>.Shared.Return(rented);
    }

    private void Run(ReadOnlySpan<double> row, Span<double> output, Span<double> gathered)
    {
        Part[] parts = _parts;
        int at = 0;
        try
        {
            for (; at < parts.Length; at++)
            {
                output = RunPart(parts[at], row, output, gathered);
            }
        }
        catch (ModelInputException error) when (parts[at].Columns is { } columns)
        {
            throw ColumnSelection.InPart(error, columns);
        }
    }

    /// <returns>What is left of the output.</returns>
    private static Span<double> RunPart(Part part, ReadOnlySpan<double> row, Span<double> output, Span<double> gathered)
    {
        Span<double> target = output[..part.Kernel.OutputCount];
        if (part.Columns is not { } columns)
        {
            part.Kernel.Run(row, target);
        }
        else if (part.First >= 0)
        {
            part.Kernel.Run(row.Slice(part.First, columns.Length), target);
        }
        else
        {
            for (int i = 0; i < columns.Length; i++)
            {
                gathered[i] = row[columns[i]];
            }

            part.Kernel.Run(gathered[..columns.Length], target);
        }

        if (part.Weight is { } weight)
        {
            for (int i = 0; i < target.Length; i++)
            {
                target[i] *= weight;
            }
        }

        return output[target.Length..];
    }

    private sealed class Part(int[]? columns, RowKernel kernel, double? weight)
    {
        internal int[]? Columns => columns;

        internal RowKernel Kernel => kernel;

        internal double? Weight => weight;

        /// <summary>Where the columns start when they stand together in the row, else -1.</summary>
        internal int First
        {
            get;
        } = columns is { Length: > 0 } && columns.Select((column, index) => column - index).Distinct().Count() == 1 ? columns[0] : -1;
    }
}
