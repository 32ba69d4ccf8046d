using System.Text.Json;

namespace Brine.Training;

/// <summary>Base class of the trainers of linear functions by the steps of liblinear.</summary>
public abstract class MarginTrainer : Trainer
{
    private protected MarginTrainer()
    {
    }

    /// <summary><c>loss</c>: what errors cost.</summary>
    public string Loss { get; set; } = "";

    /// <summary><c>dual</c>: whether the dual problem is solved, a row at a time; null is scikit-learn's default: in 1.9 where there are
    /// fewer rows than columns or the loss allows nothing else, in 1.2 always.</summary>
    public bool? IsDual { get; set; }

    /// <summary><c>tol</c>: how far from the best answer it may stop.</summary>
    public double Tolerance { get; set; } = 1e-4;

    /// <summary><c>C</c>: how much errors cost.</summary>
    public double C { get; set; } = 1;

    /// <summary><c>fit_intercept</c>: whether there is a constant beside the columns.</summary>
    public bool HasIntercept { get; set; } = true;

    /// <summary><c>intercept_scaling</c>: how large the column of the constant is, whose coefficient costs as the others do.</summary>
    public double InterceptScale { get; set; } = 1;

    /// <summary><c>random_state</c>: the seed of the generator; null draws another one each time.</summary>
    public uint? RandomState { get; set; }

    /// <summary><c>max_iter</c>: the most rounds.</summary>
    public int MaxIterations { get; set; } = 1000;

    private protected override string Module => "sklearn.svm._classes";

    private protected abstract bool IsSizePenalized { get; }

    internal override bool TakesWeights => true;

    internal override void Bind(ParameterBinder binder)
    {
        if (binder.Take("dual") is { } given)
        {
            IsDual = given.ValueKind is JsonValueKind.True or JsonValueKind.False ? given.GetBoolean()
                : binder.IsNew && given.ValueKind == JsonValueKind.String && given.GetString() == "auto" ? null
                : throw binder.Bad("dual", given.GetRawText(), binder.IsNew ? "true, false or 'auto'" : "true or false");
        }

        binder.Write("dual", IsDual is { } isDual ? isDual : binder.IsNew ? "auto" : (PyValue)true);
        Tolerance = binder.Double("tol", Tolerance, 0, double.MaxValue, isOpen: true);
        C = binder.Double("C", C, 0, double.MaxValue, isOpen: true);
        HasIntercept = binder.Flag("fit_intercept", HasIntercept);
        InterceptScale = binder.Double("intercept_scaling", InterceptScale, 0, double.MaxValue, isOpen: true);
        binder.Fixed("verbose", 0);
        RandomState = binder.Seed("random_state", RandomState);
        MaxIterations = binder.Int("max_iter", MaxIterations, 0);
        if (IsDual is { } asked && !MarginSolver.CanSolve(Loss, IsSizePenalized, asked))
        {
            throw binder.Bad("dual", asked ? "true" : "false", $"{(asked ? "false" : "true")} with loss='{Loss}'"
                + (IsSizePenalized ? " and penalty='l1'" : ""));
        }
    }

    private protected MarginSolver Solver(DenseRows x, bool isNew) => new()
    {
        Loss = Loss,
        IsSparse = IsSizePenalized,
        IsDual = IsDual ?? (isNew ? MarginSolver.CanSolve(Loss, IsSizePenalized, x.RowCount < x.ColumnCount) == (x.RowCount < x.ColumnCount)
            : true),
        C = C,
        Tolerance = Tolerance,
        MaxIterations = MaxIterations,
        RandomState = RandomState,
    };

    private protected (DenseRows X, MarginRows Rows) Read(FitCall call)
    {
        DenseRows x = call.Numbers(PythonName);
        return (x, MarginRows.From(x, (call.Rows as SparseMatrix)?.Csr, HasIntercept ? InterceptScale : 0));
    }
}
