namespace Brine.Models;

/// <summary>The encoders of the package category_encoders.</summary>
internal static class CategoryEncodersFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("category_encoders.ordinal", "OrdinalEncoder", CategoryEncoderReader.Ordinal),
        new("category_encoders.one_hot", "OneHotEncoder", CategoryEncoderReader.OneHot),
        new("category_encoders.binary", "BinaryEncoder", CategoryEncoderReader.Digits),
        new("category_encoders.basen", "BaseNEncoder", CategoryEncoderReader.Digits),
        new("category_encoders.gray", "GrayEncoder", CategoryEncoderReader.Digits),
        new("category_encoders.helmert", "HelmertEncoder", CategoryEncoderReader.Contrasts),
        new("category_encoders.sum_coding", "SumEncoder", CategoryEncoderReader.Contrasts),
        new("category_encoders.backward_difference", "BackwardDifferenceEncoder", CategoryEncoderReader.Contrasts),
        new("category_encoders.polynomial", "PolynomialEncoder", CategoryEncoderReader.Contrasts),
        new("category_encoders.rankhot", "RankHotEncoder", CategoryEncoderReader.Ranks),
        new("category_encoders.target_encoder", "TargetEncoder", CategoryEncoderReader.Numbers),
        new("category_encoders.woe", "WOEEncoder", CategoryEncoderReader.Numbers),
        new("category_encoders.james_stein", "JamesSteinEncoder", CategoryEncoderReader.Numbers),
        new("category_encoders.m_estimate", "MEstimateEncoder", CategoryEncoderReader.Numbers),
        new("category_encoders.glmm", "GLMMEncoder", CategoryEncoderReader.Numbers),
        new("category_encoders.quantile_encoder", "QuantileEncoder", CategoryEncoderReader.Numbers),
        new("category_encoders.quantile_encoder", "SummaryEncoder", CategoryEncoderReader.Summary),
        new("category_encoders.cat_boost", "CatBoostEncoder", CategoryMeansReader.CatBoost),
        new("category_encoders.leave_one_out", "LeaveOneOutEncoder", CategoryMeansReader.LeaveOneOut),
        new("category_encoders.count", "CountEncoder", CategoryMeansReader.Counts),
        new("category_encoders.hashing", "HashingEncoder", CategoryMeansReader.Hashes),
    ];
}
