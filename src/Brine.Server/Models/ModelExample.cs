using System.Globalization;
using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Server;

/// <summary>A row that a model answers, made of what the model knows of its columns, and what it answers.</summary>
/// <param name="Values">A value for each column.</param>
/// <param name="Answers">The answers of its methods.</param>
internal sealed record ModelExample(IReadOnlyList<PyValue> Values, IReadOnlyDictionary<string, Answer> Answers)
{
    /// <summary>The example of a model; null where the model does not say enough of its columns, or refuses the row.</summary>
    internal static ModelExample? Of(ServedModel model)
    {
        if (!model.Form.IsAskable)
        {
            return null;
        }

        try
        {
            string[] texts = model.Form.Defaults();
            Features row = model.Form.Read([texts], Limits.Default);
            var answers = new Dictionary<string, Answer>(StringComparer.Ordinal);
            foreach (string method in model.Methods)
            {
                answers[method] = model.Predictor.Predict(row, [method]).Answers[0].Answer;
            }

            return new ModelExample([.. texts.Select((text, column) => ValueOf(model, text, column))], answers);
        }
        catch (Exception error) when (error is BrineException or NotSupportedException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The array of an answer; null where it is a list of arrays, or there is none.</summary>
    internal NDArray? ArrayOf(string method) =>
        Answers.TryGetValue(method, out Answer? answer) && answer.Parts is null ? answer.ToArray() : null;

    private static PyValue ValueOf(ServedModel model, string text, int column) =>
        model.Inputs[column].Categories.FirstOrDefault(known => RowForm.TextOf(known) == text) is { IsNone: false } category ? category
        : !model.Form.IsNumber(column) ? text
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : PyValue.None;
}
