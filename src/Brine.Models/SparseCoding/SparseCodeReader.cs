using Brine.Arrays;

namespace Brine.Models;

/// <summary>Reads SparseCoder, DictionaryLearning and MiniBatchDictionaryLearning.</summary>
internal static class SparseCodeReader
{
    /// <summary>SparseCoder keeps what it was given; up to 0.23 under the other name.</summary>
    internal static SparseCoder Coder(EstimatorReader reader) =>
        Read(reader, reader.Has("dictionary") ? "dictionary" : "components_", fallback: 1);

    /// <summary>Learners whose <c>transform_alpha</c> is None take <c>alpha</c> from 1.2 on, and 1 before.</summary>
    internal static SparseCoder Learner(EstimatorReader reader) =>
        Read(reader, "components_", reader.SavedBy.IsAtLeast(1, 2) ? reader.Double("alpha", 1) : 1);

    private static SparseCoder Read(EstimatorReader reader, string name, double fallback)
    {
        NDArray atoms = reader.MapMatrix(name, columns: reader.FeatureCount);
        string named = reader.Text("transform_algorithm") ?? "omp";
        bool isPositive = reader.Flag("positive_code", false), matches = reader.SavedBy.IsAtLeast(1, 9);
        SparseCodeAlgorithm algorithm = named switch
        {
            "omp" => SparseCodeAlgorithm.MatchingPursuit,
            "threshold" => SparseCodeAlgorithm.Threshold,
            "lars" => SparseCodeAlgorithm.LeastAngle,
            "lasso_lars" => SparseCodeAlgorithm.LassoLeastAngle,
            "lasso_cd" => SparseCodeAlgorithm.LassoDescent,
            _ => throw reader.Unsupported($"transform_algorithm='{named}'"),
        };
        bool isGreedy = algorithm is SparseCodeAlgorithm.MatchingPursuit or SparseCodeAlgorithm.LeastAngle;
        bool isLasso = algorithm is SparseCodeAlgorithm.LassoLeastAngle or SparseCodeAlgorithm.LassoDescent;
        if (isPositive && isGreedy)
        {
            throw reader.Unsupported($"transform_algorithm='{named}' and positive_code=True");
        }

        bool takesInts = matches || algorithm is SparseCodeAlgorithm.Threshold or SparseCodeAlgorithm.LassoDescent;
        if (atoms.DType is not { Kind: 'f', ItemSize: >= 4 } && !takesInts)
        {
            throw reader.Unsupported($"atoms of {atoms.DType.Name} and transform_algorithm='{named}'");
        }

        int count = atoms.Shape[0], iterations = reader.Int("transform_max_iter", 1000),
            most = reader.TryInt("transform_n_nonzero_coefs", out int given) ? given : Math.Min(Math.Max(atoms.Shape[1] / 10, 1), count);
        double penalty = reader.Double("transform_alpha", fallback);
        if (isGreedy && (most < 1 || (most > count && algorithm == SparseCodeAlgorithm.MatchingPursuit)))
        {
            throw reader.Unsupported($"transform_n_nonzero_coefs={most} of {count} atoms");
        }

        if (isLasso && (!(penalty >= 0 && double.IsFinite(penalty)) || iterations < 0))
        {
            throw reader.Unsupported($"transform_alpha={penalty} and transform_max_iter={iterations}");
        }

        return new SparseCoder(reader.Info, new SparseCodeForm(atoms, algorithm)
        {
            MaxAtoms = most,
            Threshold = penalty,
            MaxIterations = iterations,
            IsPositive = isPositive,
            SplitsSign = reader.Flag("split_sign", false),
            MatchesPrecision = matches,
            Screens = reader.SavedBy.IsAtLeast(1, 8),
            RoundsCorrelations = reader.SavedBy.IsAtLeast(1, 1),
            HasWeakFloats = reader.SavedBy.IsAtLeast(1, 5),
            JoinsJobs = reader.TryInt("n_jobs", out int jobs) && jobs != 1 && algorithm != SparseCodeAlgorithm.Threshold,
        }, reader.SavedBy.IsAtLeast(1, 7));
    }
}
