namespace Brine.Models;

/// <summary><c>verbose_feature_names_out</c>: how the name of a transformer goes into the names of its columns.</summary>
internal sealed class NamePrefix
{
    private readonly string? _format;

    internal NamePrefix(EstimatorReader reader) =>
        _format = reader.Text("verbose_feature_names_out") ?? (reader.Flag("verbose_feature_names_out", fallback: true) ? "{transformer_name}__{feature_name}" : null);

    internal string Add(string transformer, string feature) => _format is null ? feature
        : _format == "{transformer_name}__{feature_name}" ? transformer + "__" + feature
        : string.Join(feature, _format.Split("{feature_name}").Select(piece => piece.Replace("{transformer_name}", transformer, StringComparison.Ordinal)));
}
