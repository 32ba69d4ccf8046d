namespace Brine.Training;

/// <summary>Least squares with a penalty that makes many coefficients 0: scikit-learn's <c>Lasso</c>, by coordinate descent.</summary>
public sealed class Lasso : CoordinateDescentTrainer
{
    /// <inheritdoc/>
    public override string PythonName => "Lasso";

    /// <summary>Python's object keeps it; it is no parameter of the class.</summary>
    private protected override double BindShare(ParameterBinder binder)
    {
        binder.Write("l1_ratio", 1.0);
        return 1;
    }
}
