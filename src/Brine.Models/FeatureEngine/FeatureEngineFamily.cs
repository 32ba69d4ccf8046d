namespace Brine.Models;

/// <summary>The transformers of the package feature-engine.</summary>
internal static class FeatureEngineFamily
{
    private const string Imputation = "feature_engine.imputation", Encoding = "feature_engine.encoding",
        Discretisation = "feature_engine.discretisation", Transformation = "feature_engine.transformation",
        Outliers = "feature_engine.outliers", Creation = "feature_engine.creation", Selection = "feature_engine.selection";

    internal static readonly EstimatorEntry[] Entries =
    [
        new(Imputation, "MeanMedianImputer", FeatureEngineReader.Imputer),
        new(Imputation, "CategoricalImputer", FeatureEngineReader.Imputer),
        new(Imputation, "ArbitraryNumberImputer", FeatureEngineReader.Imputer),
        new(Imputation, "EndTailImputer", FeatureEngineReader.Imputer),
        new(Imputation, "AddMissingIndicator", FeatureEngineReader.Indicator),
        new(Encoding, "OneHotEncoder", FeatureCategoryReader.OneHot),
        new(Encoding, "OrdinalEncoder", FeatureCategoryReader.Map),
        new(Encoding, "MeanEncoder", FeatureCategoryReader.Map),
        new(Encoding, "CountFrequencyEncoder", FeatureCategoryReader.Map),
        new(Encoding, "WoEEncoder", FeatureCategoryReader.Map),
        new(Encoding, "RareLabelEncoder", FeatureCategoryReader.Rare),
        new(Encoding, "DecisionTreeEncoder", FeatureCategoryReader.Trees),
        new(Discretisation, "EqualWidthDiscretiser", FeatureEngineReader.Bins),
        new(Discretisation, "EqualFrequencyDiscretiser", FeatureEngineReader.Bins),
        new(Discretisation, "ArbitraryDiscretiser", FeatureEngineReader.Bins),
        new(Discretisation, "DecisionTreeDiscretiser", FeatureEngineReader.TreeBins),
        new(Transformation, "LogTransformer", FeatureMathReader.Logarithm),
        new(Transformation, "ReciprocalTransformer", FeatureMathReader.Reciprocal),
        new(Transformation, "PowerTransformer", FeatureMathReader.Power),
        new(Transformation, "BoxCoxTransformer", FeatureMathReader.BoxCox),
        new(Transformation, "YeoJohnsonTransformer", FeatureMathReader.YeoJohnson),
        new(Outliers, "Winsorizer", FeatureEngineReader.Caps),
        new(Creation, "MathFeatures", FeatureMathReader.RowFunctions),
        new(Creation, "CyclicalFeatures", FeatureMathReader.Cycles),
        new(Creation, "RelativeFeatures", FeatureMathReader.Pairs),
        new(Selection, "DropFeatures", FeatureEngineReader.Selector),
        new(Selection, "DropCorrelatedFeatures", FeatureEngineReader.Selector),
    ];
}
