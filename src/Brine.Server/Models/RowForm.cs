using System.Globalization;
using System.Text;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Server;

/// <summary>The form of a model: a field for each of its columns, and the rows that are made of what stands in them.</summary>
internal sealed class RowForm
{
    /// <summary>So many fields a form has at most.</summary>
    internal const int MostFields = 500;

    private const int MostOptions = 400;

    private readonly Estimator _estimator;

    internal RowForm(Estimator estimator, IReadOnlyList<ModelInput> inputs)
    {
        _estimator = estimator;
        Inputs = inputs;
        IsAskable = inputs.Count is > 0 and <= MostFields && estimator.InputKinds?.Any(kind => kind.IsRecord) is not true;
        Hints = IsAskable ? InputHints.Of(estimator, inputs.Count) : [];
    }

    internal IReadOnlyList<ModelInput> Inputs { get; }

    internal IReadOnlyList<InputHint?> Hints { get; }

    /// <summary>False where the columns are not known, or too many for a form.</summary>
    internal bool IsAskable { get; }

    /// <summary>A value for each field, so that the first click gives an answer.</summary>
    internal string[] Defaults() => [.. Enumerable.Range(0, Inputs.Count).Select(DefaultOf)];

    /// <summary>The values of a column that the model knows, as texts; empty where it takes any, or there are too many to choose
    /// from.</summary>
    internal IReadOnlyList<string> Options(int column) => Inputs[column].Categories.Count <= MostOptions
        ? [.. Inputs[column].Categories.Select(TextOf)] : [];

    /// <summary>True for a column of documents.</summary>
    internal bool IsDocument(int column) => Inputs[column] is { IsText: true, Categories.Count: 0 };

    /// <summary>True for a column of numbers.</summary>
    internal bool IsNumber(int column) => Inputs[column] is { IsText: false, Categories.Count: 0 };

    /// <summary>The rows for the model: read as a CSV is, so that a field means what it means in a file.</summary>
    /// <exception cref="ModelInputException">They do not fit the model.</exception>
    internal Features Read(IEnumerable<IReadOnlyList<string>> rows, Limits limits)
    {
        var csv = new StringBuilder();
        AddLine(csv, [.. Inputs.Select(input => input.Name)]);
        foreach (IReadOnlyList<string> row in rows)
        {
            AddLine(csv, [.. row.Select((text, column) => IsNumber(column) ? PointOf(text) : text)]);
        }

        return DataFile.Read(Encoding.UTF8.GetBytes(csv.ToString()), new DataOptions
        {
            Estimator = _estimator,
            Limits = limits,
            Csv = CsvOptions.Default with { Delimiter = ',', Encoding = Encoding.UTF8, HasHeader = true },
        });
    }

    internal static string TextOf(PyValue value) => value.AsString() ?? value.ToString();

    private string DefaultOf(int column)
    {
        IReadOnlyList<string> options = Options(column);
        string? known = Hints[column]?.Default;
        return options.Count > 0 ? known is not null && options.Contains(known) ? known : options[0]
            : known ?? (Inputs[column].IsText ? "" : "0");
    }

    /// <summary>A comma between digits is a decimal sign where there is no point.</summary>
    internal static string PointOf(string text)
    {
        string trimmed = text.Trim();
        return trimmed.Contains(',') && !trimmed.Contains('.')
            && double.TryParse(trimmed.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? trimmed.Replace(',', '.') : trimmed;
    }

    private static void AddLine(StringBuilder csv, string[] fields)
    {
        for (int i = 0; i < fields.Length; i++)
        {
            csv.Append(i == 0 ? "\"" : ",\"").Append(fields[i].Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }

        csv.Append('\n');
    }
}
