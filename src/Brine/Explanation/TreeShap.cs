using Brine.Models;

namespace Brine;

/// <summary>
/// Path-dependent TreeSHAP: the Shapley values of the game in which a feature that is left out sends a row both ways, by the weights of the
/// training rows. A leaf is worth the product over the features on its path of 1 or 0 (the row goes there or not) for those that play, and
/// of the share of training rows for the others. The Shapley value of such a product is the integral over t from 0 to 1 of
/// <c>(one - share) * product of the others' (one * t + share * (1 - t))</c>, a polynomial that Gauss and Legendre's rule integrates
/// without error: as many steps a leaf as the square of its depth, all terms positive, and nothing divided that was multiplied before.
/// </summary>
internal sealed class TreeShap
{
    /// <summary>About half a minute a row.</summary>
    private const double MostWork = 3e10;

    private readonly TreeEnsembleForm _form;
    private readonly TreeOutputs _outputs;
    private readonly int _depth;

    /// <exception cref="UnsupportedModelException">The trees are so deep that a row would take too long.</exception>
    internal TreeShap(TreeEnsembleForm form, TreeOutputs outputs, string path)
    {
        _form = form;
        _outputs = outputs;
        double work = 0;
        var stack = new Stack<(int Node, int Depth)>();
        foreach (DecisionTree tree in form.Trees)
        {
            stack.Push((0, 0));
            while (stack.TryPop(out (int Node, int Depth) at))
            {
                if (tree.IsLeaf(at.Node))
                {
                    double features = Math.Min(at.Depth, tree.FeatureCount);
                    work += (features * features) + (features * outputs.Count);
                    _depth = Math.Max(_depth, at.Depth);
                    continue;
                }

                stack.Push((tree.Right(at.Node), at.Depth + 1));
                stack.Push((tree.Left(at.Node), at.Depth + 1));
            }
        }

        if (work > MostWork)
        {
            throw new UnsupportedModelException("UnsupportedExplanation",
                $"its trees have too many leaves, too deep, for Shapley values: about {work:0.#e+0} steps a row, and the limit is "
                    + $"{MostWork:0.#e+0}", path);
        }
    }

    /// <summary>Adds the Shapley values of a row: as many for each feature as there are outputs.</summary>
    /// <param name="row">The values of all features.</param>
    /// <param name="shares">Room for them, zeros.</param>
    /// <param name="bases">Room for the means over the training, one for each output.</param>
    internal void Explain(ReadOnlySpan<double> row, Span<double> shares, Span<double> bases)
    {
        var path = new TreeShapPath(_form.FeatureCount, _depth);
        var values = new double[_outputs.Count];
        for (int number = 0; number < _form.Trees.Count; number++)
        {
            DecisionTree tree = _form.Trees[number];
            path.Start();
            while (path.TryNext(out int node))
            {
                if (!tree.IsLeaf(node))
                {
                    int feature = tree.Feature(node), left = tree.Left(node), right = tree.Right(node);
                    bool goesLeft = TreeWalk.GoesLeft(_form, tree, node, row[feature]);
                    double weight = tree.WeightedSamples(node);
                    path.Push(right, feature, Share(tree.WeightedSamples(right), weight), !goesLeft);
                    path.Push(left, feature, Share(tree.WeightedSamples(left), weight), goesLeft);
                    continue;
                }

                _outputs.Read(number, tree, node, values);
                double reached = path.Reached;
                for (int output = 0; output < values.Length; output++)
                {
                    bases[output] += reached * values[output];
                }

                path.AddShares(values, shares);
            }
        }

        _outputs.Finish(shares, bases);
    }

    private static double Share(double part, double whole) => part == 0 ? 0 : part / whole;
}
