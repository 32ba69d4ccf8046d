namespace Brine.Training;

/// <summary>The dtype of the nodes of a tree: 56 bytes up to scikit-learn 1.2, 64 since 1.3.</summary>
internal static class TreeNodeType
{
    private static readonly DType Old = Make(isNew: false);
    private static readonly DType New = Make(isNew: true);

    internal static DType Of(bool isNew) => isNew ? New : Old;

    private static DType Make(bool isNew)
    {
        (string Name, DType Type)[] fields = [
            ("left_child", DType.Int64), ("right_child", DType.Int64), ("feature", DType.Int64), ("threshold", DType.Float64),
            ("impurity", DType.Float64), ("n_node_samples", DType.Int64), ("weighted_n_node_samples", DType.Float64)];
        List<DTypeField> made = [.. fields.Select((field, i) => new DTypeField(field.Name, field.Type, i * 8))];
        if (isNew)
        {
            made.Add(new DTypeField("missing_go_to_left", DType.UInt8, 56));
        }

        return new DType('V', isNew ? 64 : 56, '|', made);
    }
}
