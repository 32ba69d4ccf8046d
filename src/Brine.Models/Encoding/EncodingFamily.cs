namespace Brine.Models;

/// <summary>The encoders of categories and labels in <c>sklearn.preprocessing</c>.</summary>
internal static class EncodingFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.preprocessing", "OneHotEncoder", OneHotReader.OneHot),
        new("sklearn.preprocessing", "OrdinalEncoder", OrdinalReader.Encoder),
        new("sklearn.preprocessing", "TargetEncoder", TargetEncodingReader.Read),
        new("sklearn.preprocessing", "LabelEncoder", LabelReader.Encoder),
        new("sklearn.preprocessing", "LabelBinarizer", LabelReader.Binarizer),
        new("sklearn.preprocessing", "MultiLabelBinarizer", LabelReader.Several),
    ];
}
