using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads the machines that libsvm left in the attributes.</summary>
internal static class SvmReader
{
    /// <summary>SVC and NuSVC.</summary>
    internal static SvmClassifier Classifier(EstimatorReader reader)
    {
        Labels classes = reader.Labels("classes_");
        if (classes.Count < 2)
        {
            throw reader.Corrupt("classes_", "there are fewer than two");
        }

        // A class of which no row weighed anything has no part in the machine, which then counts the others from the first label on.
        bool isOneVersusRest = reader.Text("decision_function_shape") == "ovr" && classes.Count > 2, decides = true;
        if (reader.Has("_n_support") && reader.NumericArray("_n_support").Length is >= 2 and var trained && trained < classes.Count)
        {
            classes = new Labels(classes.Take([.. Enumerable.Range(0, trained)]));
            (isOneVersusRest, decides) = (false, !isOneVersusRest);
        }

        SupportVectorForm form = Form(reader, classes.Count);
        form = form with
        {
            Classes = classes,
            IsOneVersusRest = isOneVersusRest,
            Decides = decides,
            ScalesByBatch = !reader.SavedBy.IsAtLeast(0, 21),
            BreaksTies = isOneVersusRest && reader.Flag("break_ties", false),
        };
        string slopes = reader.Has("_probA") ? "_probA" : "probA_", offsets = reader.Has("_probB") ? "_probB" : "probB_";
        if (reader.Has(slopes) && reader.NumericArray(slopes).Length > 0)
        {
            int pairs = form.Intercepts.Count;
            form = form with { ProbabilitySlopes = reader.Numbers(pairs, slopes), ProbabilityOffsets = reader.Numbers(pairs, offsets) };
        }

        return new(reader.Info, form, Inputs(form));
    }

    /// <summary>SVR and NuSVR, which until 0.18 had <c>decision_function</c> too.</summary>
    internal static SvmRegressor Regressor(EstimatorReader reader)
    {
        SupportVectorForm form = Form(reader, 0);
        return new(reader.Info, form, Inputs(form), decides: !reader.SavedBy.IsAtLeast(0, 19));
    }

    /// <summary>OneClassSVM. Until 0.19 its decisions were a column, and until 0.18 its labels libsvm's floats.</summary>
    internal static OneClassSvm OneClass(EstimatorReader reader)
    {
        SupportVectorForm form = Form(reader, 0) with { Offset = reader.Has("offset_") ? reader.Double("offset_") : null };
        return new(reader.Info, form, Inputs(form), isColumn: !reader.SavedBy.IsAtLeast(0, 20),
            givesFloats: !reader.SavedBy.IsAtLeast(0, 19));
    }

    /// <summary>Sparse rows only where it was trained on such.</summary>
    private static InputContract Inputs(SupportVectorForm form) =>
        new() { TakesSparse = form.SparseVectors is not null, Precision = InputPrecision.Double };

    /// <param name="reader">The attributes.</param>
    /// <param name="classCount">How many classes a classifier has; 0 for the others.</param>
    private static SupportVectorForm Form(EstimatorReader reader, int classCount)
    {
        long[] support = reader.NumericArray("support_").ToInt64s();
        int count = support.Length, features;
        NDArray? dense = null;
        CsrMatrix? sparse = CsrMatrix.From(reader.Value("support_vectors_"));
        if (sparse is not null)
        {
            features = sparse.ColumnCount;
            Check(reader, "support_vectors_", sparse.RowCount, count);
            sparse = SparseSupportVectors.SortRows(sparse);
        }
        else
        {
            NDArray vectors = reader.NumericArray("support_vectors_");
            features = vectors.Rank == 2 ? vectors.Shape[1] : 0;
            if (reader.Text("kernel") != "precomputed")
            {
                Check(reader, "support_vectors_", vectors.Rank == 2 ? vectors.Shape[0] : -1, count);
                dense = vectors;
            }
        }

        SvmKernelKind kernel = Kernel(reader);
        double gamma = Gamma(reader, kernel, features), coef0 = reader.Double("coef0", 0);
        int degree = kernel == SvmKernelKind.Polynomial ? (int)reader.Double("degree", 3) : 0;
        int[]? columns = null;
        if (kernel == SvmKernelKind.Precomputed)
        {
            features = TrainingRows(reader);
            columns = Array.ConvertAll(support,
                index => index >= 0 && index < features ? (int)index
                    : throw reader.Corrupt("support_", $"it names row {index} of {features}"));
        }

        int[] counts = VectorCounts(reader, classCount, count);
        int pairs = classCount == 0 ? 1 : checked(classCount * (classCount - 1)) / 2;
        NDArray coefficients = Coefficients(reader, isFlipped: classCount == 2 && !reader.Has("_dual_coef_"), Math.Max(1, classCount - 1),
            count);
        double[] intercepts = reader.Numbers(pairs, "_intercept_", "intercept_");
        return new(kernel, coefficients,
            classCount == 2 && !reader.Has("_intercept_") ? Array.ConvertAll(intercepts, value => -value) : intercepts)
        {
            Gamma = gamma,
            Coef0 = coef0,
            Degree = degree,
            FeatureCount = features,
            Vectors = dense,
            SparseVectors = sparse,
            SupportColumns = columns,
            VectorCounts = counts,
        };
    }

