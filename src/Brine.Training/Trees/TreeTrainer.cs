namespace Brine.Training;

/// <summary>Base class of the trainers of trees and forests: what bounds the growth of a tree.</summary>
public abstract class TreeTrainer : Trainer
{
    private protected TreeTrainer()
    {
    }

    /// <summary><c>max_depth</c>: how deep a tree grows; null for as deep as it takes.</summary>
    public int? MaxDepth { get; set; }

    /// <summary><c>min_samples_split</c>: how many rows a node has at least that is split.</summary>
    public int MinSamplesSplit { get; set; } = 2;

    /// <summary><c>min_samples_leaf</c>: how many rows a leaf has at least.</summary>
    public int MinSamplesLeaf { get; set; } = 1;

    /// <summary><c>min_weight_fraction_leaf</c>: which share of all weights a leaf has at least, up to 0.5.</summary>
    public double MinWeightFractionLeaf { get; set; }

    /// <summary><c>max_features</c>: how many features are looked at for a split.</summary>
    public MaxFeatures MaxFeatures { get; set; }

    /// <summary><c>max_leaf_nodes</c>: how many leaves a tree has at most; null for no limit.</summary>
    public int? MaxLeafNodes { get; set; }

    /// <summary><c>min_impurity_decrease</c>: how much better a split makes the tree at least.</summary>
    public double MinImpurityDecrease { get; set; }

    /// <summary><c>ccp_alpha</c>: how much a leaf costs when the tree is pruned; 0 prunes nothing.</summary>
    public double PruningAlpha { get; set; }

    /// <summary><c>random_state</c>: the seed of the generator; null draws another one each time.</summary>
    public uint? RandomState { get; set; }

    /// <summary><c>criterion</c>: <c>gini</c>, <c>entropy</c> or <c>log_loss</c> of classifiers, <c>squared_error</c> or
    /// <c>friedman_mse</c> of regressors.</summary>
    public string Criterion { get; set; } = "gini";

    /// <summary><c>class_weight='balanced'</c>: whether all classes weigh the same.</summary>
    private protected bool WeighsClasses { get; set; }

    internal abstract bool IsClassifier { get; }

    private protected void BindCriterion(ParameterBinder binder) =>
        Criterion = IsClassifier ? binder.Text("criterion", Criterion, "gini", "entropy", "log_loss")
            : binder.Text("criterion", Criterion, "squared_error", "friedman_mse");

    /// <param name="binder">What goes through the parameters.</param>
    /// <param name="isOfTree">False of boosting, which has no <c>monotonic_cst</c>.</param>
    private protected void BindGrowth(ParameterBinder binder, bool isOfTree = true)
    {
        MaxDepth = binder.OptionalInt("max_depth", MaxDepth, 1);
        MinSamplesSplit = binder.Int("min_samples_split", MinSamplesSplit, 2);
        MinSamplesLeaf = binder.Int("min_samples_leaf", MinSamplesLeaf, 1);
        MinWeightFractionLeaf = binder.Double("min_weight_fraction_leaf", MinWeightFractionLeaf, 0, 0.5);
        MaxFeatures = MaxFeatures.Bind(binder);
        MaxLeafNodes = binder.OptionalInt("max_leaf_nodes", MaxLeafNodes, 2);
        MinImpurityDecrease = binder.Double("min_impurity_decrease", MinImpurityDecrease, 0);
        PruningAlpha = binder.Double("ccp_alpha", PruningAlpha, 0);
        binder.Fixed("monotonic_cst", default, binder.IsNew && isOfTree);
    }

    private protected void BindClassWeight(ParameterBinder binder)
    {
        if (!IsClassifier)
        {
            // Python's base class sets it for regressors too; it is no parameter of theirs.
            binder.Write("class_weight", default);
            return;
        }

        WeighsClasses = binder.OptionalText("class_weight", WeighsClasses ? "balanced" : null, "balanced") is not null;
    }

    internal override bool TakesWeights => true;

    /// <summary>What rows weigh by themselves and by their class; null where all weigh 1.</summary>
    private protected virtual double[]? RowWeights(FitCall call, ClassCodes? classes) =>
        SampleWeights.Product(call.Weights, WeighsClasses ? ClassWeights.Balanced(classes!) : null);

    private protected TreeProblem Problem(FitCall call, out ClassCodes? classes)
    {
        Target target = call.Needed(PythonName);
        classes = IsClassifier ? ClassCodes.Of(target, PythonName) : null;
        double[]? numbers = IsClassifier ? null : target.Numbers(PythonName);
        DenseRows x = call.Numbers(PythonName);
        return new TreeProblem
        {
            Columns = new TreeColumns(x, PythonName),
            Classes = classes?.Codes,
            ClassCount = classes?.Count ?? 1,
            Numbers = numbers,
        };
    }

    /// <summary>Grows one tree.</summary>
    /// <param name="problem">What is learned.</param>
    /// <param name="weights">What each row weighs; null where all weigh 1.</param>
    /// <param name="isRandom">True for the splitter that draws thresholds.</param>
    /// <param name="seed">The seed of the tree's own generator, which is drawn from that of the trainer.</param>
    /// <param name="radix">The buffers of the thread.</param>
    /// <param name="context">What the fit shares.</param>
    private protected GrownTree Grow(TreeProblem problem, double[]? weights, bool isRandom, uint seed, RadixSort radix,
        FitContext context)
    {
        int count = problem.Columns.RowCount;
        double total = weights is null ? count : 0;
        int[] rows = [.. Enumerable.Range(0, count)];
        if (weights is not null)
        {
            int kept = 0;
            for (int row = 0; row < count; row++)
            {
                total += weights[row];
                if (weights[row] != 0)
                {
                    rows[kept++] = row;
                }
            }

            rows = rows[..kept];
        }

        int minLeaf = MinSamplesLeaf;
        var rules = new GrowthRules
        {
            IsRandom = isRandom,
            IsNew = context.IsNew,
            MaxDepth = MaxDepth ?? int.MaxValue,
            MinLeaf = minLeaf,
            MinSplit = Math.Max(MinSamplesSplit, 2 * minLeaf),
            MinLeafWeight = MinWeightFractionLeaf * (weights is null ? count : PairwiseSum.Of<double>(weights)),
            MaxFeatures = MaxFeatures.Of(problem.Columns.FeatureCount),
            MaxLeaves = MaxLeafNodes ?? -1,
            MinDecrease = MinImpurityDecrease,
            PruningAlpha = PruningAlpha,
        };
        bool isWhole = weights is null || Array.TrueForAll(weights, weight => weight == Math.Truncate(weight) && weight < 1 << 20);
        NodeCriterion criterion = problem.Classes is { } classes
            ? new ClassCriterion(classes, problem.ClassCount, Criterion != "gini", isWhole)
                { Rows = rows, Weights = weights, TotalWeight = total }
            : new SquaredErrorCriterion(problem.Numbers!, Criterion == "friedman_mse" && !context.IsNew, context.IsNew)
                { Rows = rows, Weights = weights, TotalWeight = total };
        radix.Reset();
        var splitter = new TreeSplitter(problem.Columns, criterion, rules, radix, seed);
        return new TreeGrower(criterion, splitter, rules, context.Cancellation).Grow(rows.Length, problem.Columns.FeatureCount);
    }
}
