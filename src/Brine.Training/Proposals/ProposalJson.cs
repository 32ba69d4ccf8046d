using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Brine.Training;

/// <summary>Writes a proposed pipeline as JSON.</summary>
internal sealed class ProposalJson
{
    /// <summary>Models that do not ask how large the numbers are.</summary>
    private static readonly string[] Unscaled = ["Tree", "Forest", "Boosting", "NB"];

    private readonly Utf8JsonWriter _writer;
    private readonly IReadOnlyList<ProposedColumn> _columns;
    private readonly bool _scales;
    private readonly bool _liftsNegatives;
    private readonly int _rowCount;

    private ProposalJson(Utf8JsonWriter writer, IReadOnlyList<ProposedColumn> columns, string model, int rowCount)
    {
        _writer = writer;
        _columns = columns;
        _rowCount = rowCount;
        _liftsNegatives = model == "MultinomialNB" && columns.Any(column => column.Use == ColumnUse.Number && column.HasNegatives);
        _scales = _liftsNegatives || !Unscaled.Any(word => model.Contains(word, StringComparison.Ordinal));
    }

    internal static string Write(IReadOnlyList<ProposedColumn> columns, Trainer model, int rowCount)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream,
            new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            new ProposalJson(writer, columns, model.PythonName, rowCount).Write(model);
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private ProposedColumn[] Used(ColumnUse use) => [.. _columns.Where(column => column.Use == use)];

    private void Write(Trainer model) => Pipeline(() =>
    {
        if (_columns.All(column => column.Use == ColumnUse.Number))
        {
            NumberSteps();
        }
        else
        {
            Named("columns", Columns);
        }

        Named("model", () => Model(model));
    });

    private void Columns()
    {
        _writer.WriteStartObject();
        _writer.WriteString("class", "ColumnTransformer");
        _writer.WriteStartArray("transformers");
        if (Used(ColumnUse.Number) is { Length: > 0 } numbers)
        {
            bool isOne = !_scales || !numbers.Any(column => column.HasGaps);
            Part("numbers", numbers, isOne ? NumberStep : () => Pipeline(NumberSteps));
        }

        if (Used(ColumnUse.Flag) is { Length: > 0 } flags)
        {
            Part("flags", flags, () => _writer.WriteStringValue("passthrough"));
        }

        if (Used(ColumnUse.Category) is { Length: > 0 } categories)
        {
            Part("categories", categories, !categories.Any(column => column.HasGaps) ? Encoder : () => Pipeline(() =>
            {
                Named("fill", () => Class("SimpleImputer", ("strategy", "most_frequent")));
                Named("encode", Encoder);
            }));
        }

        int index = 0;
        foreach (ProposedColumn words in Used(ColumnUse.Words))
        {
            _writer.WriteStartArray();
            _writer.WriteStringValue(index++ == 0 ? "words" : $"words{index}");
            _writer.WriteStringValue("TfidfVectorizer");
            _writer.WriteStringValue(words.Name);
            _writer.WriteEndArray();
        }

        _writer.WriteEndArray();
        _writer.WriteEndObject();
    }

    private void Part(string name, ProposedColumn[] columns, Action transformer)
    {
        _writer.WriteStartArray();
        _writer.WriteStringValue(name);
        transformer();
        _writer.WriteStartArray();
        foreach (ProposedColumn column in columns)
        {
            _writer.WriteStringValue(column.Name);
        }

        _writer.WriteEndArray();
        _writer.WriteEndArray();
    }

    /// <summary>The only step of numbers where there is one: the imputer, the scaler, or neither.</summary>
    private void NumberStep()
    {
        if (Used(ColumnUse.Number).Any(column => column.HasGaps))
        {
            Imputer();
        }
        else
        {
            NumberScale();
        }
    }

    private void NumberSteps()
    {
        if (Used(ColumnUse.Number).Any(column => column.HasGaps))
        {
            Named("fill", Imputer);
        }

        if (_scales)
        {
            Named("scale", NumberScale);
        }
    }

    /// <summary>What numbers are scaled by: where the model takes none below 0, to between 0 and 1.</summary>
    private void NumberScale()
    {
        if (!_liftsNegatives)
        {
            _writer.WriteStringValue(_scales ? "StandardScaler" : "passthrough");
            return;
        }

        _writer.WriteStartObject();
        _writer.WriteString("class", "MinMaxScaler");
        _writer.WriteBoolean("clip", true);
        _writer.WriteEndObject();
    }

    private void Imputer() => Class("SimpleImputer", ("strategy", "median"));

    private void Encoder()
    {
        _writer.WriteStartObject();
        _writer.WriteString("class", "OneHotEncoder");
        _writer.WriteString("handle_unknown", "ignore");
        _writer.WriteBoolean("sparse_output", false);
        _writer.WriteEndObject();
    }

    private void Model(Trainer model)
    {
        _writer.WriteStartObject();
        _writer.WriteString("class", model.PythonName);
        if (model.PythonName == "KMeans")
        {
            _writer.WriteNumber("n_clusters", Math.Min(3, _rowCount));
        }
        else if (model.PythonName == "GaussianMixture")
        {
            _writer.WriteNumber("n_components", Math.Min(3, _rowCount));
        }

        if (TakesSeed(model.PythonName))
        {
            _writer.WriteNumber("random_state", 0);
        }

        _writer.WriteEndObject();
    }

    /// <summary>True for models that draw random numbers, as the parameters of the class say.</summary>
    private static bool TakesSeed(string name)
    {
        try
        {
            PipelineFile.Parse($"{{\"class\": \"{name}\", \"random_state\": 0}}");
            return true;
        }
        catch (TrainingException)
        {
            return false;
        }
    }

    private void Pipeline(Action steps)
    {
        _writer.WriteStartObject();
        _writer.WriteString("class", "Pipeline");
        _writer.WriteStartArray("steps");
        steps();
        _writer.WriteEndArray();
        _writer.WriteEndObject();
    }

    private void Named(string name, Action step)
    {
        _writer.WriteStartArray();
        _writer.WriteStringValue(name);
        step();
        _writer.WriteEndArray();
    }

    private void Class(string name, (string Name, string Value) parameter)
    {
        _writer.WriteStartObject();
        _writer.WriteString("class", name);
        _writer.WriteString(parameter.Name, parameter.Value);
        _writer.WriteEndObject();
    }
}
