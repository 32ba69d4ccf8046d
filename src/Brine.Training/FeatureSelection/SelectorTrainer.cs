namespace Brine.Training;

/// <summary>Base class of the trainers that keep the columns which score best against the target.</summary>
public abstract class SelectorTrainer : Trainer
{
    private protected SelectorTrainer()
    {
    }

    /// <summary><c>score_func</c>: <c>f_classif</c> or <c>chi2</c> of classes, <c>f_regression</c> of numbers.</summary>
    public string ScoreFunction { get; set; } = "f_classif";

    private protected override string Module => "sklearn.feature_selection._univariate_selection";

    internal override void Bind(ParameterBinder binder)
    {
        ScoreFunction = binder.Text("score_func", ScoreFunction, "f_classif", "f_regression", "chi2");
        binder.Write("score_func", new PyGlobal(Module, ScoreFunction));
    }

    /// <summary>Refuses a number of columns that there are not.</summary>
    private protected abstract void Check(FitCall call);

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        Target target = call.Needed(PythonName);
        DenseRows x = call.Numbers(PythonName);
        Check(call);
        (double[] scores, double[] shares) = ScoreFunction == "f_regression"
            ? FeatureScores.OfNumbers(x, target.Numbers(PythonName))
            : FeatureScores.OfClasses(x, ClassCodes.Of(target, PythonName, minimum: 2), ScoreFunction == "chi2", PythonName);
        attributes.SetFeatures(call.Names, x.ColumnCount).Set("scores_", scores).Set("pvalues_", shares);
    }
}
