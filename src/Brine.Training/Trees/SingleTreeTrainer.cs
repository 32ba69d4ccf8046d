namespace Brine.Training;

/// <summary>Base class of the trainers of one tree.</summary>
public abstract class SingleTreeTrainer : TreeTrainer
{
    private protected SingleTreeTrainer()
    {
    }

    /// <summary><c>splitter='random'</c>: whether the thresholds that are tried are drawn, one a feature.</summary>
    public bool DrawsThresholds { get; set; }

    private protected override string Module => "sklearn.tree._classes";

    internal override void Bind(ParameterBinder binder)
    {
        BindCriterion(binder);
        DrawsThresholds = binder.Text("splitter", DrawsThresholds ? "random" : "best", "best", "random") == "random";
        BindGrowth(binder);
        RandomState = binder.Seed("random_state", RandomState);
        BindClassWeight(binder);
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        TreeProblem problem = Problem(call, out ClassCodes? classes);
        var draws = new RandomState(RandomState ?? (uint)Random.Shared.NextInt64(uint.MaxValue));
        GrownTree tree = Grow(problem, RowWeights(call, classes), DrawsThresholds,
            (uint)draws.NextBelow(int.MaxValue), new RadixSort(problem.Columns.RowCount, problem.Columns.FeatureCount), call.Context);
        attributes.SetFeatures(call.Names, problem.Columns.FeatureCount);
        Write(attributes, tree, classes?.Classes);
    }

    /// <summary>Grows a tree of this trainer's parameters, which must have a seed.</summary>
    internal GrownTree GrowAlone(TreeProblem problem, double[] weights, FitContext context) => Grow(problem, weights, DrawsThresholds,
        (uint)new RandomState(RandomState!.Value).NextBelow(int.MaxValue),
        new RadixSort(problem.Columns.RowCount, problem.Columns.FeatureCount), context);

    /// <summary>The attributes of a tree that has grown.</summary>
    internal void Write(AttributeWriter attributes, GrownTree tree, NDArray? classes)
    {
        attributes.Set("n_outputs_", 1);
        if (classes is not null)
        {
            attributes.Set("classes_", classes).SetScalar("n_classes_", (long)classes.Length);
        }

        attributes.Set("max_features_", MaxFeatures.Of(tree.FeatureCount))
            .Set("tree_", tree.ToPickle(attributes.Context, classes?.Length ?? 1));
    }

    /// <summary>A tree of a forest, as the forest holds it.</summary>
    internal PyObject InForest(FitContext context, GrownTree tree, NDArray? classes)
    {
        AttributeWriter attributes = Start(context);
        attributes.Set("n_features_in_", tree.FeatureCount);
        Write(attributes, tree, classes);
        return attributes.Build();
    }
}
