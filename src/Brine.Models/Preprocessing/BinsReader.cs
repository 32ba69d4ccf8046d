using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads KBinsDiscretizer.</summary>
internal static class BinsReader
{
    internal static KBinsDiscretizer Read(EstimatorReader reader)
    {
        NDArray all = reader.Array("bin_edges_");
        if (all.Rank < 1 || (reader.TryInt("n_features_in_", out int count) && count != all.Shape[0]))
        {
            throw reader.Corrupt("bin_edges_", "it has not one list of edges for each column");
        }

        double[][] edges = all.Rank == 2 && all.DType.Kind == 'f'
            ? [.. Enumerable.Range(0, all.Shape[0]).Select(column => all.Select(0, column).ToDoubles())]
            : [.. all.Elements()
                .Select(value => NDArray.From(value) is { Rank: 1, DType.Kind: 'f' or 'i' } numbers ? numbers.ToDoubles()
                    : throw reader.Corrupt("bin_edges_", "it holds something that is no list of numbers"))];
        if (Array.Exists(edges, column => column.Length < 2))
        {
            throw reader.Corrupt("bin_edges_", "a column has no bin");
        }

        string encode = reader.Text("encode") ?? "onehot";
        if (encode is not ("onehot" or "onehot-dense" or "ordinal"))
        {
            throw reader.Unsupported($"encode='{encode}'");
        }

        Estimator? encoder = encode == "ordinal" ? null
            : reader.Child("_encoder") as OneHotEncoder ?? throw reader.Unsupported("an _encoder that is no OneHotEncoder");
        if (encoder?.FeatureCount is { } width && width != edges.Length)
        {
            throw reader.Corrupt("_encoder", $"it takes {width} columns, and {edges.Length} have bins");
        }

        SavedVersion version = reader.SavedBy;
        var form = new BinsForm(edges, encoder)
        {
            HasSingleEdges = [
                .. Enumerable.Range(0, edges.Length)
                    .Select(column =>
                        (all.DType.Kind == 'O' && all.Rank == 1 ? NDArray.From(all[column])?.DType
                            : all.DType) is { Kind: 'f', ItemSize: sizeof(float) })],
            HasTolerance = !version.IsAtLeast(1, 1),
            IsSingle = !version.IsAtLeast(0, 24) ? false
                : reader.Has("dtype") ? DTypeParameter.Read(reader, DType.Float64).IsSingle() : null,
        };
        return new(reader.Info, form, named: version.IsAtLeast(1, 0));
    }
}
