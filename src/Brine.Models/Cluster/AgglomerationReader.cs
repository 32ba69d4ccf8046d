using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads FeatureAgglomeration.</summary>
internal static class AgglomerationReader
{
    internal static FeatureAgglomeration Features(EstimatorReader reader)
    {
        NDArray labels = reader.NumericArray("labels_");
        if (labels.Rank != 1 || labels.Length == 0 || labels.DType.Kind is not ('i' or 'u')
            || (reader.FeatureCount is { } expected && expected != labels.Length))
        {
            throw reader.Corrupt("labels_", "it has no cluster for each column");
        }

        int count = labels.Length;
        int[] clusters = [
            .. labels.ToInt64s()
                .Select(label => (ulong)label < (ulong)count ? (int)label : throw reader.Corrupt("labels_", $"it names cluster {label}"))];
        int clusterCount = clusters.Max() + 1;
        return clusters.Distinct().Count() == clusterCount
            ? new(reader.Info, new PooledColumnsForm(clusters, clusterCount, Pooling(reader)))
            : throw reader.Corrupt("labels_", "it leaves out a cluster");
    }

    private static PoolingKind Pooling(EstimatorReader reader)
    {
        PyValue function = reader.ValueOrNone("pooling_func");
        PyGlobal? name = function.As<PyGlobal>();
        return name switch
        {
            null when function.IsNone => PoolingKind.Mean,
            { Name: "mean" } when IsNumpy(name) => PoolingKind.Mean,
            { Name: "sum" } when IsNumpy(name) => PoolingKind.Sum,
            { Name: "max" or "amax" } when IsNumpy(name) => PoolingKind.Largest,
            { Name: "min" or "amin" } when IsNumpy(name) => PoolingKind.Smallest,
            { Name: "median" } when IsNumpy(name) => PoolingKind.Median,
            _ => throw reader.Unsupported($"pooling_func {name?.FullName ?? "that is no function of numpy's"}"),
        };
    }

    private static bool IsNumpy(PyGlobal name) => name.Module == "numpy" || name.Module.StartsWith("numpy.", StringComparison.Ordinal);
}
