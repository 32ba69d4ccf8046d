using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>Models that tell outliers, whose scores were defined anew in 0.20.</summary>
internal static class OutlierRules
{
    private const double HalfScore = -0.5;

    internal static void ApplyToForest(EstimatorEdit edit)
    {
        bool isOld = !edit.Place.Version.IsAtLeast(0, 20) || edit.Text("behaviour") == "old";
        double threshold = edit.Number("threshold_") ?? edit.Number("_threshold_") ?? 0;
        if (isOld && threshold != 0)
        {
            throw edit.Refuse("UpgradeState", "the model calls a row an outlier below a threshold of its own, and its decision_function is "
                + "0.5 less the score; since 0.20 the one is 0 and the other follows from it: both cannot be kept", "threshold_");
        }

        edit.Drop("behaviour");
        edit.Drop("threshold_");
        edit.Drop("_threshold_");
        edit.Drop("_contamination");
        edit.Add("offset_", HalfScore);
        if (edit.IsNew && !edit.Has("_average_path_length_per_tree") && edit.Get("estimators_").As<PyList>() is { } trees)
        {
            AddPaths(edit, trees);
        }
        else if (!edit.IsNew)
        {
            edit.Drop("_average_path_length_per_tree");
            edit.Drop("_decision_path_lengths");
        }
    }

    internal static void ApplyToEnvelope(EstimatorEdit edit)
    {
        if (!edit.Has("offset_") && edit.Has("threshold_"))
        {
            throw edit.Refuse("UpgradeState", "decision_function is defined otherwise since 0.20; the model has to be trained again",
                "threshold_");
        }
    }

    /// <summary>Up to 0.21 nobody looked at how many vectors there are of each class, and of one class the numbers were left over from
    /// something else.</summary>
    internal static void ApplyToSupport(EstimatorEdit edit)
    {
        if (edit.AxisOf("support_vectors_", 0) is { } vectors && edit.Array("_n_support") is { Length: 2 } counts
            && counts.ToDoubles()[0] != vectors)
        {
            edit.Set("_n_support", edit.Graph.Arrays.Describe(NDArray.Of([(int)vectors, (int)vectors])));
        }
    }

    internal static void ApplyToOneClass(EstimatorEdit edit)
    {
        ApplyToSupport(edit);
        if (!edit.Has("offset_") && edit.Array("_intercept_") is { } intercept)
        {
            edit.Set("offset_", edit.Graph.Arrays.Describe(NDArray.Of(Array.ConvertAll(intercept.ToDoubles(), value => -value))));
            edit.Note("decision_function gives one number a row, which was a column of them");
        }
    }

    /// <summary>Since 1.3 the forest keeps what it computed of its trees before.</summary>
    private static void AddPaths(EstimatorEdit edit, PyList trees)
    {
        var lengths = new List<PyValue>();
        var depths = new List<PyValue>();
        foreach (PyValue tree in trees)
        {
            if (tree.As<PyObject>() is not { } estimator || !estimator.TryGetAttribute("tree_", out PyValue inner)
                || inner.As<PyObject>() is not { } compiled || !compiled.TryGetAttribute("nodes", out PyValue found)
                || NDArray.From(found) is not { } nodes || RecordCopy.Field(nodes, "n_node_samples") is not { } counts)
            {
                throw edit.Refuse("UpgradeState", "a tree of the forest has no nodes", "estimators_");
            }

            lengths.Add(edit.Graph.Arrays.Describe(NDArray.Of(Array.ConvertAll(counts, AveragePath))));
            depths.Add(edit.Graph.Arrays.Describe(NDArray.Of(DepthsOf(nodes))));
        }

        edit.Set("_average_path_length_per_tree", new PyValue(new PyTuple([.. lengths])));
        edit.Set("_decision_path_lengths", new PyValue(new PyTuple([.. depths])));
    }

    /// <summary><c>_average_path_length</c> of <c>_iforest.py</c>.</summary>
    private static double AveragePath(double count)
    {
        const double EulerGamma = 0.5772156649015329;
        return count <= 1 ? 0 : count == 2 ? 1 : (2.0 * (Math.Log(count - 1.0) + EulerGamma)) - (2.0 * (count - 1.0) / count);
    }

    /// <summary>How many nodes lead to each, itself counted: <c>Tree.compute_node_depths</c>.</summary>
    private static long[] DepthsOf(NDArray nodes)
    {
        double[] left = RecordCopy.Field(nodes, "left_child")!, right = RecordCopy.Field(nodes, "right_child")!;
        var depths = new long[nodes.Length];
        if (depths.Length > 0)
        {
            depths[0] = 1;
        }

        for (int i = 0; i < depths.Length; i++)
        {
            foreach (double child in (ReadOnlySpan<double>)[left[i], right[i]])
            {
                if (child > i && child < depths.Length)
                {
                    depths[(int)child] = depths[i] + 1;
                }
            }
        }

        return depths;
    }
}
