using System.Buffers.Binary;

namespace Brine.Training;

/// <summary>A tree that was grown on histograms, as scikit-learn's <c>TreePredictor</c> holds it.</summary>
internal sealed class HistogramTree
{
    private static readonly DType Old = Make(isNew: false);
    private static readonly DType New = Make(isNew: true);

    private readonly HistogramNode _root;
    private readonly int _count;
    private readonly BinMapper _mapper;

    internal HistogramTree(HistogramNode root, int count, BinMapper mapper) => (_root, _count, _mapper) = (root, count, mapper);

    /// <summary>What the tree adds to a row of bins.</summary>
    internal double ValueOf(BinnedColumns columns, int row)
    {
        HistogramNode node = _root;
        while (!node.IsLeaf)
        {
            HistogramSplit split = node.Split!;
            int bin = columns.Bins[split.Feature][row];
            bool goesLeft = bin == _mapper.MissingBin ? split.MissingGoesLeft : bin <= split.Bin;
            node = (goesLeft ? node.Left : node.Right)!;
        }

        return node.Value;
    }

    internal PyObject Write(FitContext context)
    {
        DType dtype = context.IsNew ? New : Old;
        var bytes = new byte[_count * dtype.ItemSize];
        var open = new Stack<(HistogramNode Node, int Parent)>();
        open.Push((_root, -1));
        for (int at = 0; open.TryPop(out (HistogramNode Node, int Parent) next); at++)
        {
            Span<byte> record = bytes.AsSpan(at * dtype.ItemSize);
            WriteNode(record, next.Node, dtype);
            if (next.Parent >= 0)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan((next.Parent * dtype.ItemSize) + dtype.Fields[6].Offset), (uint)at);
            }

            if (!next.Node.IsLeaf)
            {
                // The left child follows its parent; the right one comes when all under the left one are there.
                BinaryPrimitives.WriteUInt32LittleEndian(record[dtype.Fields[5].Offset..], (uint)at + 1);
                open.Push((next.Node.Right!, at));
                open.Push((next.Node.Left!, -1));
            }
        }

        PyValue none = context.Array(NDArray.OverBytes(new DType('u', 4), [0, 8], Array.Empty<byte>()));
        var state = new PyDict();
        state["nodes"] = context.Array(NDArray.OverBytes(dtype, [_count], bytes));
        state["binned_left_cat_bitsets"] = none;
        state["raw_left_cat_bitsets"] = context.Array(NDArray.OverBytes(new DType('u', 4), [0, 8], Array.Empty<byte>()));
        return new PyObject(new PyGlobal("sklearn.ensemble._hist_gradient_boosting.predictor", "TreePredictor"), PyTuple.Empty,
            PyConstruction.NewObject) { State = state };
    }

    private void WriteNode(Span<byte> record, HistogramNode node, DType dtype)
    {
        int Place(int field) => dtype.Fields[field].Offset;
        BinaryPrimitives.WriteDoubleLittleEndian(record, node.Value);
        BinaryPrimitives.WriteUInt32LittleEndian(record[Place(1)..], (uint)node.Count);
        BinaryPrimitives.WriteDoubleLittleEndian(record[Place(7)..], node.Split?.Gain ?? -1);
        BinaryPrimitives.WriteUInt32LittleEndian(record[Place(8)..], (uint)node.Depth);
        if (node.IsLeaf)
        {
            record[Place(9)] = 1;
            return;
        }

        HistogramSplit split = node.Split!;
        BinaryPrimitives.WriteUInt32LittleEndian(record[Place(2)..], (uint)split.Feature);
        BinaryPrimitives.WriteDoubleLittleEndian(record[Place(3)..],
            split.Bin == _mapper.BinCount(split.Feature) - 1 ? double.PositiveInfinity : _mapper.Thresholds[split.Feature][split.Bin]);
        record[Place(4)] = split.MissingGoesLeft ? (byte)1 : (byte)0;
        record[Place(10)] = (byte)split.Bin;
    }

    private static DType Make(bool isNew)
    {
        DType whole = new('u', 4);
        (string Name, DType Type)[] fields = [
            ("value", DType.Float64), ("count", whole), ("feature_idx", isNew ? DType.Int64 : whole), ("num_threshold", DType.Float64),
            ("missing_go_to_left", DType.UInt8), ("left", whole), ("right", whole), ("gain", DType.Float64), ("depth", whole),
            ("is_leaf", DType.UInt8), ("bin_threshold", DType.UInt8), ("is_categorical", DType.UInt8), ("bitset_idx", whole)];
        var made = new List<DTypeField>();
        int offset = 0;
        foreach ((string name, DType type) in fields)
        {
            made.Add(new DTypeField(name, type, offset));
            offset += type.ItemSize;
        }

        return new DType('V', offset, '|', made);
    }
}
