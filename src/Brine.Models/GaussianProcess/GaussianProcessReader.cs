using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads Gaussian processes.</summary>
internal static class GaussianProcessReader
{
    internal static GaussianProcessRegressor Regressor(EstimatorReader reader)
    {
        NDArray rows = reader.MapMatrix("X_train_", columns: reader.FeatureCount), weights = reader.NumericArray("alpha_");
        int count = rows.Shape[0];
        if (weights.Rank is 0 or > 2 || weights.Length == 0 || weights.Shape[0] != count)
        {
            throw reader.Corrupt("alpha_", $"it does not fit the {count} rows of the training");
        }

        int targets = weights.Rank == 2 ? weights.Shape[1] : 1;
        return new(reader.Info,
            new GaussianProcessForm(ProcessKernelReader.Read(reader, reader.Value("kernel_"), rows.Shape[1]), rows, weights)
        {
            Factor = reader.MapMatrix("L_", rows: count, columns: count),
            Means = Scaling(reader, targets, 0, "_y_train_mean", "y_train_mean"),
            Scales = Scaling(reader, targets, 1, "_y_train_std"),
            SolvesFactor = reader.SavedBy.IsAtLeast(1, 0),
            ScalesDeviations = reader.Has("_y_train_std"),
            RoundsSingle = RoundsSingle(reader),
        });
    }

    internal static GaussianProcessClassifier Classifier(EstimatorReader reader)
    {
        Labels classes = reader.Labels("classes_");
        PyObject inner = reader.Value("base_estimator_").As<PyObject>() ?? throw reader.Missing("base_estimator_");
        var nested = new EstimatorReader(inner, reader.Path + ".base_estimator_");
        bool isPair = inner.Class?.Name == "OneVsOneClassifier";
        PyValue[] members = isPair || inner.Class?.Name == "OneVsRestClassifier" ? Members(nested) : [reader.Value("base_estimator_")];
        int expected = classes.Count == 2 ? 1 : isPair ? checked(classes.Count * (classes.Count - 1) / 2) : classes.Count;
        if (classes.Count < 2 || members.Length != expected)
        {
            throw reader.Corrupt("base_estimator_", $"it holds {members.Length} processes for {classes.Count} classes");
        }

        return new(reader.Info,
            new ProcessClassifierForm(classes,
                [.. members.Select((member, i) => Binary(reader, member, $"{reader.Path}.base_estimator_[{i}]"))])
        {
            IsOneVersusOne = isPair,
            TakesFirst = reader.SavedBy.IsAtLeast(1, 6),
            KeepsZeros = reader.SavedBy.IsAtLeast(1, 6),
        });
    }

    private static PyValue[] Members(EstimatorReader reader) =>
        reader.Value("estimators_").As<PyList>() is { } list ? [.. list]
            : reader.Value("estimators_").As<PyTuple>() is { } tuple ? [.. tuple] : throw reader.Missing("estimators_");

    private static BinaryProcess Binary(EstimatorReader owner, PyValue value, string path)
    {
        var reader = value.As<PyObject>() is { } instance ? new EstimatorReader(instance, path)
            : throw owner.Corrupt("base_estimator_", "it holds something that is no process");
        NDArray rows = reader.MapMatrix("X_train_", columns: owner.FeatureCount);
        int count = rows.Shape[0];
        double[] truth = reader.Numbers(count, "y_train_"), probabilities = reader.Numbers(count, "pi_");
        for (int i = 0; i < count; i++)
        {
            truth[i] -= probabilities[i];
        }

        return new BinaryProcess(ProcessKernelReader.Read(reader, reader.Value("kernel_"), rows.Shape[1]), rows)
        {
            Residuals = truth,
            Roots = reader.Numbers(count, "W_sr_"),
            Factor = reader.MapMatrix("L_", rows: count, columns: count),
            RoundsSingle = RoundsSingle(owner),

            // The file does not say which scipy will run it; scikit-learn 1.6 came out when scipy 1.15 looked for triangles.
            FactorsAgain = !owner.SavedBy.IsAtLeast(1, 6),
            AddsInOrder = owner.SavedBy.IsAtLeast(1, 9),
        };
    }

    /// <summary>numpy 2 came with scikit-learn 1.5.</summary>
    private static bool RoundsSingle(EstimatorReader reader) => !reader.SavedBy.IsAtLeast(1, 5);

    private static double[] Scaling(EstimatorReader reader, int targets, double fallback, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            PyValue value = reader.ValueOrNone(name);
            double[]? numbers = value.TryGetDouble(out double number) ? [number]
                : EstimatorReader.ArrayOf(value) is { DType.Kind: 'f' or 'i' } array ? array.ToDoubles() : null;
            if (numbers is not null)
            {
                return numbers.Length == targets ? numbers
                    : numbers.Length == 1 ? [.. Enumerable.Repeat(numbers[0], targets)]
                    : throw reader.Corrupt(name, $"it has {numbers.Length} numbers for {targets} targets");
            }
        }

        return [.. Enumerable.Repeat(fallback, targets)];
    }
}
