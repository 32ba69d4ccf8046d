namespace Brine.Models;

/// <summary>What rows should be answered with and what they are, as numbers of labels: <c>_check_targets</c> and
/// <c>unique_labels</c>.</summary>
internal sealed class LabelPair
{
    private LabelPair(TargetKind kind, int[] truth, int[] answer, int labelCount)
    {
        (Kind, Truth, Answer, LabelCount) = (kind, truth, answer, labelCount);
    }

    internal TargetKind Kind { get; }

    /// <summary>The label of each row; of several columns 0 or 1 for each label of each row.</summary>
    internal int[] Truth { get; }

    /// <summary>The same of the model.</summary>
    internal int[] Answer { get; }

    /// <summary>How many labels there are, of several columns how many columns.</summary>
    internal int LabelCount { get; }

    /// <summary>Where the label 1 stands among the labels; negative where there is none.</summary>
    internal int One { get; private init; } = -1;

    internal int RowCount => Kind == TargetKind.Multilabel ? Truth.Length / LabelCount : Truth.Length;

    /// <exception cref="ModelInputException">The two are not of one kind, or no labels.</exception>
    internal static LabelPair Of(ScoreTarget truth, ScoreTarget answer)
    {
        LabelMetrics.CheckAlike(truth, answer);
        TargetKind first = truth.Kind, second = answer.Kind;
        bool isOfClasses = first <= TargetKind.Multiclass && second <= TargetKind.Multiclass;
        if (!isOfClasses && (first != second || first == TargetKind.Other))
        {
            throw new ModelInputException("InputKind",
                $"the target is {NameOf(first)} and the answer of the model {NameOf(second)}: the metric is one of classes");
        }

        if (!isOfClasses)
        {
            return new LabelPair(TargetKind.Multilabel, Array.ConvertAll(truth.Numbers!, value => value != 0 ? 1 : 0),
                Array.ConvertAll(answer.Numbers!, value => value != 0 ? 1 : 0), truth.ColumnCount);
        }

        if (truth.Texts is { } texts)
        {
            string[] names = [.. texts.Concat(answer.Texts!).Distinct(StringComparer.Ordinal)];
            Array.Sort(names, PythonText.Compare);
            Dictionary<string, int> places = Places(names, StringComparer.Ordinal);
            return new LabelPair(KindOf(names.Length, first, second), [.. texts.Select(text => places[text])],
                [.. answer.Texts!.Select(text => places[text])], names.Length);
        }

        double[] labels = [.. truth.Numbers!.Concat(answer.Numbers!).Distinct().Order()];
        Dictionary<double, int> numbers = Places(labels, EqualityComparer<double>.Default);
        return new LabelPair(KindOf(labels.Length, first, second), [.. truth.Numbers!.Select(value => numbers[value])],
            [.. answer.Numbers!.Select(value => numbers[value])], labels.Length) { One = Array.IndexOf(labels, 1.0) };
    }

    private static TargetKind KindOf(int count, TargetKind first, TargetKind second) =>
        count > 2 || first == TargetKind.Multiclass || second == TargetKind.Multiclass ? TargetKind.Multiclass : TargetKind.Binary;

    private static Dictionary<T, int> Places<T>(T[] labels, IEqualityComparer<T> comparer)
        where T : notnull
    {
        var places = new Dictionary<T, int>(comparer);
        for (int i = 0; i < labels.Length; i++)
        {
            places.Add(labels[i], i);
        }

        return places;
    }

    private static string NameOf(TargetKind kind) => kind switch
    {
        TargetKind.Binary or TargetKind.Multiclass => "one column of classes",
        TargetKind.Multilabel => "several columns of labels",
        _ => "numbers with fractions, or several columns of many labels",
    };
}
