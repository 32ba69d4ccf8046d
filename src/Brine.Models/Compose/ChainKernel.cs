using System.Buffers;
using System.Runtime.CompilerServices;

namespace Brine.Models;

/// <summary>Several kernels in a row, each fed with what the one before gave.</summary>
internal sealed class ChainKernel : RowKernel
{
    private const int StackLimit = 512;

    private readonly RowKernel[] _kernels;
    private readonly int _width;
    private readonly bool[] _isSkipped;
    private readonly bool _skips;

    private ChainKernel(RowKernel[] kernels)
    {
        _kernels = kernels;
        for (int i = 0; i + 1 < kernels.Length; i++)
        {
            _width = Math.Max(_width, kernels[i].OutputCount);
        }

        // What is not finite arrives at the next kernel, which refuses it: only then are the rows of all kernels looked at, for the right
        // message.
        _isSkipped = [
            .. kernels.Select((kernel, i) => i + 1 < kernels.Length && kernel.CarriesNonFinite && kernels[i + 1].RefusesNonFinite)];
        _skips = _isSkipped.Contains(true);
    }

    public override int InputCount => _kernels[0].InputCount;

    public override int OutputCount => _kernels[^1].OutputCount;

    /// <summary>Each kernel looks at what it is given.</summary>
    private protected override bool ChecksValues => true;

    /// <summary>Chains kernels; null where one of them is, or where they do not fit each other.</summary>
    internal static RowKernel? Of(IReadOnlyList<RowKernel?> kernels)
    {
        for (int i = 0; i < kernels.Count; i++)
        {
            if (kernels[i] is null || (i > 0 && kernels[i - 1]!.OutputCount != kernels[i]!.InputCount))
            {
                return null;
            }
        }

        return kernels.Count switch { 0 => null, 1 => kernels[0], _ => new ChainKernel([.. kernels!]) };
    }

    [SkipLocalsInit]
    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        if (_kernels.Length == 2 && _width <= StackLimit)
        {
            RunPair(row, output, stackalloc double[_width]);
            return;
        }

        if (_width * 2 <= StackLimit)
        {
            Run(row, output, stackalloc double[_width * 2]);
            return;
        }

        double[] rented = ArrayPool<double>.Shared.Rent(_width * 2);
        Run(row, output, rented);
        ArrayPool<double>.Shared.Return(rented);
    }

    private void RunPair(ReadOnlySpan<double> row, Span<double> output, Span<double> between)
    {
        RowKernel first = _kernels[0], second = _kernels[1];
        between = between[..first.OutputCount];
        if (!_skips)
        {
            first.Run(row, between);
            second.Run(between, output);
            return;
        }

        try
        {
            first.RunCore(row, between);
            second.Run(between, output);
        }
        catch (ModelInputException)
        {
            first.Run(row, between);
            throw;
        }
    }

    private void Run(ReadOnlySpan<double> row, Span<double> output, Span<double> scratch)
    {
        if (!_skips)
        {
            RunAll(row, output, scratch, skips: false);
            return;
        }

        try
        {
            RunAll(row, output, scratch, skips: true);
        }
        catch (ModelInputException)
        {
            RunAll(row, output, scratch, skips: false);
            throw;
        }
    }

    private void RunAll(ReadOnlySpan<double> row, Span<double> output, Span<double> scratch, bool skips)
    {
        Span<double> target = scratch[.._width], other = scratch[_width..];
        RowKernel[] kernels = _kernels;
        for (int i = 0; i < kernels.Length - 1; i++)
        {
            if (skips && _isSkipped[i])
            {
                kernels[i].RunCore(row, target);
            }
            else
            {
                kernels[i].Run(row, target);
            }

            row = target[..kernels[i].OutputCount];
            Span<double> used = target;
            target = other;
            other = used;
        }

        kernels[^1].Run(row, output);
    }
}
