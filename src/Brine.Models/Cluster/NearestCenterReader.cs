using Brine.Arrays;

namespace Brine.Models;

/// <summary>Reads AffinityPropagation, MeanShift and Birch.</summary>
internal static class NearestCenterReader
{
    internal static NearestCenter AffinityPropagation(EstimatorReader reader)
    {
        if (!reader.Has("cluster_centers_") && reader.Has("labels_"))
        {
            throw reader.Unsupported("affinity='precomputed', which has no centers to predict with, in Python as here,");
        }

        NDArray centers = CsrMatrix.From(reader.ValueOrNone("cluster_centers_")) is { } sparse
            ? NDArray.OfNumbers(sparse.ToDense(), sparse.DType, sparse.RowCount, sparse.ColumnCount)
            : Centers(reader, "cluster_centers_", takesNone: true);
        return Read(reader, new NearestCenterForm(centers), InputContract.FiniteOrSparse with { Floats = InputFloats.Native });
    }

    internal static NearestCenter MeanShift(EstimatorReader reader) =>
        Read(reader, new NearestCenterForm(Centers(reader, "cluster_centers_", takesNone: false)), InputContract.Finite);

    internal static NearestCenter Birch(EstimatorReader reader)
    {
        NDArray centers = Centers(reader, "subcluster_centers_", takesNone: false), labels = reader.NumericArray("subcluster_labels_");
        if (labels.Length != centers.Shape[0] || labels.DType.Kind == 'f')
        {
            throw reader.Corrupt("subcluster_labels_", $"it has no whole number for each of {centers.Shape[0]} centers");
        }

        return Read(reader, new NearestCenterForm(centers) { Labels = labels, GivesDistances = true },
            InputContract.FiniteOrSparse with { Floats = InputFloats.Native });
    }

    private static NearestCenter Read(EstimatorReader reader, NearestCenterForm form, InputContract inputs)
    {
        SavedVersion version = reader.SavedBy;
        CenterSearch search = version.IsAtLeast(1, 4) ? CenterSearch.Fast
            : version.IsAtLeast(1, 1) ? CenterSearch.FastDense
            : form.Labels is not null && !version.IsAtLeast(1, 0) ? CenterSearch.Reduced
            : CenterSearch.Distances;
        return new(reader.Info, form with { Search = search }, inputs, clamps: version.IsAtLeast(1, 3));
    }

    private static NDArray Centers(EstimatorReader reader, string name, bool takesNone)
    {
        NDArray centers = reader.NumericArray(name);
        return centers.Rank == 2 && centers.Shape[1] > 0 && (takesNone || centers.Length > 0)
            && (reader.FeatureCount is not { } expected || expected == centers.Shape[1])
            ? centers
            : throw reader.Corrupt(name, "it is no matrix of a center a row");
    }
}
