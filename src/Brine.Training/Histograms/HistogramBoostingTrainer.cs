using System.Text.Json;

namespace Brine.Training;

/// <summary>Base class of the trainers of gradient boosting on histograms: fast with many rows, and missing values go where they answer
/// best. They use all processors, and have the same bits whatever their number.</summary>
public abstract class HistogramBoostingTrainer : Trainer
{
    private protected HistogramBoostingTrainer()
    {
    }

    /// <summary><c>loss</c>: what is made small.</summary>
    public string Loss { get; set; } = "";

    /// <summary><c>learning_rate</c>: how much of each tree counts.</summary>
    public double LearningRate { get; set; } = 0.1;

    /// <summary><c>max_iter</c>: how many stages there are at most.</summary>
    public int MaxIterations { get; set; } = 100;

    /// <summary><c>max_leaf_nodes</c>: how many leaves a tree has at most; null for no limit.</summary>
    public int? MaxLeafNodes { get; set; } = 31;

    /// <summary><c>max_depth</c>: how deep a tree grows; null for as deep as it takes.</summary>
    public int? MaxDepth { get; set; }

    /// <summary><c>min_samples_leaf</c>: how many rows a leaf has at least.</summary>
    public int MinSamplesLeaf { get; set; } = 20;

    /// <summary><c>l2_regularization</c>: how much large values of leaves cost.</summary>
    public double Regularization { get; set; }

    /// <summary><c>max_bins</c>: into how many bins the values of a column are put, from 2 to 255.</summary>
    public int MaxBins { get; set; } = 255;

    /// <summary><c>monotonic_cst</c>: of each column 1 where the answer is to grow with it, -1 where it is to fall, 0 where it may do
    /// both; null for 0 of all.</summary>
    public IReadOnlyList<int>? Directions { get; set; }

    /// <summary><c>early_stopping</c>: whether it stops when the answer gets no better; null stops where there are more than 10,000
    /// rows.</summary>
    public bool? StopsEarly { get; set; }

    /// <summary><c>validation_fraction</c>: which share of the rows is kept back to see how good the answer is; null sees that by the rows
    /// that are trained on.</summary>
    public double? ValidationShare { get; set; } = 0.1;

    /// <summary><c>n_iter_no_change</c>: after how many stages without a better answer it is over.</summary>
    public int PatientStages { get; set; } = 10;

    /// <summary><c>tol</c>: by how much an answer is better at least.</summary>
    public double Tolerance { get; set; } = 1e-7;

    /// <summary><c>random_state</c>: the seed of the generator; null draws another one each time.</summary>
    public uint? RandomState { get; set; }

    private protected override string Module => "sklearn.ensemble._hist_gradient_boosting.gradient_boosting";

    private protected abstract bool IsClassifier { get; }

    private protected abstract void BindLoss(ParameterBinder binder);

    private protected abstract HistogramLoss NewLoss(int classCount, double[] y, bool isNew, bool isWeighted);

    internal override bool TakesWeights => true;

    /// <summary>Since 1.8 weights decide where the bins end.</summary>
    internal override bool WeighsForOldAlone => true;

    internal override void Bind(ParameterBinder binder)
    {
        BindLoss(binder);
        LearningRate = binder.Double("learning_rate", LearningRate, 0, isOpen: true);
        MaxIterations = binder.Int("max_iter", MaxIterations, 1);
        MaxLeafNodes = binder.OptionalInt("max_leaf_nodes", MaxLeafNodes, 2);
        MaxDepth = binder.OptionalInt("max_depth", MaxDepth, 1);
        MinSamplesLeaf = binder.Int("min_samples_leaf", MinSamplesLeaf, 1);
        Regularization = binder.Double("l2_regularization", Regularization, 0);
        binder.Fixed("max_features", 1.0, binder.IsNew);
        MaxBins = binder.Int("max_bins", MaxBins, 2, 255);
        BindDirections(binder);
        binder.Fixed("interaction_cst", default);
        binder.Fixed("categorical_features", binder.IsNew ? "from_dtype" : default(PyValue));
        binder.Fixed("warm_start", false);
        BindStopping(binder);
        binder.Fixed("scoring", "loss");
        binder.Fixed("verbose", 0);
        RandomState = binder.Seed("random_state", RandomState);
    }

    private void BindDirections(ParameterBinder binder)
    {
        if (binder.Take("monotonic_cst") is { } given)
        {
            Directions = given.ValueKind == JsonValueKind.Null ? null
                : given.ValueKind == JsonValueKind.Array && given.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number)
                    ? [.. given.EnumerateArray().Select(item => item.TryGetInt32(out int direction) ? direction : 2)]
                : throw binder.Bad("monotonic_cst", given.GetRawText(), "a list of -1, 0 and 1, one a column");
        }

        if (Directions?.Any(direction => direction is < -1 or > 1) == true)
        {
            throw binder.Bad("monotonic_cst", $"[{string.Join(", ", Directions)}]", "a list of -1, 0 and 1, one a column");
        }

