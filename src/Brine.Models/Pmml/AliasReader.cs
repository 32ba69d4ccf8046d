namespace Brine.Models;

/// <summary>Reads sklearn2pmml's wrappers of a transformer, which give its columns other names.</summary>
internal static class AliasReader
{
    internal static AliasTransformer Wrapper(EstimatorReader reader) => new(reader.Info, Inner(reader), null);

    internal static AliasTransformer Alias(EstimatorReader reader) =>
        new(reader.Info, Inner(reader), [reader.Text("name") ?? throw reader.Missing("name")]);

    internal static AliasTransformer Aliases(EstimatorReader reader) =>
        new(reader.Info, Inner(reader), EncoderFrame.Names(reader.Value("names")) ?? throw reader.Missing("names"));

    /// <summary>The trained copy; up to 0.46 the transformer itself was trained.</summary>
    private static DelegateForm Inner(EstimatorReader reader)
    {
        string name = reader.Has("transformer_") ? "transformer_" : "transformer";
        return new DelegateForm(name, reader.Child(name));
    }
}
