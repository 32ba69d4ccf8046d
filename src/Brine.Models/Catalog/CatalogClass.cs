namespace Brine.Models;

/// <summary>
/// A public estimator of scikit-learn, as the catalog describes it. Where the catalog's versions differ there are several facts of one
/// name.
/// </summary>
/// <param name="Name">The name of the class.</param>
/// <param name="Package">The first two parts of its module: <c>sklearn.tree</c>.</param>
internal sealed record CatalogClass(string Name, string Package)
{
    /// <summary><c>classifier</c>, <c>regressor</c>, <c>transformer</c>, <c>clusterer</c>, <c>outlier-detector</c>, <c>meta</c>...; empty
    /// for those that are none of these.</summary>
    internal IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>The modules that pickles name.</summary>
    internal IReadOnlyList<CatalogFact> Modules { get; init; } = [];

    /// <summary>The parameters of the constructor with their defaults, as Python writes them.</summary>
    internal IReadOnlyList<CatalogFact> Parameters { get; init; } = [];

    /// <summary>The fitted attributes: <c>stored</c> in a pickle, <c>computed</c> by a property, or only <c>documented</c>.</summary>
    internal IReadOnlyList<CatalogFact> Attributes { get; init; } = [];

    /// <summary>The methods that take new data, and their arguments.</summary>
    internal IReadOnlyList<CatalogFact> Methods { get; init; } = [];

    /// <summary>The methods that only some parameters, or some inner estimators, bring.</summary>
    internal IReadOnlyList<CatalogFact> OptionalMethods { get; init; } = [];

    /// <summary>What the class says of its input and target: <c>input.allow_nan</c>, <c>target.multi_output</c>...</summary>
    internal IReadOnlyList<CatalogFact> Tags { get; init; } = [];

    /// <summary>For <c>missing</c>, <c>infinity</c>, <c>negative</c>, <c>text</c> and <c>sparse</c> the methods that answered such
    /// data.</summary>
    internal IReadOnlyList<CatalogFact> Takes { get; init; } = [];

    /// <summary>False for classes that label or place the rows of their training alone; TSNE names columns besides, and no new row gets
    /// them.</summary>
    internal bool ActsOnNewData => Methods.Concat(OptionalMethods).Any(fact => fact.Name != "get_feature_names_out");
}
