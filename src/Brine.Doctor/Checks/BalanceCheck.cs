using System.Globalization;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>Classes of which the training data had far fewer rows than of others, as far as the model kept the counts.</summary>
internal sealed class BalanceCheck : IDoctorCheck
{
    /// <summary>The smallest share of the largest class that is not told.</summary>
    private const double Balanced = 0.1;

    private bool _isTold;

    public void Look(ValuePart part, FindingList findings)
    {
        if (_isTold || !part.IsEstimator() || part.Text("class_weight") is not null)
        {
            return;
        }

        double[]? counts = part.Numbers("class_count_") ?? part.Numbers("class_prior_") ?? part.Numbers("priors_");
        if (counts is null && part.ClassName().EndsWith("Classifier", StringComparison.Ordinal) && part.Has("tree_", out PyValue tree)
            && tree.As<PyObject>()?.State.As<PyDict>() is { } state && state.TryGetValue("values", out PyValue leaves)
            && NDArray.From(leaves) is { Rank: 3 } values && values.Shape[1] == 1 && values.Shape[0] > 0)
        {
            counts = values.Select(0, 0).ToDoubles();
        }

        if (counts is not { Length: > 1 } || counts.Max() <= 0 || counts.Min() >= counts.Max() * Balanced)
        {
            return;
        }

        _isTold = true;
        double sum = counts.Sum();
        string?[]? classes = part.Has("classes_", out PyValue labels) && NDArray.From(labels) is { Rank: 1 } known
            && known.Length == counts.Length ? known.ToStrings() : null;
        string shares = string.Join(", ", counts.Take(6).Select((count, i) => string.Create(CultureInfo.InvariantCulture,
            $"{classes?[i] ?? $"{i}"} {count / sum:P1}")));
        findings.Note("ImbalancedClasses", part, $"the classes of the training were far apart: {shares}{(counts.Length > 6 ? "..." : "")}",
            "accuracy says little here: look at recall and precision of the rare class, or train with class_weight='balanced'");
    }
}
