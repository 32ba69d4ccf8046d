using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Brine.Models;

/// <summary>scikit-learn's nodes, read out of the records in the file.</summary>
/// <param name="records">The records.</param>
internal readonly ref struct TreeRecordSource(TreeRecords records) : ITreeSource
{
    private readonly ReadOnlySpan<byte> _bytes = records.Bytes.Span;
    private readonly int _size = records.Size;
    private readonly int _left = records.Left;
    private readonly int _right = records.Right;
    private readonly int _feature = records.Feature;
    private readonly int _threshold = records.Threshold;
    private readonly int _missing = records.Missing;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TrySplit(int node, out TreeSplit split)
    {
        ReadOnlySpan<byte> record = _bytes.Slice(node * _size, _size);
        long left = MemoryMarshal.Read<long>(record[_left..]);
        if (left == -1)
        {
            split = default;
            return false;
        }

        split = new TreeSplit(
            left,
            MemoryMarshal.Read<long>(record[_right..]),
            MemoryMarshal.Read<long>(record[_feature..]),
            MemoryMarshal.Read<double>(record[_threshold..]),
            _missing >= 0 && record[_missing] != 0);
        return true;
    }
}
