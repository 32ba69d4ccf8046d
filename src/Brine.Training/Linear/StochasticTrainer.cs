using System.Text.Json;

namespace Brine.Training;

/// <summary>Base class of the trainers of linear models by stochastic gradient descent.</summary>
public abstract class StochasticTrainer : Trainer
{
    private protected StochasticTrainer()
    {
    }

    /// <summary><c>loss</c>: what is made small.</summary>
    public string Loss { get; set; } = "";

    /// <summary><c>penalty</c>: <c>l2</c>, <c>l1</c>, <c>elasticnet</c>, or null for none.</summary>
    public string? Penalty { get; set; } = "l2";

    /// <summary><c>alpha</c>: how much coefficients cost.</summary>
    public double Alpha { get; set; } = 1e-4;

    /// <summary><c>l1_ratio</c>: which share of the penalty <c>elasticnet</c> is on the sizes; the rest is on their squares.</summary>
    public double SizeShare { get; set; } = 0.15;

    /// <summary><c>fit_intercept</c>: whether there is a constant beside the columns.</summary>
    public bool HasIntercept { get; set; } = true;

    /// <summary><c>max_iter</c>: how often it goes over the rows at most.</summary>
    public int MaxIterations { get; set; } = 1000;

    /// <summary><c>tol</c>: by how much it gets better at least; null goes on to the end.</summary>
    public double? Tolerance { get; set; } = 1e-3;

    /// <summary><c>shuffle</c>: whether the order of the rows is drawn each time.</summary>
    public bool Shuffles { get; set; } = true;

    /// <summary><c>epsilon</c>: which errors count nothing, or are small.</summary>
    public double Epsilon { get; set; } = 0.1;

    /// <summary><c>random_state</c>: the seed of the generator; null draws another one each time.</summary>
    public uint? RandomState { get; set; }

    /// <summary><c>learning_rate</c>: <c>optimal</c>, <c>invscaling</c>, <c>constant</c> or <c>adaptive</c>.</summary>
    public string LearningRate { get; set; } = "";

    /// <summary><c>eta0</c>: how large the first step is; null is scikit-learn's own.</summary>
    public double? FirstRate { get; set; }

    /// <summary><c>power_t</c>: how fast steps become smaller with <c>invscaling</c>.</summary>
    public double RatePower { get; set; }

    /// <summary><c>n_iter_no_change</c>: after how many rounds without getting better it is over.</summary>
    public int PatientRounds { get; set; } = 5;

    private protected override string Module => "sklearn.linear_model._stochastic_gradient";

    private protected abstract string[] Losses { get; }

    private protected abstract double UsualRate(bool isNew);

    internal override bool TakesWeights => true;

    internal override void Bind(ParameterBinder binder)
    {
        Loss = binder.Text("loss", Loss, Losses);
        Penalty = binder.OptionalText("penalty", Penalty, "l2", "l1", "elasticnet");
        LearningRate = binder.Text("learning_rate", LearningRate, "optimal", "invscaling", "constant", "adaptive");
        Epsilon = binder.Double("epsilon", Epsilon, 0);
        Alpha = binder.Double("alpha", Alpha, 0, double.MaxValue, isOpen: LearningRate == "optimal");
        SizeShare = binder.Double("l1_ratio", SizeShare, 0, 1);
        HasIntercept = binder.Flag("fit_intercept", HasIntercept);
        Shuffles = binder.Flag("shuffle", Shuffles);
        RandomState = binder.Seed("random_state", RandomState);
        binder.Fixed("verbose", 0);
        double rate = binder.Double("eta0", FirstRate ?? UsualRate(binder.IsNew), 0, isOpen: LearningRate != "optimal");
        FirstRate = binder.IsGiven("eta0") ? rate : FirstRate;
        RatePower = binder.Double("power_t", RatePower, 0);
        binder.Fixed("early_stopping", false);
        binder.Fixed("validation_fraction", 0.1);
        PatientRounds = binder.Int("n_iter_no_change", PatientRounds, 1);
        binder.Fixed("warm_start", false);
        binder.Fixed("average", false);
        MaxIterations = binder.Int("max_iter", MaxIterations, 1);
        if (binder.Take("tol") is { } given)
        {
            Tolerance = given.ValueKind == JsonValueKind.Null ? null : binder.NumberOf("tol", given);
        }

        if (Tolerance is < 0 or double.NaN)
        {
            throw binder.Bad("tol", $"{Tolerance}", "at least 0, or None");
        }

        binder.Write("tol", Tolerance is { } tolerance ? tolerance : PyValue.None);
        if (!binder.IsNew)
        {
            // Python's base class sets it; it is no parameter.
            binder.Write("C", 1.0);
        }
    }

    private protected StochasticRules Rules(StochasticLoss loss, FitContext context, double[]? weights) => new()
    {
        Loss = loss,
        Penalty = Penalty,
        Alpha = Alpha,
        SizeShare = SizeShare,
        HasIntercept = HasIntercept,
        MaxIterations = MaxIterations,
        Tolerance = Tolerance,
        Shuffles = Shuffles,
        Rate = LearningRate,
        FirstRate = FirstRate ?? UsualRate(context.IsNew),
        RatePower = RatePower,
        PatientRounds = PatientRounds,
        Context = context,
        RowWeights = weights,
    };
}
