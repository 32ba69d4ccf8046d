namespace Brine.Models;

/// <summary>Reads LabelEncoder, LabelBinarizer and MultiLabelBinarizer.</summary>
internal static class LabelReader
{
    internal static LabelEncoder Encoder(EstimatorReader reader) =>
        new(reader.Info, new LabelForm(CategoryReader.Classes(reader)) { CastsLabels = reader.SavedBy.IsAtLeast(1, 2) });

    internal static MultiLabelBinarizer Several(EstimatorReader reader) =>
        new(reader.Info, new MultiLabelForm(CategoryReader.Classes(reader)) { IsSparse = reader.Flag("sparse_output", false) });

    internal static LabelBinarizer Binarizer(EstimatorReader reader)
    {
        Labels classes = CategoryReader.Classes(reader);
        int negative = reader.Int("neg_label", 0), positive = reader.Int("pos_label", 1);
        bool isSparse = reader.Flag("sparse_output", false);
        if (classes.Count == 0)
        {
            throw reader.Unsupported("no classes");
        }

        if (negative >= positive || (isSparse && negative != 0))
        {
            throw reader.Unsupported($"neg_label={negative} and pos_label={positive}{(isSparse ? ", sparse," : "")}");
        }

        return new(reader.Info, new LabelBinarizerForm(classes)
        {
            NegativeLabel = negative,
            PositiveLabel = positive,
            TargetType = reader.Text("y_type_") switch
            {
                "multilabel-indicator" => TargetType.Multilabel,
                "multiclass" => TargetType.Multiclass,
                null when classes.Count > 2 => TargetType.Multiclass,
                _ => TargetType.Binary,
            },
            IsSparse = isSparse,
            WasSparse = reader.Flag("sparse_input_", false),
        });
    }
}
