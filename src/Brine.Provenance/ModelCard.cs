using System.Globalization;
using System.Text;

namespace Brine;

/// <summary>Writes the card of a model: Markdown under the headings of Hugging Face's model cards, filled with what the file tells.
/// What only
/// people know is left to them.</summary>
public static class ModelCard
{
    private const string Missing = "[More Information Needed]";
    private const int MostRows = 200;

    /// <summary>The card as Markdown.</summary>
    /// <param name="path">The file of the model.</param>
    /// <param name="options">What the file does not tell.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="Pickling.PickleFormatException">The file is nothing that can be shown, or is corrupt.</exception>
    /// <exception cref="Pickling.PickleLimitException">The file asks for more than the limits allow.</exception>
    public static string Create(string path, PaperOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new PaperOptions();
        ModelFacts facts = ModelFacts.Of(path, options.FileName, options.Load);
        InspectionReport inspection = facts.Inspection;
        var card = new StringBuilder();
        Header(card, facts, options);
        card.Append(CultureInfo.InvariantCulture, $"# Model Card for {Plain(options.Name ?? facts.Name)}\n\n{Summary(facts)}\n\n");
        card.Append("## Model Details\n\n### Model Description\n\n");
        Item("Model type", facts.ClassName is { } name ? $"{name} ({facts.Module})" : inspection.Content.Summary);
        Item("Task", facts.Task);
        Item("License", options.License);
        Item("Version", options.Version);
        Item("File", string.Create(CultureInfo.InvariantCulture, $"{facts.FileName}, {facts.Bytes:N0} bytes, {inspection.Container}"));
        Item("SHA-256", facts.Hash);
        Item("Developed by", null);
        card.Append(CultureInfo.InvariantCulture, $"\n## Uses\n\n### Direct Use\n\n{Missing}\n\n### Out-of-Scope Use\n\n{Missing}\n\n");
        card.Append(CultureInfo.InvariantCulture, $"## Bias, Risks, and Limitations\n\n{Missing}\n\n");
        if (inspection.CannotRun is { } reason)
        {
            card.Append(CultureInfo.InvariantCulture, $"Brine does not run it: {Plain(reason)}\n\n");
        }

        card.Append(CultureInfo.InvariantCulture, $"What loading it in Python would do was scanned: **{facts.Verdict}**.\n\n");
        GetStarted(card, facts);
        card.Append(CultureInfo.InvariantCulture, $"## Training Details\n\n### Training Data\n\n{Missing}\n\n### Training Procedure\n\n");
        card.Append("#### Training Hyperparameters\n\n");
        Table(card, ["Parameter", "Value"], facts.Parameters.Select(item => new[] { item.Key, item.Value }));
        card.Append("## Evaluation\n\n### Results\n\n");
        Table(card, ["Metric", "Value"], options.Metrics.Select(item =>
            new[] { item.Key, item.Value.ToString("R", CultureInfo.InvariantCulture) }));
        card.Append("## Technical Specifications\n\n### Model Architecture and Objective\n\n");
        Table(card, ["Input", "Output"], [[
            inspection.FeatureNames is { } columns ? string.Join(", ", columns.Take(MostRows))
                : inspection.FeatureCount is { } count ? $"{count} columns" : "",
            inspection.Classes is { } classes ? string.Join(", ", classes.Take(MostRows)) : ""]]);
        card.Append("### Software\n\n");
        foreach (string library in inspection.WrittenBy)
        {
            card.Append(CultureInfo.InvariantCulture, $"- {Plain(library)}\n");
        }

        card.Append(CultureInfo.InvariantCulture, $"\n## Model Card Contact\n\n{Missing}\n");
        return card.ToString();

        void Item(string key, string? value) =>
            card.Append(CultureInfo.InvariantCulture, $"- **{key}:** {(value is null ? Missing : Plain(value))}\n");
    }

    /// <summary>The lines that the hub reads.</summary>
    private static void Header(StringBuilder card, ModelFacts facts, PaperOptions options)
    {
        card.Append("---\n");
        if (options.License is { } license)
        {
            card.Append(CultureInfo.InvariantCulture, $"license: {Quoted(license.ToLowerInvariant())}\n");
        }

        if (facts.Libraries.Any(library => library.Name == "scikit-learn"))
        {
            card.Append("library_name: sklearn\ntags:\n- sklearn\n");
        }

        string? pipeline = facts.Task is "classification" or "regression" ? "tabular-" + facts.Task : null;
        if (pipeline is not null)
        {
            card.Append(CultureInfo.InvariantCulture, $"pipeline_tag: {pipeline}\n");
        }

        card.Append(CultureInfo.InvariantCulture, $"model_file: {Quoted(facts.FileName)}\n---\n\n");
    }

    private static string Summary(ModelFacts facts)
    {
        string what = facts.ClassName ?? Plain(facts.Inspection.Content.Summary);
        string columns = facts.Inspection.FeatureCount is { } count
            ? string.Create(CultureInfo.InvariantCulture, $" of {count} column{(count == 1 ? "" : "s")}") : "";
        string classes = facts.Inspection.Classes is { } labels
            ? string.Create(CultureInfo.InvariantCulture, $", with {labels.Count} classes") : "";
        return $"A {what}{columns}{classes}.";
    }

    private static void GetStarted(StringBuilder card, ModelFacts facts)
    {
        string open = facts.Inspection.Container.StartsWith("skops", StringComparison.Ordinal) ? "skops.io.load"
            : facts.Inspection.Container.StartsWith("joblib", StringComparison.Ordinal) ? "joblib.load" : "pickle.load";
        string call = open == "pickle.load" ? $"pickle.load(open(\"{facts.FileName}\", \"rb\"))" : $"{open}(\"{facts.FileName}\")";
        card.Append("## How to Get Started with the Model\n\n```python\n");
        card.Append(CultureInfo.InvariantCulture, $"import {open[..open.LastIndexOf('.')]}\n\nmodel = {call}\n```\n\n");
        card.Append(CultureInfo.InvariantCulture, $"In .NET, without Python: `Model.Load(\"{facts.FileName}\")` of the package Brine.\n\n");
    }

    private static void Table(StringBuilder card, string[] heads, IEnumerable<string[]> rows)
    {
        string[][] all = [.. rows.Take(MostRows)];
        if (all.Length == 0 || all.All(row => row.All(cell => cell.Length == 0)))
        {
            card.Append(Missing).Append("\n\n");
            return;
        }

        card.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", heads)} |\n|{string.Concat(heads.Select(_ => " --- |"))}\n");
        foreach (string[] row in all)
        {
            card.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row.Select(Plain))} |\n");
        }

        card.Append('\n');
    }

    /// <summary>Names out of a file stay words: they make no heading, no link, no cell and no HTML.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder();
        foreach (char character in SafeText.Of(text))
        {
            plain.Append(character is '|' or '<' or '>' or '[' or ']' or '`' or '*' or '#' or '\\' or '!' ? "\\" : "").Append(character);
        }

        return plain.ToString();
    }

    private static string Quoted(string text) => "\"" + SafeText.Of(text).Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
