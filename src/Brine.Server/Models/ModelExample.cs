using System.Globalization;
using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Server;

/// <summary>A row that a model answers, made of what the model knows of its columns, and what it answers.</summary>
/// <param name="Row">The row as JSON has it: a record, a list of numbers, or a text.</param>
/// <param name="Answers">The answers of its methods.</param>
/// <param name="AnswerJson">The answer of its default method, as <c>/predict</c> sends it.</param>
internal sealed record ModelExample(PyValue Row, IReadOnlyDictionary<string, Answer> Answers, ReadOnlyMemory<byte> AnswerJson)
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
            PyValue row = RowOf(model);
            Features rows = model.JsonReader(Limits.Default, 1).OfRows([row]);
            var answers = new Dictionary<string, Answer>(StringComparer.Ordinal);
            foreach (string method in model.Methods)
            {
                answers[method] = model.Predictor.Predict(rows, [method]).Answers[0].Answer;
            }

            using var json = new MemoryStream();
            AnswerWriter.Write(model.Predictor.Predict(rows), AnswerFormat.Json, json);
            return new ModelExample(row, answers, json.ToArray());
        }
        catch (Exception error) when (error is BrineException or NotSupportedException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The array of an answer; null where it is a list of arrays, or there is none.</summary>
    internal NDArray? ArrayOf(string method) =>
        Answers.TryGetValue(method, out Answer? answer) && answer.Parts is null ? answer.ToArray() : null;

    /// <summary>The value of a column in the row.</summary>
    internal PyValue ValueOf(int column, string name) => Row.As<PyDict>() is { } record ? record[name]
        : Row.As<PyList>() is { } list ? list[column] : Row;

    private static PyValue RowOf(ServedModel model)
    {
        string[] texts = model.Form.Defaults();
        PyValue[] values = [.. texts.Select((text, column) => ValueOf(model, text, column))];
        if (model.Model.Estimator.FeatureNamesIn is { } names)
        {
            var record = new PyDict();
            for (int i = 0; i < values.Length; i++)
            {
                record[names[i]] = values[i];
            }

            return record;
        }

        return values.Length == 1 && model.Form.IsDocument(0) ? values[0] : new PyList(values);
    }

    private static PyValue ValueOf(ServedModel model, string text, int column) =>
        model.Inputs[column].Categories.FirstOrDefault(known => RowForm.TextOf(known) == text) is { IsNone: false } category ? category
        : !model.Form.IsNumber(column) ? text
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : PyValue.None;
}
