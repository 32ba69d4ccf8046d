using System.Numerics;
using System.Runtime.InteropServices;

namespace Brine.Models;

/// <summary>SimpleImputer for one row of numbers: the kept columns filled in, then the indicators.</summary>
internal sealed class ImputerKernel : RowKernel
{
    private readonly MissingValue _missing;
    private readonly int[] _kept;
    private readonly double[] _fills;
    private readonly int[] _marked;
    private readonly bool _isPlain;

    /// <summary>Makes the kernel.</summary>
    /// <param name="missing">What counts as missing.</param>
    /// <param name="kept">The columns that come out.</param>
    /// <param name="statistics">What is filled in, for each column that goes in.</param>
    /// <param name="marked">The columns that have an indicator.</param>
    internal ImputerKernel(MissingValue missing, int[] kept, double[] statistics, int[] marked)
    {
        _missing = missing;
        _kept = kept;
        _fills = Array.ConvertAll(kept, column => statistics[column]);
        _marked = marked;
        InputCount = statistics.Length;
        _isPlain = missing.IsNaN && kept.Length == statistics.Length;
    }

    public override int InputCount { get; }

    public override int OutputCount => _kept.Length + _marked.Length;

    /// <summary>Infinity is looked for while gaps are filled.</summary>
    private protected override bool ChecksRow => _isPlain;

    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        if (_isPlain)
        {
            FillNaN(row, output);
        }
        else
        {
            for (int i = 0; i < _kept.Length; i++)
            {
                double value = row[_kept[i]];
                output[i] = _missing.Matches(value) ? _fills[i] : value;
            }
        }

        for (int i = 0; i < _marked.Length; i++)
        {
            output[_kept.Length + i] = _missing.Matches(row[_marked[i]]) ? 1 : 0;
        }
    }

    private void FillNaN(ReadOnlySpan<double> row, Span<double> output)
    {
        int count = _fills.Length;
        row = row[..count];
        output = output[..count];
        ReadOnlySpan<Vector<double>> rows = MemoryMarshal.Cast<double, Vector<double>>(row);
        ReadOnlySpan<Vector<double>> fills = MemoryMarshal.Cast<double, Vector<double>>((ReadOnlySpan<double>)_fills)[..rows.Length];
        Span<Vector<double>> outputs = MemoryMarshal.Cast<double, Vector<double>>(output)[..rows.Length];
        Vector<double> endless = new(double.PositiveInfinity);
        Vector<long> infinite = Vector<long>.Zero;
        for (int i = 0; i < rows.Length; i++)
        {
            infinite |= Vector.Equals(Vector.Abs(rows[i]), endless);
            outputs[i] = Vector.ConditionalSelect(Vector.Equals(rows[i], rows[i]), rows[i], fills[i]);
        }

        for (int i = rows.Length * Vector<double>.Count; i < count; i++)
        {
            infinite |= double.IsInfinity(row[i]) ? Vector<long>.One : Vector<long>.Zero;
            output[i] = double.IsNaN(row[i]) ? _fills[i] : row[i];
        }

        if (infinite != Vector<long>.Zero)
        {
            RequireValues(row);
        }
    }
}
