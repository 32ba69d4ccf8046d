namespace Brine.Training;

/// <summary>Linear functions that tell classes apart with a margin, each class from the others: scikit-learn's <c>LinearSVC</c>.</summary>
public sealed class LinearSVC : MarginTrainer
{
    /// <summary>Makes a trainer with scikit-learn's parameters.</summary>
    public LinearSVC() => Loss = "squared_hinge";

    /// <summary><c>penalty</c>: <c>l2</c>, or <c>l1</c>, with which many coefficients are 0.</summary>
    public string Penalty { get; set; } = "l2";

    /// <summary><c>class_weight='balanced'</c>: whether all classes weigh the same.</summary>
    public bool IsBalanced { get; set; }

    /// <inheritdoc/>
    public override string PythonName => "LinearSVC";

    private protected override bool IsSizePenalized => Penalty == "l1";

    internal override void Bind(ParameterBinder binder)
    {
        Loss = binder.Text("loss", Loss, "hinge", "squared_hinge");
        Penalty = binder.Text("penalty", Penalty, "l2", "l1");
        binder.Fixed("multi_class", "ovr");
        IsBalanced = binder.OptionalText("class_weight", IsBalanced ? "balanced" : null, "balanced") is not null;
        base.Bind(binder);
        if (IsSizePenalized && (Loss == "hinge" || (IsDual is null && !binder.IsNew)))
        {
            throw binder.Bad("penalty", "'l1'", Loss == "hinge" ? "'l2' with loss='hinge'" : "with dual=false");
        }
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        ClassCodes classes = ClassCodes.Of(call.Needed(PythonName), PythonName, minimum: 2);
        (DenseRows x, MarginRows rows) = Read(call);
        double[]? weights = IsBalanced ? ClassWeights.OfClasses(classes, call.Context.IsNew ? call.Weights : null) : null;
        (double[][] found, int[] rounds) = Solver(x, call.Context.IsNew).Classify(rows, classes, weights, call.Weights, call.Context);
        attributes.SetFeatures(call.Names, x.ColumnCount).Set("classes_", classes.Classes).Set("n_iter_", rounds.Max());
        MarginSolver.Write(attributes, PythonName, found, x.ColumnCount, HasIntercept ? InterceptScale : null, isFlat: false);
    }
}
