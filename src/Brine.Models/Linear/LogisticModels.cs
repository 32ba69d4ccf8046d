namespace Brine.Models;

/// <summary>Which form of probabilities a linear classifier has, by its parameters and by what older versions did.</summary>
internal static class LogisticModels
{
    /// <summary>LogisticRegression and LogisticRegressionCV (<c>predict_proba</c>).</summary>
    internal static LinearClassifier Logistic(EstimatorReader reader)
    {
        int classes = reader.Labels("classes_").Count;
        bool isLiblinear = reader.Text("solver") == "liblinear";

        // The parameter was 'ovr' by default until 0.22, 'auto' until 1.7 ('deprecated' from 1.5 on) and is gone from 1.8.
        string choice = reader.Text("multi_class") ?? "auto";
        bool isOneVersusRest = choice switch
        {
            "ovr" or "warn" => true,
            "multinomial" => classes == 2 && !reader.SavedBy.IsAtLeast(0, 20),
            _ => classes <= 2 || isLiblinear || (reader.Text("solver") == "newton-cholesky" && !reader.SavedBy.IsAtLeast(1, 6)),
        };
        return new LinearClassifier(reader, isOneVersusRest ? OneVersusRest(reader) : ProbabilityForm.Softmax);
    }

    /// <summary>SGDClassifier: by its loss, which was called 'log' until 1.0.</summary>
    internal static LinearClassifier StochasticGradient(EstimatorReader reader) => new(reader, reader.Text("loss") switch
    {
        "log" or "log_loss" => OneVersusRest(reader),
        "modified_huber" => ProbabilityForm.ModifiedHuber,
        _ => ProbabilityForm.None,
    });

    /// <summary>1.8 dropped the parameter <c>multi_class</c>.</summary>
    private static ProbabilityForm OneVersusRest(EstimatorReader reader) =>
        reader.SavedBy.IsAtLeast(1, 9, otherwise: !reader.Source.TryGetAttribute("multi_class", out _)) ? ProbabilityForm.OneVersusRestOrUniform : ProbabilityForm.OneVersusRest;
}
