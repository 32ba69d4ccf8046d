using System.Text.Json;

namespace Brine.Training;

/// <summary>Base class of the trainers of support vectors with a kernel, by the steps of libsvm.</summary>
public abstract class SvmTrainer : Trainer
{
    private protected SvmTrainer()
    {
    }

    /// <summary><c>kernel</c>: <c>rbf</c>, <c>linear</c>, <c>poly</c> or <c>sigmoid</c>.</summary>
    public string Kernel { get; set; } = "rbf";

    /// <summary><c>degree</c>: the power of the kernel <c>poly</c>.</summary>
    public int Degree { get; set; } = 3;

    /// <summary><c>gamma</c> as a number: how fast the kernel falls with the distance; null takes <see cref="GammaRule"/>.</summary>
    public double? Gamma { get; set; }

    /// <summary><c>gamma</c> as a rule: <c>scale</c>, one over the number of columns times their variance, or <c>auto</c>, one over the
    /// number of columns.</summary>
    public string GammaRule { get; set; } = "scale";

    /// <summary><c>coef0</c>: the constant of the kernels <c>poly</c> and <c>sigmoid</c>.</summary>
    public double Coef0 { get; set; }

    /// <summary><c>tol</c>: how far from the best answer it may stop.</summary>
    public double Tolerance { get; set; } = 1e-3;

    /// <summary><c>C</c>: how much errors cost.</summary>
    public double C { get; set; } = 1;

    /// <summary><c>shrinking</c>: whether rows that will not matter are left out for a while.</summary>
    public bool Shrinks { get; set; } = true;

    /// <summary><c>cache_size</c>: how many megabytes the kernel may take.</summary>
    public double CacheMegabytes { get; set; } = 200;

    /// <summary><c>max_iter</c>: the most steps; -1 for no limit.</summary>
    public int MaxIterations { get; set; } = -1;

    private protected override string Module => "sklearn.svm._classes";

    internal override bool TakesWeights => true;

    internal override void Bind(ParameterBinder binder)
    {
        Kernel = binder.Text("kernel", Kernel, "linear", "poly", "rbf", "sigmoid");
        Degree = binder.Int("degree", Degree, 0);
        BindGamma(binder);
        Coef0 = binder.Double("coef0", Coef0, double.MinValue, double.MaxValue);
        Tolerance = binder.Double("tol", Tolerance, 0, double.MaxValue, isOpen: true);
        C = binder.Double("C", C, 0, binder.IsNew ? double.PositiveInfinity : double.MaxValue, isOpen: true);
        Shrinks = binder.Flag("shrinking", Shrinks);
        CacheMegabytes = binder.Double("cache_size", CacheMegabytes, 0, double.MaxValue, isOpen: true);
        if (CacheMegabytes == Math.Truncate(CacheMegabytes) && CacheMegabytes < int.MaxValue)
        {
            binder.Write("cache_size", (int)CacheMegabytes);
        }

        binder.Fixed("verbose", false);
        MaxIterations = binder.Int("max_iter", MaxIterations, -1);
        binder.Write("nu", 0.0);
    }

    private void BindGamma(ParameterBinder binder)
    {
        if (binder.Take("gamma") is { } given)
        {
            Gamma = given.ValueKind == JsonValueKind.String ? null : binder.NumberOf("gamma", given);
            GammaRule = given.ValueKind == JsonValueKind.String ? given.GetString()! : GammaRule;
        }

        if (!(Gamma is null or (>= 0 and <= double.MaxValue)) || GammaRule is not ("scale" or "auto"))
        {
            throw binder.Bad("gamma", Gamma is null ? $"'{GammaRule}'" : $"{Gamma}", "scale, auto, or a number of at least 0");
        }

        binder.Write("gamma", Gamma is { } number ? number : (PyValue)GammaRule);
    }

    private protected SvmData Read(FitCall call, AttributeWriter attributes)
    {
        DenseRows x = call.Numbers(PythonName);
        CsrMatrix? sparse = (call.Rows as SparseMatrix)?.Csr is { } csr ? SvmVectors.Ordered(csr) : null;
        double gamma = Gamma ?? 1.0 / x.ColumnCount;
        PyValue written = gamma;
        if (Gamma is null && GammaRule == "scale")
        {
            double variance = SvmData.Variance(x, sparse);
            gamma = variance != 0 ? 1.0 / (x.ColumnCount * variance) : 1.0;
            written = variance != 0 ? call.Context.Scalar(gamma) : gamma;
        }

        attributes.Set("_sparse", sparse is not null).SetFeatures(call.Names, x.ColumnCount).Set("_gamma", written)
            .Set("shape_fit_", new PyTuple(x.RowCount, x.ColumnCount));
        SvmKernelKind kind = Kernel switch
        {
            "linear" => SvmKernelKind.Linear,
            "poly" => SvmKernelKind.Polynomial,
            "rbf" => SvmKernelKind.Rbf,
            _ => SvmKernelKind.Sigmoid,
        };
        return new SvmData(x, sparse, new SvmProblem(sparse is null ? DenseSvmRows.From(x) : SparseSvmRows.From(sparse),
            new SvmKernelFunction(kind, gamma, Coef0, Degree)));
    }

    /// <summary>The rows that weigh something, where some do not: libsvm leaves those out.</summary>
    private protected static int[]? Kept(double[]? weights) => weights is null || weights.All(weight => weight > 0) ? null
        : [.. Enumerable.Range(0, weights.Length).Where(row => weights[row] > 0)];

    private protected static double[]? Kept(double[]? weights, int[]? kept) =>
        kept is null ? weights : Array.ConvertAll(kept, row => weights![row]);

    /// <summary>Solves one problem of two sides.</summary>
    private protected SmoSolver Solver(SmoKernel kernel, double[] linear, double[] signs, double[] bounds, FitContext context) =>
        new(kernel, linear, signs, bounds)
        {
            Tolerance = Tolerance,
            Shrinks = Shrinks,
            MaxIterations = MaxIterations,
            Context = context,
        };

    /// <summary>What all machines of libsvm leave behind.</summary>
    /// <param name="data">What was learned from.</param>
    /// <param name="attributes">The attributes.</param>
    /// <param name="kept">The rows that weigh something, where some do not.</param>
    /// <param name="support">The rows that are support vectors.</param>
    /// <param name="coefficients">Their coefficients, a row for each class but one.</param>
    /// <param name="offsets">libsvm's constants, which are taken off.</param>
    /// <param name="isFlipped">True where the attributes without underscore have the other sign: of two classes.</param>
    private protected void Write(SvmData data, AttributeWriter attributes, int[]? kept, int[] support,
        double[][] coefficients, double[] offsets, bool isFlipped)
    {
        double[] intercepts = Array.ConvertAll(offsets, offset => offset == 0 ? 0 : -offset);
        if (!intercepts.All(double.IsFinite) || !coefficients.All(row => row.All(double.IsFinite)))
        {
            throw new TrainingException("FitRows",
                $"{PythonName} found coefficients that are not finite: the values are too large; scale them first (StandardScaler)");
        }

        // scikit-learn's numbers of the support vectors are those among the rows that weigh something.
        attributes.Set("support_", SvmVectors.Ints(support));
        SvmVectors.Write(data, attributes, kept is null ? support : Array.ConvertAll(support, row => kept[row]), coefficients, isFlipped);
        attributes.Set("_intercept_", NDArray.Of(intercepts))
            .Set("intercept_", NDArray.Of(isFlipped ? Array.ConvertAll(intercepts, value => -value) : intercepts));
    }
}
