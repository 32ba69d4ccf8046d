using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>Nodes and values of trees.</summary>
internal static class TreeRules
{
    private static readonly (string Name, string Type, int Offset)[] Node =
    [
        ("left_child", "<i8", 0), ("right_child", "<i8", 8), ("feature", "<i8", 16), ("threshold", "<f8", 24), ("impurity", "<f8", 32),
        ("n_node_samples", "<i8", 40), ("weighted_n_node_samples", "<f8", 48),
    ];

    /// <summary>From 1.3 on a node says where missing values go.</summary>
    private static readonly DType OldNode = RecordCopy.Layout(56, Node),
        NewNode = RecordCopy.Layout(64, [.. Node, ("missing_go_to_left", "|u1", 56)]);

    private static readonly DType OldPredictor = RecordCopy.Layout(52,
        ("value", "<f8", 0), ("count", "<u4", 8), ("feature_idx", "<u4", 12), ("num_threshold", "<f8", 16),
        ("missing_go_to_left", "|u1", 24),
        ("left", "<u4", 25), ("right", "<u4", 29), ("gain", "<f8", 33), ("depth", "<u4", 41), ("is_leaf", "|u1", 45),
        ("bin_threshold", "|u1", 46), ("is_categorical", "|u1", 47), ("bitset_idx", "<u4", 48));

    private static readonly DType NewPredictor = RecordCopy.Layout(56,
        ("value", "<f8", 0), ("count", "<u4", 8), ("feature_idx", "<i8", 12), ("num_threshold", "<f8", 20),
        ("missing_go_to_left", "|u1", 28),
        ("left", "<u4", 29), ("right", "<u4", 33), ("gain", "<f8", 37), ("depth", "<u4", 45), ("is_leaf", "|u1", 49),
        ("bin_threshold", "|u1", 50), ("is_categorical", "|u1", 51), ("bitset_idx", "<u4", 52));

    private static readonly Dictionary<string, string> FormerNames = new(StringComparer.Ordinal) { ["num_threshold"] = "threshold" };

    internal static void ApplyToTree(EstimatorEdit edit, bool isClassifier)
    {
        if (edit.Get("tree_").As<PyObject>() is { } tree)
        {
            edit.Set("tree_", Copy(edit.Graph, tree, edit.Place.Inside(".tree_"), isClassifier, 0));
        }
    }

    /// <summary>A tree, with something added to the values of all its nodes.</summary>
    internal static PyValue Copy(GraphCopy graph, PyObject tree, Place place, bool isClassifier, double shift)
    {
        if (graph.TryGetCopy(tree, out PyValue known))
        {
            return known;
        }

        if (tree.Class is not { Name: "Tree" } || tree.Arguments.Count != 3 || tree.Attributes is null)
        {
            throw UpgradeLog.Refuse("UpgradeState", "the tree has another form than scikit-learn's", place);
        }

        var arguments = new PyValue[3];
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = graph.Copy(tree.Arguments[i], place);
        }

