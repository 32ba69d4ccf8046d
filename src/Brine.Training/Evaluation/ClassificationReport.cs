using System.Globalization;
using System.Text;

namespace Brine.Training;

/// <summary>Precision, recall and F1 of each class, and their means: scikit-learn's <c>classification_report</c>.</summary>
public sealed class ClassificationReport
{
    private ClassificationReport(IReadOnlyList<ClassScore> classes, long[,] confusion)
    {
        Classes = classes;
        Confusion = confusion;
        double right = 0, all = classes.Sum(score => (double)score.Support);
        for (int c = 0; c < classes.Count; c++)
        {
            right += confusion[c, c];
        }

        Accuracy = right / all;
        MacroAverage = Average("macro avg", _ => 1, classes.Count);
        WeightedAverage = Average("weighted avg", score => score.Support, all);
    }

    /// <summary>What each class got, in order.</summary>
    public IReadOnlyList<ClassScore> Classes { get; }

    /// <summary>The share of the rows that are answered right.</summary>
    public double Accuracy { get; }

    /// <summary>The means over the classes.</summary>
    public ClassScore MacroAverage { get; }

    /// <summary>The means over the classes, each weighed by its rows.</summary>
    public ClassScore WeightedAverage { get; }

    /// <summary>How many rows of each class (first index) were answered with each class: <c>confusion_matrix</c>.</summary>
    public long[,] Confusion { get; }

    /// <summary>The confusion matrix as numpy prints it.</summary>
    public string ConfusionText
    {
        get
        {
            int width = Confusion.Cast<long>().Max(count => count.ToString(CultureInfo.InvariantCulture).Length);
            var text = new StringBuilder("[");
            for (int row = 0; row < Classes.Count; row++)
            {
                text.Append(row == 0 ? "[" : "\n [");
                for (int column = 0; column < Classes.Count; column++)
                {
                    string count = Confusion[row, column].ToString(CultureInfo.InvariantCulture);
                    text.Append(column == 0 ? "" : " ").Append(count.PadLeft(width));
                }

                text.Append(']');
            }

            return text.Append(']').ToString();
        }
    }

    /// <summary>Compares answers with what is right.</summary>
    /// <param name="truth">The right labels.</param>
    /// <param name="answers">The answers of the model.</param>
    /// <param name="version">The scikit-learn whose formula F1 has; they differ in last bits, and so, rarely, in what is printed.</param>
    /// <exception cref="TrainingException">They differ in number, or one is text and the other is not.</exception>
    public static ClassificationReport Of(Target truth, Target answers, SklearnTarget version = SklearnTarget.V1_9)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(answers);
        if (truth.Count != answers.Count || truth.Count == 0)
        {
            throw new TrainingException("FitTarget", $"there are {truth.Count} right labels and {answers.Count} answers");
        }

        ClassCodes right = ClassCodes.Of(truth, "a report of classes"), given = ClassCodes.Of(answers, "a report of classes");
        if (right.IsOfTexts != given.IsOfTexts)
        {
            throw new TrainingException("FitTarget",
                "the labels of the model and those of the target are not of one kind: text and numbers");
        }

        (string[] names, int[] places, int[] answered) = Merge(right, given);
        var confusion = new long[names.Length, names.Length];
        for (int row = 0; row < truth.Count; row++)
        {
            confusion[places[right.Codes[row]], answered[given.Codes[row]]]++;
        }

        var scores = new ClassScore[names.Length];
        for (int c = 0; c < scores.Length; c++)
        {
            long meant = 0, said = 0;
            for (int other = 0; other < scores.Length; other++)
            {
                meant += confusion[c, other];
                said += confusion[other, c];
            }

            double hits = confusion[c, c], precision = said == 0 ? 0 : hits / said, recall = meant == 0 ? 0 : hits / meant;
            double f1 = hits == 0 ? 0 : version == SklearnTarget.V1_9 ? 2 * hits / (meant + said)
                : 2 * precision * recall / (precision + recall);
            scores[c] = new ClassScore(names[c], precision, recall, f1, meant);
        }

        return new ClassificationReport(scores, confusion);
    }

    /// <summary>The table that <c>classification_report</c> prints.</summary>
    public override string ToString()
    {
        int width = Math.Max("weighted avg".Length, Classes.Max(score => score.Name.EnumerateRunes().Count()));
        var text = new StringBuilder();
        text.Append(' ', width).Append("  precision    recall  f1-score   support\n\n");
        foreach (ClassScore score in Classes)
        {
            Row(text, score, width);
        }

        string all = Classes.Sum(score => score.Support).ToString(CultureInfo.InvariantCulture).PadLeft(9);
        text.Append('\n').Append("accuracy".PadLeft(width)).Append(' ', 21).Append(' ').Append(Hundredths(Accuracy).PadLeft(9)).Append(' ')
            .Append(all).Append('\n');
        Row(text, MacroAverage, width);
        Row(text, WeightedAverage, width);
        return text.ToString();
    }

    private static void Row(StringBuilder text, ClassScore score, int width)
    {
        text.Append(' ', Math.Max(0, width - score.Name.EnumerateRunes().Count())).Append(score.Name).Append(' ');
        foreach (double value in (ReadOnlySpan<double>)[score.Precision, score.Recall, score.F1])
        {
            text.Append(' ').Append(Hundredths(value).PadLeft(9));
        }

        text.Append(' ').Append(score.Support.ToString(CultureInfo.InvariantCulture).PadLeft(9)).Append('\n');
    }

    /// <summary>Python's <c>.2f</c>: what lies halfway becomes even, and only whole eighths do.</summary>
    private static string Hundredths(double value)
    {
        double eighths = value * 8;
        return (eighths % 2 == 1 ? Math.Round((decimal)value, 2, MidpointRounding.ToEven) : (decimal?)null) is { } half
            ? half.ToString("F2", CultureInfo.InvariantCulture) : value.ToString("F2", CultureInfo.InvariantCulture);
    }

    /// <summary><c>np.average</c>: the sum of the products, then the division.</summary>
    private ClassScore Average(string name, Func<ClassScore, double> weight, double total)
    {
        return new(name, Mean(score => score.Precision), Mean(score => score.Recall), Mean(score => score.F1),
            Classes.Sum(score => score.Support));

        double Mean(Func<ClassScore, double> part) =>
            PairwiseSum.Of<double>([.. Classes.Select(score => part(score) * weight(score))]) / total;
    }

    /// <summary>The labels of both sides in order, and where those of each stand among them.</summary>
    private static (string[] Names, int[] Right, int[] Given) Merge(ClassCodes right, ClassCodes given)
    {
        if (right.IsOfTexts)
        {
            string[] texts = [.. right.Names.Concat(given.Names).Distinct(StringComparer.Ordinal)];
            Array.Sort(texts, PythonText.Compare);
            return (texts, [.. right.Names.Select(name => Array.IndexOf(texts, name))],
                [.. given.Names.Select(name => Array.IndexOf(texts, name))]);
        }

        double[] own = right.Classes.ToDoubles(), others = given.Classes.ToDoubles(), all = [.. own.Concat(others).Distinct().Order()];
        NDArray like = right.Classes.DType.Kind == 'b' && given.Classes.DType.Kind != 'b' ? given.Classes : right.Classes;
        string[] names = [.. NDArray.OfNumbers(all, like.DType).Elements().Select(label => label.ToString())];
        return (names, [.. own.Select(label => Array.IndexOf(all, label))], [.. others.Select(label => Array.IndexOf(all, label))]);
    }
}
