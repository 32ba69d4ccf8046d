using System.Buffers.Binary;
using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models.Trees;

/// <summary>Makes scikit-learn trees and forests as a pickle would hold them.</summary>
internal static class TreeSamples
{
    internal static readonly Node LeafNode = new(-1, -1, -2, -2);

    internal sealed record Node(long Left, long Right, long Feature, double Threshold, bool MissingGoesLeft = false);

    /// <summary>A random tree, children behind their parents, some of its thresholds not float32 numbers.</summary>
    internal static Node[] Random(Random random, int features, int splits)
    {
        var nodes = new List<Node> { LeafNode };
        var leaves = new List<int> { 0 };
        for (int i = 0; i < splits; i++)
        {
            int pick = random.Next(leaves.Count), node = leaves[pick];
            leaves[pick] = nodes.Count;
            leaves.Add(nodes.Count + 1);
            bool mirrored = random.Next(2) == 0;
            nodes[node] = new Node(nodes.Count + (mirrored ? 1 : 0), nodes.Count + (mirrored ? 0 : 1), random.Next(features),
                Threshold(random), random.Next(2) == 0);
            nodes.Add(LeafNode);
            nodes.Add(LeafNode);
        }

        return [.. nodes];
    }

    /// <summary>A feature that often equals a threshold, or lies one float from it.</summary>
    internal static double Value(Random random) => random.Next(8) switch
    {
        0 => 0,
        1 => -0.0,
        2 => float.Epsilon * (random.Next(3) - 1),
        3 => float.MaxValue * (random.Next(2) == 0 ? 1 : -1),
        4 => MathF.BitIncrement(random.Next(-3, 4) / 3f),
        5 => MathF.BitDecrement(random.Next(-3, 4) / 3f),
        _ => random.Next(-3, 4) / 3.0,
    };

    internal static PyObject Tree(Node[] nodes, int features, double[]? values = null, int[]? classes = null, int intSize = 8,
        bool withMissing = true, bool bigEndian = false)
    {
        classes ??= [1];
        int width = classes.Length * classes.Max();
        values ??= [.. Enumerable.Range(0, nodes.Length * width).Select(i => i + 0.5)];
        var tree = new PyObject(new PyGlobal("sklearn.tree._tree", "Tree"),
            new PyTuple(features, Wrap(NDArray.Of(Array.ConvertAll(classes, count => (long)count))), classes.Length));
        tree.State = Dict(
            ("max_depth", 3),
            ("node_count", nodes.Length),
            ("nodes", Wrap(Records(nodes, intSize, withMissing, bigEndian))),
            ("values", Wrap(NDArray.Of(values, values.Length / width, classes.Length, classes.Max()))));
        return tree;
    }

    internal static PyObject Estimator(string name, PyObject tree, string version = "1.5.0",
        params (string Name, PyValue Value)[] attributes) =>
        Object("sklearn.tree._classes", name,
            [("splitter", "best"), ("criterion", "gini"), .. attributes, ("tree_", tree), ("_sklearn_version", version)]);

    internal static PyObject Forest(string name, IEnumerable<PyObject> estimators, string version = "1.5.0",
        params (string Name, PyValue Value)[] attributes) =>
        Object("sklearn.ensemble._forest", name,
            [("estimators_", new PyList(estimators.Select(estimator => (PyValue)estimator))), .. attributes,
                ("_sklearn_version", version)]);

    internal static PyValue Wrap(NDArray array) => new PyObject(new PyGlobal("numpy", "array"), PyTuple.Empty) { View = array };

    internal static Estimator Read(PyObject value) => EstimatorTable.Read(value);

    private static PyObject Object(string module, string name, params (string Name, PyValue Value)[] attributes) =>
        new(new PyGlobal(module, name), PyTuple.Empty) { State = Dict(attributes) };

    private static PyDict Dict(params (string Name, PyValue Value)[] items)
    {
        var dict = new PyDict();
        foreach ((string name, PyValue value) in items)
        {
            dict[name] = value;
        }

        return dict;
    }

    private static double Threshold(Random random) => random.Next(6) switch
    {
        0 => -0.0,
        1 => 1e-60 * (random.Next(3) - 1),
        2 => 1e300 * (random.Next(2) == 0 ? 1 : -1),
        3 => ((double)MathF.BitIncrement(1 / 3f) + (1 / 3f)) / 2,
        _ => random.Next(-3, 4) / 3.0,
    };

    private static NDArray Records(Node[] nodes, int intSize, bool withMissing, bool bigEndian)
    {
        char order = bigEndian ? '>' : '<';
        var fields = new List<DTypeField>();
        int size = 0;
        foreach (string name in (string[])["left_child", "right_child", "feature", "threshold", "impurity", "n_node_samples",
            "weighted_n_node_samples", "missing_go_to_left"])
        {
            DType type = name is "threshold" or "impurity" or "weighted_n_node_samples" ? new DType('f', 8, order)
                : name == "missing_go_to_left" ? DType.UInt8 : new DType('i', intSize, order);
            if (name != "missing_go_to_left" || withMissing)
            {
                fields.Add(new DTypeField(name, type, size));
                size += type.ItemSize;
            }
        }

        size = (size + 7) / 8 * 8;
        var bytes = new byte[size * nodes.Length];
        for (int i = 0; i < nodes.Length; i++)
        {
            Span<byte> record = bytes.AsSpan(i * size, size);
            Node node = nodes[i];
            foreach (DTypeField field in fields)
            {
                Span<byte> target = record.Slice(field.Offset, field.DType.ItemSize);
                long bits = field.Name switch
                {
                    "left_child" => node.Left,
                    "right_child" => node.Right,
                    "feature" => node.Feature,
                    "threshold" => BitConverter.DoubleToInt64Bits(node.Threshold),
                    "missing_go_to_left" => node.MissingGoesLeft ? 1 : 0,
                    _ => 0,
                };
                if (target.Length == 8)
                {
                    BinaryPrimitives.WriteInt64LittleEndian(target, bits);
                }
                else if (target.Length == 4)
                {
                    BinaryPrimitives.WriteInt32LittleEndian(target, (int)bits);
                }
                else
                {
                    target[0] = (byte)bits;
                }

                if (bigEndian)
                {
                    target.Reverse();
                }
            }
        }

        return NDArray.OverBytes(new DType('V', size, '<', fields), [nodes.Length], bytes);
    }
}