        var copy = new PyObject(graph.Names.Copy(tree.Class, place), new PyTuple(arguments), tree.Construction);
        graph.Remember(tree, new PyValue(copy));
        var edit = new EstimatorEdit(graph, tree, "Tree", place);
        Apply(edit, isClassifier, shift);
        var state = new PyDict();
        copy.State = state;
        edit.FillInto(state);
        return new PyValue(copy);
    }

    /// <param name="edit">The tree.</param>
    /// <param name="isClassifier">Whether its values are classes'; null where nobody says.</param>
    /// <param name="shift">What is added to the values of all nodes.</param>
    internal static void Apply(EstimatorEdit edit, bool? isClassifier, double shift)
    {
        if (edit.Array("nodes") is not { } nodes || edit.Array("values") is not { } values)
        {
            return;
        }

        double[]? weights = RecordCopy.Field(nodes, "weighted_n_node_samples");
        if (nodes.DType.Fields.Count == 0 || weights is null)
        {
            throw edit.Refuse("UpgradeState", "the nodes have another form than scikit-learn's", "nodes");
        }

        if (!edit.IsNew && LearnedFromMissing(nodes))
        {
            throw edit.Refuse("UpgradeState", $"the tree learned from rows with missing values, and {edit.Graph.Target} refuses such rows: "
                + "train it there behind an imputer", "nodes");
        }

        edit.Set("nodes", edit.Graph.Arrays.Describe(RecordCopy.Convert(nodes, edit.IsNew ? NewNode : OldNode)));
        bool isClasses = isClassifier ?? (edit.Source.Arguments.Count > 1
            && NDArray.From(edit.Source.Arguments[1])?.ToDoubles().Any(count => count > 1) == true);
        if (shift != 0)
        {
            double[] moved = values.ToDoubles();
            for (int i = 0; i < moved.Length; i++)
            {
                moved[i] += shift;
            }

            edit.Set("values", edit.Graph.Arrays.Describe(NDArray.Of(moved, values.Shape)));
        }
        else if (isClasses && values.Rank == 3 && values.Shape[0] == weights.Length)
        {
            edit.Set("values", edit.Graph.Arrays.Describe(NDArray.Of(ValuesOf(values, weights, edit.IsNew), values.Shape)));
        }
    }

    /// <summary>Where none was missing in a node, missing values go to the child that has more rows, or (in 1.3) to the right.</summary>
    private static bool LearnedFromMissing(NDArray nodes)
    {
        if (RecordCopy.Field(nodes, "missing_go_to_left") is not { } toLeft || RecordCopy.Field(nodes, "left_child") is not { } left
            || RecordCopy.Field(nodes, "right_child") is not { } right || RecordCopy.Field(nodes, "n_node_samples") is not { } counts)
        {
            return false;
        }

        for (int i = 0; i < toLeft.Length; i++)
        {
            if (toLeft[i] == 1 && left[i] >= 0 && right[i] >= 0 && left[i] < counts.Length && right[i] < counts.Length
                && counts[(int)left[i]] < counts[(int)right[i]])
            {
                return true;
            }
        }

        return false;
    }

    internal static void ApplyToPredictor(EstimatorEdit edit)
    {
        if (edit.Array("nodes") is not { } nodes)
        {
            return;
        }

        edit.Set("nodes", edit.Graph.Arrays.Describe(RecordCopy.Convert(nodes, edit.IsNew ? NewPredictor : OldPredictor, FormerNames)));
        foreach (string name in (string[])["binned_left_cat_bitsets", "raw_left_cat_bitsets"])
        {
            edit.Add(name, edit.Graph.Arrays.Describe(NDArray.Of(System.Array.Empty<uint>(), 0, 8)));
        }
    }

    /// <summary>Up to 1.3 the values are weights of the classes, from 1.4 on shares of them.</summary>
    private static double[] ValuesOf(NDArray array, double[] weights, bool isNew)
    {
        double[] values = array.ToDoubles();
        int outputs = array.Shape[1], classes = array.Shape[2];
        for (int node = 0; node < weights.Length; node++)
        {
            for (int output = 0; output < outputs; output++)
            {
                Span<double> row = values.AsSpan(((node * outputs) + output) * classes, classes);
                double sum = 0;
                foreach (double value in row)
                {
                    sum += value;
                }

                bool isShare = Math.Abs(sum - 1) < 1e-9 && Math.Abs(weights[node] - 1) > 1e-9;
                if (isNew && !isShare && sum != 0)
                {
                    for (int i = 0; i < row.Length; i++)
                    {
                        row[i] /= sum;
                    }
                }
                else if (!isNew && isShare)
                {
                    ToWeights(row, weights[node]);
                }
            }
        }

        return values;
    }

    /// <summary>Weights that give these shares again to the bit, where there are such.</summary>
    private static void ToWeights(Span<double> shares, double weight)
    {
        Span<double> whole = shares.Length <= 64 ? stackalloc double[shares.Length] : new double[shares.Length];
        double sum = 0;
        for (int i = 0; i < whole.Length; i++)
        {
            whole[i] = Math.Round(shares[i] * weight);
            sum += whole[i];
        }

        bool isSame = sum > 0;
        for (int i = 0; i < whole.Length && isSame; i++)
        {
            isSame = whole[i] / sum == shares[i];
        }

        for (int i = 0; i < whole.Length; i++)
        {
            shares[i] = isSame ? whole[i] : shares[i] * weight;
        }
    }
}
