using System.Text.Encodings.Web;
using System.Text.Json;

namespace Brine.Cli;

/// <summary>Writes explanations for programs: one object.</summary>
internal sealed class ExplainJson : IDisposable
{
    private readonly Stream _output;
    private readonly Utf8JsonWriter _json;

    internal ExplainJson(Stream output, string className)
    {
        _output = output;
        _json = new Utf8JsonWriter(output,
            new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        _json.WriteStartObject();
        _json.WriteString("estimator", className);
    }

    public void Dispose()
    {
        _json.WriteEndObject();
        _json.Dispose();
        _output.WriteByte((byte)'\n');
    }

    internal void Write(FeatureWeights weights)
    {
        _json.WriteStartArray(weights.Attribute);
        for (int k = 0; k < weights.OutputNames.Count; k++)
        {
            _json.WriteStartObject();
            Text("output", weights.OutputNames[k]);
            if (weights.Intercepts is { } intercepts)
            {
                Number("intercept", intercepts[k]);
            }

            _json.WriteStartArray("features");
            foreach (FeatureWeight weight in weights.Ranked(k))
            {
                _json.WriteStartObject();
                _json.WriteString("name", weight.Name);
                _json.WriteNumber("column", weight.Column);
                Number("value", weight.Value);
                _json.WriteEndObject();
            }

            _json.WriteEndArray();
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    internal void StartRows() => _json.WriteStartArray("rows");

    internal void EndRows() => _json.WriteEndArray();

    internal void Write(RowExplanation explanation, int row)
    {
        _json.WriteStartObject();
        _json.WriteNumber("row", row);
        _json.WriteString("prediction", explanation.Prediction);
        _json.WriteString("kind", explanation.Kind.ToString());
        _json.WriteString("method", explanation.Method);
        if (explanation.OutputNames.Count > 0)
        {
            Texts("outputs", explanation.OutputNames);
            Numbers("base", explanation.BaseValues);
            Numbers("sum", [.. Enumerable.Range(0, explanation.OutputNames.Count).Select(explanation.Sum)]);
            _json.WriteStartArray("contributions");
            foreach (FeatureContribution item in explanation.Contributions)
            {
                _json.WriteStartObject();
                _json.WriteString("name", item.Name);
                _json.WriteNumber("column", item.Column);
                Number("value", item.Value);
                Numbers("amounts", item.Amounts);
                _json.WriteEndObject();
            }

            _json.WriteEndArray();
        }

        if (explanation.Path is { } path)
        {
            _json.WriteStartArray("path");
            foreach (PathStep step in path)
            {
                _json.WriteStartObject();
                _json.WriteNumber("node", step.Node);
                _json.WriteString("feature", step.Feature);
                Number("value", step.Value);
                Number("threshold", step.Threshold);
                _json.WriteBoolean("goes_left", step.GoesLeft);
                _json.WriteNumber("samples", step.Samples);
                _json.WriteString("text", step.ToString());
                _json.WriteEndObject();
            }

            _json.WriteEndArray();
        }

        Near(explanation);
        _json.WriteEndObject();
        _json.Flush();
    }

    internal void Write(PermutationImportance importance)
    {
        _json.WriteStartObject("permutation");
        _json.WriteString("score", importance.ScoreName);
        Number("baseline", importance.Baseline);
        _json.WriteStartArray("features");
        foreach (FeatureWeight item in importance.Ranked())
        {
            _json.WriteStartObject();
            _json.WriteString("name", item.Name);
            _json.WriteNumber("column", item.Column);
            Number("mean", item.Value);
            Number("std", importance.ImportancesDeviation[item.Column]);
            Numbers("importances", importance.Of(item.Column).ToArray());
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    internal void Write(IReadOnlyList<PartialDependence> dependences)
    {
        _json.WriteStartArray("partial_dependence");
        foreach (PartialDependence item in dependences)
        {
            _json.WriteStartObject();
            _json.WriteString("name", item.FeatureName);
            _json.WriteString("method", item.Method);
            if (item.Texts is { } texts)
            {
                Texts("grid", texts);
            }
            else
            {
                Numbers("grid", item.Grid);
            }

            Texts("outputs", item.OutputNames);
            _json.WriteStartArray("averages");
            for (int k = 0; k < item.OutputNames.Count; k++)
            {
                Numbers(null, item.Of(k).ToArray());
            }

            _json.WriteEndArray();
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void Near(RowExplanation explanation)
    {
        if (explanation.Near is not { } near)
        {
            return;
        }

        _json.WriteStartArray(explanation.Kind == ExplanationKind.Centers ? "centers" : "neighbors");
        foreach (NearRow item in near)
        {
            _json.WriteStartObject();
            _json.WriteNumber("number", item.Number);
            Number("distance", item.Distance);
            Text("target", item.Target);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void Text(string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            _json.WriteString(name, text);
        }
    }

    private void Texts(string name, IReadOnlyList<string> texts)
    {
        _json.WriteStartArray(name);
        foreach (string text in texts)
        {
            _json.WriteStringValue(text);
        }

        _json.WriteEndArray();
    }

    private void Number(string name, double value)
    {
        _json.WritePropertyName(name);
        Value(value);
    }

    private void Numbers(string? name, IReadOnlyList<double> values)
    {
        if (name is not null)
        {
            _json.WritePropertyName(name);
        }

        _json.WriteStartArray();
        foreach (double value in values)
        {
            Value(value);
        }

        _json.WriteEndArray();
    }

    /// <summary>JSON has no NaN and no infinity.</summary>
    private void Value(double value)
    {
        if (double.IsFinite(value))
        {
            _json.WriteNumberValue(value);
        }
        else
        {
            _json.WriteNullValue();
        }
    }
}
