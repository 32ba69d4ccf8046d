using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads the models of neighbors: the rules of all versions end here.</summary>
internal static partial class NeighborsReader
{
    internal static KNeighborsClassifier KClassifier(EstimatorReader reader)
    {
        NeighborsForm form = Classes(reader, Nearest(reader));
        return new(reader.Info, form with { IsWeightedByDistance = IsWeightedByDistance(reader) }, Inputs(reader, form.Metric));
    }

    internal static KNeighborsRegressor KRegressor(EstimatorReader reader)
    {
        NeighborsForm form = Targets(reader, Nearest(reader));
        return new(reader.Info, form, Inputs(reader, form.Metric));
    }

    /// <summary>NearestNeighbors.</summary>
    internal static NearestNeighbors Search(EstimatorReader reader)
    {
        NeighborsForm form = Nearest(reader) with { Radius = reader.Has("radius") ? reader.Double("radius", 1) : null };
        return new(reader.Info, form, Inputs(reader, form.Metric), isTransformer: false);
    }

    /// <summary>KNeighborsTransformer.</summary>
    internal static NearestNeighbors KTransformer(EstimatorReader reader)
    {
        NeighborsForm form = Nearest(reader) with { GivesDistances = reader.Text("mode") is "distance" or null };
        return new(reader.Info, form, Inputs(reader, form.Metric), isTransformer: true);
    }

    internal static RadiusNeighborsClassifier RadiusClassifier(EstimatorReader reader)
    {
        NeighborsForm form = Classes(reader, Within(reader));
        form = form with { IsWeightedByDistance = IsWeightedByDistance(reader), Outliers = Outliers(reader, form.Classes!) };
        return new(reader.Info, form, Inputs(reader, form.Metric));
    }

    internal static RadiusNeighborsRegressor RadiusRegressor(EstimatorReader reader)
    {
        NeighborsForm form = Targets(reader, Within(reader));
        return new(reader.Info, form, Inputs(reader, form.Metric));
    }

    internal static RadiusNeighborsTransformer RadiusTransformer(EstimatorReader reader)
    {
        NeighborsForm form = Within(reader) with { GivesDistances = reader.Text("mode") is "distance" or null };
        return new(reader.Info, form, Inputs(reader, form.Metric));
    }

    internal static NearestCentroid Centroid(EstimatorReader reader)
    {
        Labels classes = reader.Labels("classes_");
        NDArray centroids = reader.Array("centroids_");
        if (centroids.Rank != 2 || centroids.Length == 0 || centroids.Shape[0] != classes.Count
            || (reader.FeatureCount is { } expected && expected != centroids.Shape[1]))
        {
            throw new PickleFormatException("FormatShape",
                $"centroids_ and classes_ of {reader.Path} do not fit each other; the file is corrupt");
        }

        var form = new CentroidForm(centroids, classes, MetricReader.Read(reader, centroids.Shape[1]))
            { IsMinkowski = reader.Text("metric") == "minkowski", Details = Details(reader.SavedBy) };
        if (reader.Has("class_prior_") && reader.Has("within_class_std_dev_"))
        {
            form = form with { Priors = reader.Doubles("class_prior_"), Deviations = reader.Doubles("within_class_std_dev_") };
            if (form.Priors.Count != classes.Count || form.Deviations.Count != centroids.Shape[1])
            {
                throw new PickleFormatException("FormatShape",
                    $"class_prior_ and within_class_std_dev_ of {reader.Path} do not fit centroids_; the file is corrupt");
            }
        }

        InputContract scored = InputContract.FiniteOrSparse with { Floats = InputFloats.DoubleOrSingle };
        return new(reader.Info, form, form.HasEqualPriors ? Inputs(reader, form.Metric) : scored, scored);
    }

    private static NeighborsForm Nearest(EstimatorReader reader)
    {
        NeighborsForm form = Training(reader);
        int count = reader.Int("n_neighbors", 5);
        return count < 1 ? throw reader.Unsupported($"n_neighbors={count}") : form with { NeighborCount = count };
    }

    private static NeighborsForm Within(EstimatorReader reader) => Training(reader) with { Radius = reader.Double("radius", 1) };

    /// <summary>The rows that may be asked about; sparse ones the search refuses by its metric. Gaps pass from 1.6 on.</summary>
    private static InputContract Inputs(EstimatorReader reader, DistanceMetric metric) =>
        InputContract.FiniteOrSparse
            with { TakesMissing = metric.Kind == DistanceKind.NanEuclidean && reader.SavedBy.IsAtLeast(1, 6), Floats = InputFloats.Native };

    /// <summary><c>weights</c>, which may be a Python function.</summary>
    private static bool IsWeightedByDistance(EstimatorReader reader) => reader.Text("weights") switch
    {
        "distance" => true,
        "uniform" => false,
        null when !reader.Has("weights") => false,
        _ => throw reader.Unsupported("weights that are a Python function"),
    };

    /// <summary><c>classes_</c>, a list of arrays where y has several columns (<c>outputs_2d_</c>), and the encoded <c>_y</c>.</summary>
    private static NeighborsForm Classes(EstimatorReader reader, NeighborsForm form)
    {
        PickleFormatException Corrupt() =>
            new("FormatShape", $"classes_ and _y of {reader.Path} do not fit the training rows; the file is corrupt");
        var list = reader.Value("classes_").As<PyList>();
        bool isVector = list is null || !reader.Flag("outputs_2d_", true);
        Labels[] classes = isVector ? [reader.Labels("classes_")]
            : [.. list!.Select(item => new Labels(NDArray.From(item) ?? throw Corrupt()))];
        NDArray y = reader.Array("_y");
        int count = classes.Length, rowCount = form.RowCount;
        if (count == 0 || y.Length != (long)rowCount * count)
        {
            throw Corrupt();
        }

        long[] encoded = y.ToInt64s();
        var rowClasses = new int[count][];
        for (int k = 0; k < count; k++)
        {
            rowClasses[k] = new int[rowCount];
            for (int i = 0; i < rowCount; i++)
            {
                long label = encoded[(i * count) + k];
                rowClasses[k][i] = label >= 0 && label < classes[k].Count ? (int)label : throw Corrupt();
            }
        }

        return form with { Classes = classes, RowClasses = rowClasses, IsVector = isVector };
    }

    private static NeighborsForm Targets(EstimatorReader reader, NeighborsForm form)
    {
        NDArray y = reader.Array("_y");
        return y.Rank is 0 or > 2 || y.Shape[0] != form.RowCount
            ? throw new PickleFormatException("FormatShape", $"{reader.Path}._y does not fit the training rows; the file is corrupt")
            : form with { Targets = y, IsVector = y.Rank == 1, IsWeightedByDistance = IsWeightedByDistance(reader) };
    }
}
