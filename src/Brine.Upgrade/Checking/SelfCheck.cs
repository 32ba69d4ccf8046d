using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>Asks a model before and after it was rewritten the same, as the versions that they say would answer: what a rule forgot shows
/// here, before a file is written.</summary>
internal static class SelfCheck
{
    private const double Tolerance = 1e-6, SingleTolerance = 1e-4, Tie = 1e-9;

    private static readonly Methods[] Asked =
    [
        Methods.Predict, Methods.PredictProba, Methods.DecisionFunction, Methods.Transform, Methods.ScoreSamples, Methods.Apply,
        Methods.KNeighbors, Methods.Mahalanobis,
    ];

    /// <summary>How many methods gave the same answers, and, where none was asked, why.</summary>
    /// <exception cref="UnsupportedUpgradeException">A method gives other answers, or none any more.</exception>
    internal static (int Methods, string? WhyNone) Compare(PyValue before, PyValue after, UpgradeTarget target,
        IReadOnlyList<string> except)
    {
        Estimator old;
        try
        {
            old = EstimatorTable.Read(before);
        }
        catch (BrineException error)
        {
            // What Brine does not run is rewritten all the same; nobody can be asked.
            return (0, $"Brine does not run it: {SafeText.Of(error.Message)}");
        }

        Estimator rewritten;
        try
        {
            rewritten = EstimatorTable.Read(after);
        }
        catch (BrineException error)
        {
            throw new UnsupportedUpgradeException("UpgradeChanged", $"the rewritten model does not run: {error.Message}",
                error.Path ?? "model");
        }

        int compared = 0;
        Methods[] shared = [.. AskedOf(old).Where(method => old.Methods.HasFlag(method) && rewritten.Methods.HasFlag(method))];
        foreach (Methods method in shared.Where(method => !except.Contains(MethodNames.Of(method))))
        {
            bool isAsked = IsAsked(old, rewritten, method, Probes.Of(old, method), target)
                || IsAsked(old, rewritten, method, Probes.Rest(old), target);
            compared += isAsked ? 1 : 0;
        }

        return compared > 0 ? (compared, null) : (0, WhyNone(shared, except));
    }

    /// <summary>Deviations of linear models are those around the means of the columns since 1.9, and around zero before.</summary>
    private static IEnumerable<Methods> AskedOf(Estimator model) =>
        model is BayesianRegressor ? Asked.Append(Methods.PredictStd) : Asked;

    /// <summary>Whether the method answered any of the rows, and the same before and after.</summary>
    private static bool IsAsked(Estimator old, Estimator rewritten, Methods method, IEnumerable<Features> probes, UpgradeTarget target)
    {
        bool isAsked = false;
        foreach (Features probe in probes)
        {
            if (Ask(old, method, probe) is not { } first)
            {
                continue;
            }

            isAsked = true;
            if (Ask(rewritten, method, probe) is not { } second
                || (!IsSame(first, second) && !(method == Methods.Predict && IsTied(first, second, old, probe))))
            {
                throw new UnsupportedUpgradeException("UpgradeChanged",
                    $"{MethodNames.Of(method)} would give other answers in {target}, which computes it otherwise than the version that "
                        + "saved the model", "model");
            }
        }

        return isAsked;
    }

    private static string WhyNone(Methods[] shared, IReadOnlyList<string> except)
    {
        string names = string.Join(", ", shared.Select(MethodNames.Of));
        return shared.Length == 0 ? "it has no method that answers for new rows alone"
            : shared.All(method => except.Contains(MethodNames.Of(method))) ? $"{names} may give other answers, and it has no other method"
            : $"it refuses the rows that are made up to ask {names}: ask it with rows of yours before and after";
    }

    private static Answer? Ask(Estimator model, Methods method, Features probe)
    {
        try
        {
            Answer answer = model.Call(method, probe);

            // Of neighbors that are as far away any may come first.
            return method == Methods.KNeighbors && answer.Parts is [var distances, ..] ? distances : answer;
        }
        catch (BrineException)
        {
            return null;
        }
    }

    /// <summary>True where labels differ in rows alone in which two classes are as probable: which of them comes first changed without
    /// notice.</summary>
    private static bool IsTied(Answer first, Answer second, Estimator model, Features probe)
    {
        if (first.Array is not { Rank: 1 } labels || second.Array is not { Rank: 1 } others || labels.Length != others.Length
            || !model.Methods.HasFlag(Methods.PredictProba)
            || Ask(model, Methods.PredictProba, probe)?.Array is not { Rank: 2 } shares || shares.Shape[0] != labels.Length)
        {
            return false;
        }

        double[] values = shares.ToDoubles();
        int classes = shares.Shape[1];
        for (int row = 0; row < labels.Length; row++)
        {
            double[] sorted = [.. values.AsSpan(row * classes, classes)];
            Array.Sort(sorted);
            if (!labels[row].Equals(others[row]) && (classes < 2 || sorted[^1] - sorted[^2] > Tie))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSame(Answer first, Answer second)
    {
        if (first.Parts is { } parts)
        {
            return second.Parts is { } others && parts.Count == others.Count
                && parts.Zip(others).All(pair => IsSame(pair.First, pair.Second));
        }

        return second.Parts is null && IsSame(first.ToArray(), second.ToArray());
    }

    private static bool IsSame(NDArray first, NDArray second)
    {
        // A column of numbers may have become as many numbers.
        if (first.Length != second.Length)
        {
            return false;
        }

        if (first.DType.Kind is 'S' or 'U' && second.DType.Kind is 'S' or 'U')
        {
            return first.ToStrings().AsSpan().SequenceEqual(second.ToStrings());
        }

        if (first.DType.Kind is not ('f' or 'i' or 'u' or 'b') || second.DType.Kind is not ('f' or 'i' or 'u' or 'b'))
        {
            return Enumerable.Range(0, first.Length).All(i => first[i].AsString() is { } text ? text == second[i].AsString()
                : first[i].Equals(second[i]) || Literal.IsSame(first[i], second[i]));
        }

        double[] one = first.ToDoubles(), other = second.ToDoubles();
        double largest = one.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        double tolerance = first.DType.ItemSize < sizeof(double) || second.DType.ItemSize < sizeof(double) ? SingleTolerance : Tolerance;
        for (int i = 0; i < one.Length; i++)
        {
            bool isSame = one[i].Equals(other[i]) || one[i] == other[i]
                || Math.Abs(one[i] - other[i]) <= tolerance * Math.Max(Math.Abs(one[i]), largest * 1e-3);
            if (!isSame)
            {
                return false;
            }
        }

        return true;
    }
}
