namespace Brine.Models;

/// <summary>The classes of the package sklearn2pmml.</summary>
internal static class PmmlFamily
{
    private const string Decoration = "sklearn2pmml.decoration";

    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn2pmml.pipeline", "PMMLPipeline", PipelineReader.Steps),
        new("sklearn2pmml", "PMMLPipeline", PipelineReader.Steps),
        new(Decoration, "ContinuousDomain", DomainReader.Continuous),
        new(Decoration, "CategoricalDomain", DomainReader.Discrete),
        new(Decoration, "OrdinalDomain", DomainReader.Discrete),
        new(Decoration, "MultiDomain", DomainReader.Several),
        new(Decoration, "DomainEraser", DomainReader.Nothing),
        new(Decoration, "ContinuousDomainEraser", DomainReader.Nothing),
        new(Decoration, "DiscreteDomainEraser", DomainReader.Nothing),
        new(Decoration, "TransformerWrapper", AliasReader.Wrapper),
        new(Decoration, "Alias", AliasReader.Alias),
        new(Decoration, "MultiAlias", AliasReader.Aliases),
        new("sklearn2pmml.preprocessing", "IdentityTransformer", DomainReader.Nothing),
        new("sklearn2pmml.preprocessing", "ExpressionTransformer", ExpressionReader.Transformer),
    ];
}
