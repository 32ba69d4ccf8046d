using System.Text.Json;

namespace Brine.Training;

/// <summary>Base class of the trainers of networks of layers.</summary>
public abstract partial class NetworkTrainer : Trainer
{
    private protected NetworkTrainer()
    {
    }

    /// <summary><c>hidden_layer_sizes</c>: how many units each layer inside has.</summary>
    public IReadOnlyList<int> HiddenLayerSizes { get; set; } = [100];

    /// <summary><c>activation</c>: <c>relu</c>, <c>tanh</c>, <c>logistic</c> or <c>identity</c>.</summary>
    public string Activation { get; set; } = "relu";

    /// <summary><c>solver</c>: <c>adam</c>, <c>sgd</c> or <c>lbfgs</c>.</summary>
    public string Solver { get; set; } = "adam";

    /// <summary><c>alpha</c>: how much weights cost.</summary>
    public double Alpha { get; set; } = 1e-4;

    /// <summary><c>batch_size</c>: how many rows a step is taken by; null for 200, or all where there are fewer.</summary>
    public int? BatchSize { get; set; }

    /// <summary><c>learning_rate</c> of <c>sgd</c>: <c>constant</c>, <c>invscaling</c> or <c>adaptive</c>.</summary>
    public string LearningRate { get; set; } = "constant";

    /// <summary><c>learning_rate_init</c>: how large the first step is.</summary>
    public double FirstRate { get; set; } = 1e-3;

    /// <summary><c>power_t</c>: how fast steps become smaller with <c>invscaling</c>.</summary>
    public double RatePower { get; set; } = 0.5;

    /// <summary><c>max_iter</c>: how often it goes over the rows at most.</summary>
    public int MaxIterations { get; set; } = 200;

    /// <summary><c>shuffle</c>: whether the order of the rows is drawn each time.</summary>
    public bool Shuffles { get; set; } = true;

    /// <summary><c>random_state</c>: the seed of the generator; null draws another one each time.</summary>
    public uint? RandomState { get; set; }

    /// <summary><c>tol</c>: by how much it gets better at least.</summary>
    public double Tolerance { get; set; } = 1e-4;

    /// <summary><c>momentum</c> of <c>sgd</c>: which share of a step is kept for the next.</summary>
    public double Momentum { get; set; } = 0.9;

    /// <summary><c>nesterovs_momentum</c>: whether the share of the next step is taken at once.</summary>
    public bool LooksAhead { get; set; } = true;

    /// <summary><c>early_stopping</c>: whether it stops by rows that are kept back.</summary>
    public bool StopsEarly { get; set; }

    /// <summary><c>validation_fraction</c>: which share of the rows is kept back for that.</summary>
    public double ValidationShare { get; set; } = 0.1;

    /// <summary><c>beta_1</c> of <c>adam</c>: how long slopes are remembered.</summary>
    public double Beta1 { get; set; } = 0.9;

    /// <summary><c>beta_2</c> of <c>adam</c>: how long squares of slopes are remembered.</summary>
    public double Beta2 { get; set; } = 0.999;

    /// <summary><c>epsilon</c> of <c>adam</c>: what keeps it from dividing by 0.</summary>
    public double Epsilon { get; set; } = 1e-8;

    /// <summary><c>n_iter_no_change</c>: after how many rounds without getting better it is over.</summary>
    public int PatientRounds { get; set; } = 10;

    private protected override string Module => "sklearn.neural_network._multilayer_perceptron";

    private protected abstract string Loss { get; }