        binder.Write("monotonic_cst", Directions is null ? PyValue.None : new PyList(Directions.Select(item => (PyValue)item)));
    }

    private void BindStopping(ParameterBinder binder)
    {
        if (binder.Take("early_stopping") is { } given)
        {
            StopsEarly = given.ValueKind is JsonValueKind.True or JsonValueKind.False ? given.GetBoolean()
                : given.ValueKind == JsonValueKind.String && given.GetString() == "auto" ? null
                : throw binder.Bad("early_stopping", given.GetRawText(), "true, false or 'auto'");
        }

        binder.Write("early_stopping", StopsEarly is { } stops ? stops : (PyValue)"auto");
        if (binder.Take("validation_fraction") is { } share)
        {
            ValidationShare = share.ValueKind == JsonValueKind.Null ? null : binder.NumberOf("validation_fraction", share);
        }

        if (ValidationShare is { } fraction && fraction is not (> 0 and < 1))
        {
            throw binder.Bad("validation_fraction", $"{fraction}", "over 0 and under 1, or None");
        }

        binder.Write("validation_fraction", ValidationShare is { } part ? part : PyValue.None);
        PatientStages = binder.Int("n_iter_no_change", PatientStages, 1);
        Tolerance = binder.Double("tol", Tolerance, 0);
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        FitContext context = call.Context;
        Target target = call.Needed(PythonName);
        ClassCodes? classes = IsClassifier ? ClassCodes.Of(target, PythonName) : null;
        double[] y = classes is null ? target.Numbers(PythonName) : Array.ConvertAll(classes.Codes, code => (double)code);
        DenseRows x = call.Numbers(PythonName, allowMissing: true);
        HistogramLoss loss = NewLoss(Math.Max(2, classes?.Count ?? 2), y, context.IsNew, call.Weights is not null);
        double[]? weights = call.Weights, keptWeights = null;
        CheckDirections(x.ColumnCount, loss);
        var draws = new RandomState(RandomState ?? (uint)Random.Shared.NextInt64(uint.MaxValue));
        uint seed = Below32(draws);
        PyValue seedValue = context.Array(NDArray.OverBytes(new DType('u', 8), [], BitConverter.GetBytes((ulong)seed)));
        if (context.IsNew)
        {
            attributes.Set("_feature_subsample_rng", PermutedCongruential.Write(Below32(draws)));
        }

        bool stops = StopsEarly ?? x.RowCount > 10_000;
        DenseRows? kept = null;
        double[] keptY = [];
        if (stops && ValidationShare is { } share)
        {
            Fold fold = IsClassifier ? Splitter.StratifiedTrainTest(target, share, seed) : Splitter.TrainTest(x.RowCount, share, seed);
            (kept, keptY) = (x.Take(fold.Test), [.. fold.Test.Select(row => y[row])]);
            (x, y) = (x.Take(fold.Train), [.. fold.Train.Select(row => y[row])]);
            if (call.Weights is { } all)
            {
                (weights, keptWeights) = ([.. fold.Train.Select(row => all[row])], [.. fold.Test.Select(row => all[row])]);
                RequireWeight(weights);
                RequireWeight(keptWeights);
            }
        }

        var mapper = new BinMapper(x, MaxBins, seed, context, PythonName);
        var run = new HistogramRun(mapper.Map(x, context), y, mapper, loss, Rules(loss, x.ColumnCount, context), context,
            weights);
        run.Watch(stops, kept is null ? null : mapper.Map(kept, context), keptY, keptWeights, PatientStages, Tolerance);
        run.Run(MaxIterations);
        attributes.SetFeatures(call.Names, x.ColumnCount).Set("n_trees_per_iteration_", loss.TreeCount).Set("_random_seed", seedValue)
            .Set("_n_features", x.ColumnCount).Set("is_categorical_", default(PyValue)).Set("do_early_stopping_", stops)
            .Set("_use_validation_data", ValidationShare is not null).Set("_scorer", default(PyValue))
            .Set("_loss", loss.Describe(context.IsNew)).Set("_bin_mapper", mapper.Write(context, seedValue));
        run.Write(attributes);
        if (classes is not null)
        {
            attributes.Set("classes_", classes.Classes);
        }

        if (call.Weights is not null)
        {
            attributes.Set("_fitted_with_sw", true);
        }

        if (!context.IsNew)
        {
            return;
        }

        attributes.Set("_preprocessor", default(PyValue)).Set("_is_categorical_remapped", default(PyValue));
        if (classes is not null)
        {
            attributes.Set("_label_encoder", new AttributeWriter(context, "sklearn.preprocessing._label", "LabelEncoder")
                .Set("classes_", classes.Classes).Build());
        }
    }

    private static void RequireWeight(double[] weights)
    {
        if (weights.All(weight => weight == 0))
        {
            throw new TrainingException("FitWeight", "all rows that are kept back weigh 0, or all others: take another seed");
        }
    }

    private HistogramRules Rules(HistogramLoss loss, int columnCount, FitContext context) => new()
    {
        IsNew = context.IsNew,
        MaxLeaves = MaxLeafNodes,
        MaxDepth = MaxDepth,
        MinLeaf = MinSamplesLeaf,
        Regularization = Regularization,
        LearningRate = LearningRate,
        Directions = Directions is { } given ? [.. given] : new int[columnCount],
        HasConstantHessian = loss.HasConstantHessian,
        ThreadCount = context.ThreadCount,
    };

    private void CheckDirections(int columnCount, HistogramLoss loss)
    {
        if (Directions is { } directions && directions.Count != columnCount)
        {
            throw new TrainingException("FitParameter",
                $"{PythonName} has monotonic_cst of {directions.Count} columns, and there are {columnCount}");
        }

        if (Directions is not null && loss.TreeCount > 1)
        {
            throw new TrainingException("FitParameter",
                $"{PythonName} has monotonic_cst, which works with two classes, and there are {loss.TreeCount}");
        }
    }

    /// <summary><c>randint(2 ** 32 - 1, dtype='u8')</c>.</summary>
    private static uint Below32(RandomState draws)
    {
        uint drawn;
        do
        {
            drawn = draws.NextBits();
        }
        while (drawn == uint.MaxValue);
        return drawn;
    }
}
