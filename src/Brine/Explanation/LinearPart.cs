using Brine.Arrays;
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
            SupportVectorForm { Kernel: SvmKernelKind.Linear, SupportColumns: null } machine when machine.Coefficients.Shape[0] == 1 =>
                OfMachine(machine),
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

    /// <summary><c>coef_</c> and <c>intercept_</c> of a support vector machine with a linear kernel and one decision: the weighted sum of
    /// its vectors. A classifier is for the first class in libsvm, and for the second in scikit-learn.</summary>
    private static LinearForm OfMachine(SupportVectorForm form)
    {
        double[] weights = form.Coefficients.ToDoubles();
        double[] vectors = form.SparseVectors?.ToDense() ?? form.Vectors!.ToDoubles();
        double sign = form.Classes is null ? 1 : -1;
        var coefficients = new double[form.FeatureCount];
        for (int i = 0; i < weights.Length; i++)
        {
            for (int column = 0; column < coefficients.Length; column++)
            {
                coefficients[column] += sign * weights[i] * vectors[(i * coefficients.Length) + column];
            }
        }

        return new LinearForm(NDArray.Of(coefficients, 1, coefficients.Length), NDArray.Of([sign * form.Intercepts[0]]))
            { Classes = form.Classes, Head = form.Offset is null ? LinearHead.Score : LinearHead.Sign };
    }

    /// <summary>The classes; of two classes with one score, the second.</summary>
    private static IReadOnlyList<string> Names(LinearForm form) =>
        form.Classes is { } classes && classes.Count == form.OutputCount && classes.Count > 1 ? classes.Names
        : form.Classes is { Count: 2 } two && form.OutputCount == 1 ? [two.Names[1]]
        : form.OutputCount == 1 ? [""]
        : [.. Enumerable.Range(0, form.OutputCount).Select(output => $"{output}")];
}
