using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Server;

/// <summary>The answer to one row, as a page shows it.</summary>
internal sealed record RowAnswerView
{
    private const int MostBars = 10;
    private const int MostOutputs = 100;

    /// <summary>The label or number; null for a model that gives columns alone.</summary>
    internal string? Label { get; private init; }

    /// <summary>The class that was predicted, by its place; null where there is none.</summary>
    internal int? Class { get; private init; }

    /// <summary>The key of what the bars show; null where there are none.</summary>
    internal string? BarsTitle { get; private init; }

    /// <summary>Probabilities or decision values, the largest first.</summary>
    internal IReadOnlyList<(string Name, string Text, double Value)> Bars { get; private init; } = [];

    /// <summary>How many of them are not shown.</summary>
    internal int OtherBars { get; private init; }

    /// <summary>The columns of the answer, where it has several.</summary>
    internal IReadOnlyList<(string Name, string Text)> Outputs { get; private init; } = [];

    internal int OtherOutputs { get; private init; }

    /// <summary>How unusual the row is, for models that look for outliers.</summary>
    internal double? Score { get; private init; }

    /// <summary>What speaks for the answer; null where the model has no such explanation.</summary>
    internal RowExplanation? Why { get; private init; }

    /// <exception cref="ModelInputException">The row does not fit the model.</exception>
    internal static RowAnswerView Of(ServedModel model, PageWords words, Features row)
    {
        Estimator estimator = model.Model.Estimator;
        row = model.Predictor.Align(row);
        Prediction prediction = model.Predictor.Predict(row);
        string? task = EstimatorKind.TaskOf(estimator);
        var view = new RowAnswerView { Why = WhyOf(model, row) };
        bool isLabel = prediction.Answers is [{ Method: "predict", Answer: { Parts: null } only }] && only.ToArray().Length == 1;
        if (!isLabel)
        {
            AnswerTable table = prediction.ToTable();
            return view with
            {
                Outputs = [.. Enumerable.Range(0, Math.Min(table.Names.Count, MostOutputs))
                    .Select(i => (table.Names[i], TextOf(table[0, i])))],
                OtherOutputs = Math.Max(0, table.Names.Count - MostOutputs),
            };
        }

        string label = TextOf(prediction.Answers[0].Answer.ToArray()[0]);
        Labels? classes = estimator.Classes;
        view = view with
        {
            Label = task switch
            {
                "clustering" => words.Say("cluster", label),
                "outlier detection" when label is "1" or "-1" => words[label == "1" ? "inlier" : "outlier"],
                _ => label,
            },
            Class = classes?.Names.Index().Where(item => item.Item == label).Select(item => (int?)item.Index).FirstOrDefault(),
            Score = task == "outlier detection" && estimator.Methods.HasFlag(Methods.ScoreSamples)
                ? estimator.Call(Methods.ScoreSamples, row).ToArray().ToDoubles()[0] : null,
        };
        Methods bars = classes is null ? Methods.None : estimator.Methods.HasFlag(Methods.PredictProba) ? Methods.PredictProba
            : estimator.Methods.HasFlag(Methods.DecisionFunction) ? Methods.DecisionFunction : Methods.None;
        return bars == Methods.None ? view : view.WithBars(estimator, row, bars, classes!);
    }

    private RowAnswerView WithBars(Estimator estimator, Features row, Methods method, Labels classes)
    {
        Answer answer = estimator.Call(method, row);
        if (answer.Parts is not null)
        {
            return this;
        }

        double[] values = answer.ToArray().ToDoubles();
        string[] names = values.Length == classes.Count ? [.. classes.Names] : values.Length == 1 ? [classes.Names[^1]] : [];
        if (names.Length == 0)
        {
            return this;
        }

        bool isShare = method == Methods.PredictProba;
        return this with
        {
            BarsTitle = isShare ? "probabilities" : "decision",
            Bars = [.. names.Select((name, i) => (name, isShare ? ShownNumber.Share(values[i]) : ShownNumber.Of(values[i], 4), values[i]))
                .OrderByDescending(bar => bar.Item3).Take(MostBars)],
            OtherBars = Math.Max(0, names.Length - MostBars),
        };
    }

    private static RowExplanation? WhyOf(ServedModel model, Features row)
    {
        try
        {
            return model.Explainer?.Explain(row) is [var why, ..] ? why : null;
        }
        catch (Exception error) when (error is UnsupportedModelException or ModelInputException)
        {
            return null;
        }
    }

    private static string TextOf(PyValue value) => value.Kind == PyKind.Float && value.TryGetDouble(out double number)
        ? ShownNumber.Of(number, 6) : RowForm.TextOf(value);
}
