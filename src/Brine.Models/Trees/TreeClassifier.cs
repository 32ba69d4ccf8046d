using System.Runtime.CompilerServices;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// DecisionTreeClassifier, ExtraTreeClassifier, RandomForestClassifier, ExtraTreesClassifier: the mean of the fractions in the leaves.
/// With several outputs the probabilities are a list, an array for each.
/// </summary>
internal sealed class TreeClassifier : TreeEstimator
{
    private readonly Labels[] _classes;
    private readonly LeafKernel _probabilities;
    private readonly int[]? _leafClasses;

    internal TreeClassifier(EstimatorInfo info, TreeEnsembleForm form, InputContract inputs)
        : base(info, form, inputs)
    {
        _classes = [.. form.Classes!];
        _probabilities = new LeafKernel(
            ReadLeaves(_classes.Sum(labels => labels.Count), form.Leaves == LeafMeaning.Fractions ? CopyFractions : DivideWeights));
        _leafClasses = form.Aggregation == TreeAggregation.Single ? FindLeafClasses() : null;
    }

    public override Labels? Classes => _classes.Length == 1 ? _classes[0] : null;

    public override Methods Methods => base.Methods | Methods.Probabilities;

    private protected override RowKernel? KernelCore(Methods method) => (method, _classes.Length) switch
    {
        (Methods.PredictProba, 1) => _probabilities,
        (Methods.Predict, 1) => new LeafClassKernel(_probabilities, _leafClasses),
        _ => null,
    };

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Predict => Predict(x),
        Methods.PredictProba => PredictProba(x),
        _ => base.Run(method, x, options),
    };

    private Answer Predict(Features x)
    {
        int[] indices = _leafClasses is null ? LargestOfMeans(x) : ClassesOfLeaves(x);
        return _classes.Length == 1 ? _classes[0].Take(indices) : TakeAll(indices, x.RowCount);
    }

    private Answer PredictProba(Features x)
    {
        double[] means = _probabilities.Values.Of(x);
        if (_classes.Length == 1)
        {
            return NDArray.Of(means, x.RowCount, _classes[0].Count);
        }

        var parts = new Answer[_classes.Length];
        for (int k = 0, first = 0; k < parts.Length; first += _classes[k++].Count)
        {
            int count = _classes[k].Count;
            var part = new double[x.RowCount * count];
            for (int row = 0; row < x.RowCount; row++)
            {
                means.AsSpan((row * _probabilities.OutputCount) + first, count).CopyTo(part.AsSpan(row * count));
            }

            parts[k] = NDArray.Of(part, x.RowCount, count);
        }

        return Answer.Of(parts);
    }

    /// <summary>The class of the largest mean, output by output.</summary>
    private int[] LargestOfMeans(Features x)
    {
        double[] means = _probabilities.Values.Of(x);
        var indices = new int[x.RowCount * _classes.Length];
        for (int row = 0, at = 0, first = 0; row < x.RowCount; row++)
        {
            foreach (Labels labels in _classes)
            {
                indices[at++] = Labels.LargestIndex(means.AsSpan(first, labels.Count));
                first += labels.Count;
            }
        }

        return indices;
    }

    private int[] ClassesOfLeaves(Features x)
    {
        int outputs = _classes.Length;
        int[] classes = _leafClasses!;
        var indices = new int[x.RowCount * outputs];
        _probabilities.Values.ForEachBlock(x, (start, leaves) =>
        {
            for (int row = 0; row < leaves.Length; row++)
            {
                for (int k = 0; k < outputs; k++)
                {
                    indices[((start + row) * outputs) + k] = classes[(leaves[row] * outputs) + k];
                }
            }
        });
        return indices;
    }

    /// <summary>A tree answers with the largest of the numbers as they stand in the file, before any division.</summary>
    private int[] FindLeafClasses()
    {
        DecisionTree tree = Trees[0];
        int stride = tree.ValueCount / tree.OutputCount;
        var classes = new int[Forest.LeafCount * _classes.Length];
        for (int leaf = 0; leaf < Forest.LeafCount; leaf++)
        {
            ReadOnlySpan<double> value = tree.Value(Forest.LeafNodes[leaf]);
            for (int k = 0; k < _classes.Length; k++)
            {
                classes[(leaf * _classes.Length) + k] = Labels.LargestIndex(value.Slice(k * stride, _classes[k].Count));
            }
        }

        return classes;
    }

    /// <summary>The labels of several outputs, in the dtype of the first: <c>predictions[:, k] = classes_[k].take(...)</c>.</summary>
    private NDArray TakeAll(int[] indices, int rows)
    {
        int outputs = _classes.Length;
        if (_classes.Any(labels => labels.Values.DType.Kind is 'U' or 'S' or 'O' or 'T'))
        {
            return NDArray.OfText([.. indices.Select((index, i) => _classes[i % outputs].Names[index])], rows, outputs);
        }

        double[][] values = [.. _classes.Select(labels => labels.Values.ToDoubles())];
        var taken = new double[indices.Length];
        for (int i = 0; i < taken.Length; i++)
        {
            taken[i] = values[i % outputs][indices[i]];
        }

        return _classes[0].Values.DType.Kind switch
        {
            'i' or 'u' => NDArray.Of(Array.ConvertAll(taken, value => (long)value), rows, outputs),
            'b' => NDArray.Of(Array.ConvertAll(taken, value => value != 0), rows, outputs),
            _ => NDArray.Of(taken, rows, outputs),
        };
    }

    private void CopyFractions(DecisionTree tree, ReadOnlySpan<int> nodes, Span<double> leaves)
    {
        int stride = tree.ValueCount / tree.OutputCount;
        ReadOnlySpan<double> values = tree.Values;
        int at = 0;
        foreach (int node in nodes)
        {
            for (int k = 0; k < tree.OutputCount; at += _classes[k++].Count)
            {
                values.Slice((node * tree.ValueCount) + (k * stride), _classes[k].Count).CopyTo(leaves[at..]);
            }
        }
    }

    /// <summary>Up to 1.3 a node has the weights of its classes, and predict_proba divides by their <c>np.sum</c>, or by 1 where it is
    /// 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void DivideWeights(DecisionTree tree, ReadOnlySpan<int> nodes, Span<double> leaves)
    {
        int stride = tree.ValueCount / tree.OutputCount;
        ReadOnlySpan<double> values = tree.Values;
        int at = 0;
        foreach (int node in nodes)
        {
            for (int k = 0; k < tree.OutputCount; k++)
            {
                ReadOnlySpan<double> weights = values.Slice((node * tree.ValueCount) + (k * stride), _classes[k].Count);
                double sum = weights.Length == 2 ? weights[0] + weights[1] : PairwiseSum.Of<double>(weights);
                sum = sum == 0 ? 1 : sum;
                foreach (double weight in weights)
                {
                    leaves[at++] = weight / sum;
                }
            }
        }
    }
}