    private static SvmKernelKind Kernel(EstimatorReader reader) => reader.Text("kernel") switch
    {
        "linear" => SvmKernelKind.Linear,
        "poly" => SvmKernelKind.Polynomial,
        "rbf" => SvmKernelKind.Rbf,
        "sigmoid" => SvmKernelKind.Sigmoid,
        "precomputed" => SvmKernelKind.Precomputed,
        null => throw reader.Unsupported("a kernel that is a Python function"),
        var other => throw reader.Unsupported($"kernel='{other}'"),
    };

    /// <summary><c>_gamma</c>, or <c>gamma</c> where training left none.</summary>
    private static double Gamma(EstimatorReader reader, SvmKernelKind kernel, int features)
    {
        double gamma = reader.Double("_gamma", double.NaN);
        return !double.IsNaN(gamma) || kernel is SvmKernelKind.Linear or SvmKernelKind.Precomputed ? gamma
            : reader.Double("gamma", reader.Text("gamma") is "auto" or null ? 1.0 / Math.Max(1, features) : null);
    }

    /// <summary>The first number of <c>shape_fit_</c>: a row of a precomputed kernel has one number for each training row.</summary>
    private static int TrainingRows(EstimatorReader reader) =>
        reader.Array("shape_fit_") is { Length: > 0 } shape && shape[0].TryGetInt64(out long rows) && rows is >= 0 and <= int.MaxValue
            ? (int)rows
            : throw reader.Corrupt("shape_fit_", "it holds no number of rows");

    private static int[] VectorCounts(EstimatorReader reader, int classCount, int vectorCount)
    {
        if (classCount == 0)
        {
            return [];
        }

        double[] sizes = reader.Numbers(classCount, "_n_support", "n_support_");
        var counts = new int[classCount];
        int sum = 0;
        for (int k = 0; k < classCount; k++)
        {
            if (!(sizes[k] >= 0 && sizes[k] <= vectorCount))
            {
                throw reader.Corrupt("_n_support", $"class {k} has {sizes[k]} of {vectorCount} support vectors");
            }

            counts[k] = (int)sizes[k];
            sum = checked(sum + counts[k]);
        }

        Check(reader, "_n_support", sum, vectorCount);
        return counts;
    }

    /// <summary>Of a sparse model the coefficients are a sparse matrix too. Those without the underscore have their sign flipped for two
    /// classes.</summary>
    private static NDArray Coefficients(EstimatorReader reader, bool isFlipped, int rows, int count)
    {
        string name = reader.Has("_dual_coef_") ? "_dual_coef_" : "dual_coef_";
        double[] coefficients = CsrMatrix.From(reader.Value(name)) is { } sparse ? sparse.ToDense() : reader.NumericArray(name).ToDoubles();
        Check(reader, name, coefficients.Length, checked(rows * count));
        return NDArray.Of(isFlipped ? Array.ConvertAll(coefficients, value => -value) : coefficients, rows, count);
    }

    private static void Check(EstimatorReader reader, string name, int found, int needed)
    {
        if (found != needed)
        {
            throw reader.Corrupt(name, $"there are {found} where {needed} are needed");
        }
    }
}
