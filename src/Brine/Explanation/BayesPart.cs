using Brine.Models;

namespace Brine;

/// <summary>What each feature adds to the joint log likelihoods of a naive Bayes model.</summary>
internal sealed class BayesPart
{
    private readonly NaiveBayesForm _form;
    private readonly double[] _bases;
    private readonly double[] _first;
    private readonly double[] _second;

    private BayesPart(NaiveBayesForm form, double[] bases, double[] first, double[]? second = null)
    {
        _form = form;
        _bases = bases;
        _first = first;
        _second = second ?? [];
    }

    internal static BayesPart? Of(Estimator estimator) => estimator.Form switch
    {
        DiscreteBayesForm form => new BayesPart(form,
            form.Intercepts.Count > 0 ? [.. form.Intercepts] : new double[form.Classes.Count], form.Weights.ToDoubles()),
        GaussianBayesForm form => new BayesPart(form, [.. form.Priors.Select(prior => Math.Log(prior))],
            form.Means.ToDoubles(), form.Variances.ToDoubles()),
        CategoricalBayesForm form => new BayesPart(form, [.. form.LogPriors], []),
        _ => null,
    };

    internal RowExplanation Explain(ReadOnlySpan<double> row, IReadOnlyList<string> names)
    {
        var contributions = new FeatureContribution[row.Length];
        for (int column = 0; column < row.Length; column++)
        {
            contributions[column] = new FeatureContribution(names[column], column, row[column],
                Amounts(row.Length, column, row[column]));
        }

        return new RowExplanation(ExplanationKind.LogLikelihood, "predict_joint_log_proba")
            { OutputNames = _form.Classes.Names, BaseValues = Array.AsReadOnly(_bases), Contributions = contributions };
    }

    private double[] Amounts(int width, int column, double value)
    {
        var amounts = new double[_form.Classes.Count];
        for (int k = 0; k < amounts.Length; k++)
        {
            int at = (k * width) + column;
            amounts[k] = _form switch
            {
                DiscreteBayesForm { Threshold: { } threshold } => value > threshold ? _first[at] : 0,
                DiscreteBayesForm => value * _first[at],
                GaussianBayesForm => -0.5 * (Math.Log(2 * Math.PI * _second[at])
                    + ((value - _first[at]) * (value - _first[at]) / _second[at])),
                CategoricalBayesForm form => form.LogProbabilities[column] is var table
                    ? table[(k * table.Shape[1]) + (int)value].TryGetDouble(out double number) ? number : double.NaN : 0,
                _ => 0,
            };
        }

        return amounts;
    }
}
