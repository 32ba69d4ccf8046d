using System.Globalization;
using Brine.Pickling;

namespace Brine;

/// <summary>Solvers that were stopped before they had converged: <c>n_iter_</c> has reached <c>max_iter</c>.</summary>
internal sealed class ConvergenceCheck : IDoctorCheck
{
    /// <summary>Classes for which <c>max_iter</c> is how much is done, not how much at most.</summary>
    private static readonly HashSet<string> Counted = new(StringComparer.Ordinal)
    {
        "HistGradientBoostingClassifier", "HistGradientBoostingRegressor", "MiniBatchKMeans", "MiniBatchDictionaryLearning",
        "MiniBatchSparsePCA", "MiniBatchNMF", "LatentDirichletAllocation", "Lars", "LarsCV", "LassoLars", "LassoLarsCV", "LassoLarsIC",
        "OrthogonalMatchingPursuit", "OrthogonalMatchingPursuitCV", "BernoulliRBM", "BisectingKMeans", "TSNE", "SpectralBiclustering",
        "SpectralCoclustering",
    };

    public void Look(ValuePart part, FindingList findings)
    {
        if (!part.IsEstimator())
        {
            return;
        }

        string name = part.ClassName();
        if (part.Has("converged_", out PyValue converged) && converged.TryGetBool(out bool hasConverged) && !hasConverged)
        {
            Warn(findings, part, $"{name} says itself that it did not converge");
        }
        else if (part.Largest("fit_status_") is > 0)
        {
            Warn(findings, part, $"the solver of {name} stopped before it had converged");
        }
        else if (part.Text("termination_condition_") == "max_iter")
        {
            Warn(findings, part, $"{name} stopped at max_iter, with rows still unlabelled");
        }
        else if (!Counted.Contains(name) && part.Largest("n_iter_") is { } done && MostOf(part) is { } most && most > 0 && done >= most
            && (!part.Object!.TryGetAttribute("tol", out PyValue tolerance) || !tolerance.IsNone))
        {
            Warn(findings, part, string.Create(CultureInfo.InvariantCulture,
                $"{name} stopped after {done:0} iterations, which is its max_iter, and had not converged"));
        }
    }

    private static double? MostOf(ValuePart part) =>
        part.Has("max_iter", out PyValue most) ? most.TryGetDouble(out double number) ? number : null
            : part.Has("n_iter", out PyValue old) && old.TryGetDouble(out double before) ? before : null;

    private static void Warn(FindingList findings, ValuePart part, string message) => findings.Warn("NotConverged", part, message,
        "train it again with a larger max_iter, or with scaled columns");
}
