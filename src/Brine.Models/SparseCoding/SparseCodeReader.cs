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
        if (atoms.DType.IsSingle())
        {
            throw reader.Unsupported("atoms of float32");
        }

        string algorithm = reader.Text("transform_algorithm") ?? "omp";
        bool isPositive = reader.Flag("positive_code", false);
        if (algorithm is not ("omp" or "threshold") || (isPositive && algorithm == "omp"))
        {
            throw reader.Unsupported($"transform_algorithm='{algorithm}'{(isPositive ? " and positive_code=True" : "")}");
        }

        int count = atoms.Shape[0],
            most = reader.TryInt("transform_n_nonzero_coefs", out int given) ? given : Math.Min(Math.Max(atoms.Shape[1] / 10, 1), count);
        double threshold = reader.Double("transform_alpha", fallback);
        return most < 1 || most > count ? throw reader.Unsupported($"transform_n_nonzero_coefs={most} of {count} atoms")
            : new SparseCoder(reader.Info, new SparseCodeForm(atoms)
        {
            MaxAtoms = algorithm == "omp" ? most : null,
            Threshold = threshold,
            IsPositive = isPositive,
            FollowsRows = reader.SavedBy.IsAtLeast(1, 9),
            SplitsSign = reader.Flag("split_sign", false),
        }, reader.SavedBy.IsAtLeast(1, 7));
    }
}
