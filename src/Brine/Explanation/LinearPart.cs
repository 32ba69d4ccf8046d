using Brine.Models;

namespace Brine;

/// <summary>The linear scores of a model, and what they are called.</summary>
/// <param name="Form">The coefficients.</param>
/// <param name="Method">Which answer the scores are.</param>
/// <param name="OutputNames">A name for each score.</param>
internal sealed record LinearPart(LinearForm Form, string Method, IReadOnlyList<string> OutputNames)
{
    /// <summary>The coefficients of all scores, one after the other.</summary>
    internal double[] Coefficients { get; } = Form.Coefficients.ToDoubles();

    internal IReadOnlyList<double> Intercepts { get; } = Array.AsReadOnly(Form.Intercepts.ToDoubles());

    internal int FeatureCount => Form.FeatureCount;

    /// <summary>The linear scores of an estimator, or null where it has none.</summary>
    internal static LinearPart? Of(Estimator estimator)
    {
        LinearForm? form = estimator.Form switch
        {
            LinearForm linear => linear,
            BayesianForm { Mean: var mean } => mean,
            LinearDiscriminantForm { Decision: var decision } => decision,
            _ => null,
        };
        if (form is null || form.Coefficients.Rank == 0 || form.Intercepts.Length != form.OutputCount)
        {
            return null;
        }

        string method = form.Head switch
        {
            LinearHead.Score => "predict",
            LinearHead.Exp => "log(predict)",
            _ => "decision_function",
        };
        return new LinearPart(form, form.Classes is null ? method : "decision_function", Names(form));
    }

    /// <summary>The classes; of two classes with one score, the second.</summary>
    private static IReadOnlyList<string> Names(LinearForm form) =>
        form.Classes is { } classes && classes.Count == form.OutputCount && classes.Count > 1 ? classes.Names
        : form.Classes is { Count: 2 } two && form.OutputCount == 1 ? [two.Names[1]]
        : form.OutputCount == 1 ? [""]
        : [.. Enumerable.Range(0, form.OutputCount).Select(output => $"{output}")];
}
