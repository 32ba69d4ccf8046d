using Brine.Arrays;

namespace Brine.Models;

/// <summary>NLTK's SklearnClassifier: <c>predict</c> is its <c>classify_many</c>, <c>predict_proba</c> its
/// <c>prob_classify_many</c>.</summary>
internal sealed class NltkClassifier(EstimatorInfo info, NltkForm form) : Estimator(info)
{
    public override EstimatorForm Form => form;

    public override Methods Methods =>
        (form.Classifier.Methods & (Methods.Predict | Methods.PredictProba))
            | (form.Classifier.Methods.HasFlag(Methods.PredictProba) ? Methods.PredictLogProba : Methods.None);

    public override Labels? Classes => form.Labels;

    public override IReadOnlyList<ColumnKind>? InputKinds => form.Vectorizer.InputKinds;

    public override InputContract Inputs(Methods method) => form.Vectorizer.Inputs(Methods.Transform);

    /// <summary>The vectorizer looks at the records.</summary>
    private protected override Features Admit(Methods method, Features x) => x;

    private protected override Answer Run(Methods method, Features x, CallOptions options)
    {
        if (method is not (Methods.Predict or Methods.PredictProba))
        {
            return base.Run(method, x, options);
        }

        Answer answer = form.Classifier.Call(method, form.Vectorizer.Transform(x), options);
        return method == Methods.PredictProba ? answer : form.Labels.Take(
            [.. answer.ToArray().ToInt64s().Select(code => code >= 0 && code < form.Labels.Count ? (int)code
                : throw new ModelInputException("InputRange",
                    $"the classifier of {ClassName} answers {code}, which is the number of no label"))]);
    }
}
