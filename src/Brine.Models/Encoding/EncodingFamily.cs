namespace Brine.Models;

/// <summary>The encoders of categories and labels in <c>sklearn.preprocessing</c>.</summary>
internal static class EncodingFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.preprocessing", "OneHotEncoder", reader => LegacyOneHotEncoder.IsLegacy(reader) ? new LegacyOneHotEncoder(reader) : new OneHotEncoder(reader)),
        new("sklearn.preprocessing", "OrdinalEncoder", reader => new OrdinalEncoder(reader)),
        new("sklearn.preprocessing", "LabelEncoder", reader => new LabelEncoder(reader)),
        new("sklearn.preprocessing", "LabelBinarizer", reader => new LabelBinarizer(reader)),
    ];
}
