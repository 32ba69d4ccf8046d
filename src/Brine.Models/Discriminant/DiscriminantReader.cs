using Brine.Arrays;

namespace Brine.Models;

/// <summary>Reads the discriminant analyses.</summary>
internal static class DiscriminantReader
{
    /// <summary>LinearDiscriminantAnalysis.</summary>
    internal static LinearDiscriminantAnalysis Linear(EstimatorReader reader)
    {
        Labels classes = reader.Labels("classes_");
        // Of one class Python makes no probabilities. Until 0.21 those of several classes were those of one against the rest.
        LinearHead head = classes.Count == 1 ? LinearHead.Label
            : classes.Count > 2 && reader.SavedBy.IsAtLeast(0, 22) ? LinearHead.Softmax : LinearHead.OneVersusRest;
        LinearForm decision = LinearReader.Scores(reader, classes, head);
        string solver = reader.Text("solver") ?? "svd";
        NDArray? scalings = null, mean = null;
        if (solver != "lsqr")
        {
            scalings = reader.NumericArray("scalings_");
            if (scalings.Rank != 2 || scalings.Shape[0] != decision.FeatureCount)
            {
                throw reader.Corrupt("scalings_", $"it is not of {decision.FeatureCount} rows");
            }

            mean = solver == "svd" ? reader.NumericArray("xbar_") : null;
            if (mean is not null && mean.Length != decision.FeatureCount)
            {
                throw reader.Corrupt("xbar_", $"it has {mean.Length} numbers where {decision.FeatureCount} are needed");
            }
        }

        int count = reader.Int("_max_components", Math.Min(classes.Count - 1, decision.FeatureCount));
        return new(reader.Info, new LinearDiscriminantForm(decision)
        {
            Scalings = scalings,
            Mean = mean,
            ComponentCount = count >= 0 ? count : throw reader.Corrupt("_max_components", "it is negative"),
            LiftsZeros = reader.SavedBy.IsAtLeast(1, 0),
        });
    }

    /// <summary>QuadraticDiscriminantAnalysis.</summary>
    internal static QuadraticDiscriminantAnalysis Quadratic(EstimatorReader reader)
    {
        Labels classes = reader.Labels("classes_");
        int count = classes.Count;
        NDArray means = reader.NumericArray("means_");
        NDArray[] rotations = reader.NumericArrays("rotations_"), scalings = reader.NumericArrays("scalings_");
        if (count == 0 || means.Rank != 2 || means.Shape[0] != count || means.Shape[1] == 0)
        {
            throw reader.Corrupt("means_", $"it has no row for each of {count} classes");
        }

        if (rotations.Length != count || scalings.Length != count)
        {
            throw reader.Corrupt("rotations_",
                $"it and scalings_ have {rotations.Length} and {scalings.Length} arrays for {count} classes");
        }

        var maps = new NDArray[count];
        var determinants = new double[count];
        for (int c = 0; c < count; c++)
        {
            if (rotations[c].Rank != 2 || rotations[c].Shape[0] != means.Shape[1] || scalings[c].Length != rotations[c].Shape[1])
            {
                throw reader.Corrupt("rotations_", $"that of class {c} does not fit its scalings_ and means_");
            }

            (maps[c], determinants[c]) = Map(rotations[c], scalings[c]);
        }

        return new(reader.Info, new QuadraticDiscriminantForm(classes, means, maps)
        {
            LogDeterminants = determinants,
            LogPriors = Array.ConvertAll(reader.Numbers(count, "priors_"), Math.Log),
            StartsFromLogarithms = reader.SavedBy.IsAtLeast(1, 6),
        });
    }

    /// <summary><c>R * S ** -0.5</c> and <c>sum(log(S))</c>, each in the precision of its arrays.</summary>
    private static (NDArray Map, double LogDeterminant) Map(NDArray rotation, NDArray scaling)
    {
        double[] map = rotation.ToDoubles(), scales = scaling.ToDoubles();
        bool hasSingleScales = scaling.DType.IsSingle(), isSingle = hasSingleScales && rotation.DType.IsSingle();
        double[] roots = Array.ConvertAll(scales, scale => hasSingleScales ? MathF.Pow((float)scale, -0.5f) : Math.Pow(scale, -0.5));
        for (int i = 0; i < map.Length; i++)
        {
            double product = map[i] * roots[i % roots.Length];
            map[i] = isSingle ? (float)product : product;
        }

        double[] logarithms = Array.ConvertAll(scales, scale => hasSingleScales ? NumpySingle.Log((float)scale) : Math.Log(scale));
        return (NumpyPrecision.ToArray(map, isSingle, [.. rotation.Shape]), NumpyReductions.Sum(logarithms, hasSingleScales));
    }
}