    internal override void Bind(ParameterBinder binder)
    {
        BindLayers(binder);
        Activation = binder.Text("activation", Activation, "identity", "logistic", "tanh", "relu");
        Solver = binder.Text("solver", Solver, "adam", "sgd", "lbfgs");
        Alpha = binder.Double("alpha", Alpha, 0, double.MaxValue);
        LearningRate = binder.Text("learning_rate", LearningRate, "constant", "invscaling", "adaptive");
        FirstRate = binder.Double("learning_rate_init", FirstRate, 0, double.MaxValue, isOpen: true);
        RatePower = binder.Double("power_t", RatePower, 0, double.MaxValue);
        MaxIterations = binder.Int("max_iter", MaxIterations, 1);
        binder.Write("loss", Loss);
        Shuffles = binder.Flag("shuffle", Shuffles);
        RandomState = binder.Seed("random_state", RandomState);
        Tolerance = binder.Double("tol", Tolerance, 0, double.MaxValue);
        binder.Fixed("verbose", false);
        binder.Fixed("warm_start", false);
        Momentum = binder.Double("momentum", Momentum, 0, 1);
        LooksAhead = binder.Flag("nesterovs_momentum", LooksAhead);
        StopsEarly = binder.Flag("early_stopping", StopsEarly);
        ValidationShare = binder.Double("validation_fraction", ValidationShare, 0, Math.BitDecrement(1.0));
        Beta1 = binder.Double("beta_1", Beta1, 0, Math.BitDecrement(1.0));
        Beta2 = binder.Double("beta_2", Beta2, 0, Math.BitDecrement(1.0));
        Epsilon = binder.Double("epsilon", Epsilon, 0, double.MaxValue, isOpen: true);
        PatientRounds = binder.Int("n_iter_no_change", PatientRounds, 1);
        binder.Fixed("max_fun", 15000);
    }

    private void BindLayers(ParameterBinder binder)
    {
        if (binder.Take("hidden_layer_sizes") is { } given)
        {
            JsonElement[] items = given.ValueKind == JsonValueKind.Array ? [.. given.EnumerateArray()] : [given];
            HiddenLayerSizes =
                [.. items.Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out int size) ? size : 0)];
        }

        if (HiddenLayerSizes.Any(size => size < 1))
        {
            throw binder.Bad("hidden_layer_sizes", $"[{string.Join(", ", HiddenLayerSizes)}]", "whole numbers of at least 1");
        }

        binder.Write("hidden_layer_sizes", new PyTuple([.. HiddenLayerSizes.Select(size => (PyValue)size)]));
        if (binder.Take("batch_size") is { } batch)
        {
            BatchSize = batch.ValueKind == JsonValueKind.String && batch.GetString() == "auto" ? null
                : batch.ValueKind == JsonValueKind.Number && batch.TryGetInt32(out int size) ? size
                : throw binder.Bad("batch_size", batch.GetRawText(), "a whole number of at least 1, or 'auto'");
        }

        if (BatchSize < 1)
        {
            throw binder.Bad("batch_size", $"{BatchSize}", "a whole number of at least 1, or 'auto'");
        }

        binder.Write("batch_size", BatchSize is { } rows ? rows : (PyValue)"auto");
    }

    /// <summary>Trains the network of such rows, and sets what both classes have.</summary>
    /// <param name="call">What is learned from.</param>
    /// <param name="attributes">The attributes.</param>
    /// <param name="x">The rows.</param>
    /// <param name="data">Rows and targets.</param>
    /// <param name="output">What the last layer does.</param>
    /// <param name="classes">The classes of a classifier.</param>
    private protected void Learn(FitCall call, AttributeWriter attributes, DenseRows x, NetworkData data, string output,
        ClassCodes? classes)
    {
        FitContext context = call.Context;
        var draws = new RandomState(RandomState ?? (uint)Random.Shared.NextInt64(uint.MaxValue));
        var layers = new NetworkLayers([data.Width, .. HiddenLayerSizes, data.Outputs], Activation, draws);
        attributes.SetFeatures(call.Names, x.ColumnCount).Set("n_outputs_", data.Outputs).Set("n_layers_", layers.Count + 1)
            .Set("out_activation_", output);
        NetworkLayers? first = context.IsNew ? layers.Copy() : null;
        NetworkRun run = new(this, layers, output, context, PythonName);
        if (Solver == "lbfgs")
        {
            run.Minimize(data, attributes);
        }
        else
        {
            run.Descend(data, draws, classes, attributes);
        }

        if (!run.Layers.All.All(values => values.All(double.IsFinite)))
        {
            throw new TrainingException("FitRows",
                $"{PythonName} found weights that are not finite: the values are too large; scale them first (StandardScaler)");
        }

        run.Write(attributes, first);
        attributes.Set("_random_state", RandomStateWriter.Write(context, draws));
    }
}
