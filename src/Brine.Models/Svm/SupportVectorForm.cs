using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// The form of support vector machines of libsvm: kernel values between a row and the support vectors, their weighted sums, and what
/// becomes of them. A classifier has one sum for each pair of classes, above 0 where it is for the first; the others have one.
/// </summary>
public sealed record SupportVectorForm : EstimatorForm
{
    internal SupportVectorForm(SvmKernelKind kernel, NDArray coefficients, IReadOnlyList<double> intercepts)
    {
        Kernel = kernel;
        Coefficients = coefficients;
        Intercepts = intercepts;
    }

    /// <summary><c>kernel</c>.</summary>
    public SvmKernelKind Kernel { get; }

    /// <summary><c>_gamma</c>; NaN where the kernel has none.</summary>
    public double Gamma { get; init; }

    /// <summary><c>coef0</c> of the polynomial and the sigmoid kernel.</summary>
    public double Coef0 { get; init; }

    /// <summary><c>degree</c> of the polynomial kernel; 0 for others.</summary>
    public int Degree { get; init; }

    /// <summary>How many columns the model takes; of a precomputed kernel one for each row of the training.</summary>
    public int FeatureCount { get; init; }

    /// <summary><c>support_vectors_</c> of a model that was trained on a dense matrix, of shape (n_SV, n_features); null for others and for
    /// a precomputed kernel.</summary>
    public NDArray? Vectors { get; init; }

    /// <summary>The same of a model that was trained on a sparse matrix, else null. Columns stand in order in each row.</summary>
    public CsrMatrix? SparseVectors { get; init; }

    /// <summary><c>support_</c> of a precomputed kernel: which columns hold the kernel values of the support vectors; null for
    /// others.</summary>
    public IReadOnlyList<int>? SupportColumns { get; init; }

    /// <summary><c>_dual_coef_</c>, with libsvm's sign: float64 of shape (n_classes - 1, n_SV), or (1, n_SV) for what is no
    /// classifier.</summary>
    public NDArray Coefficients { get; }

    /// <summary><c>_intercept_</c>, with libsvm's sign: one for each pair of classes, or one.</summary>
    public IReadOnlyList<double> Intercepts { get; }

    /// <summary><c>_n_support</c>: how many of the vectors are of each class, which lie one after the other; empty for what is no
    /// classifier.</summary>
    public IReadOnlyList<int> VectorCounts { get; init; } = [];

    /// <summary>The classes of a classifier, or null.</summary>
    public Labels? Classes { get; init; }

    /// <summary>True where <c>decision_function</c> gives a number for each class (<c>decision_function_shape='ovr'</c> of three classes or
    /// more), false where one for each pair.</summary>
    public bool IsOneVersusRest { get; init; }

    /// <summary>True where the numbers of the classes are scaled by the largest of all rows that are asked (before 0.21).</summary>
    public bool ScalesByBatch { get; init; }

    /// <summary><c>break_ties</c>: the label is that of the largest number of <c>decision_function</c>.</summary>
    public bool BreaksTies { get; init; }

    /// <summary>False where <c>decision_function</c> fails in Python: the numbers are fewer than those of all pairs of classes.</summary>
    internal bool Decides { get; init; } = true;

    /// <summary><c>probA_</c>: the slope of Platt's sigmoid of each pair of classes; null where there are no probabilities.</summary>
    public IReadOnlyList<double>? ProbabilitySlopes { get; init; }

    /// <summary><c>probB_</c>: what the sigmoid adds; null where there are no probabilities.</summary>
    public IReadOnlyList<double>? ProbabilityOffsets { get; init; }

    /// <summary><c>offset_</c> of OneClassSVM, by which <c>score_samples</c> is larger than the decision; null where training left none
    /// (before 0.20).</summary>
    public double? Offset { get; init; }
}
