using System.Text;
using System.Text.Json;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>An MLflow model: what its <c>MLmodel</c> says, and the files that it names. None of them lies outside the model.</summary>
public sealed class MlflowModel
{
    private static readonly string[] PathKeys = ["pickled_model", "model_path", "data", "model_data"];

    private readonly Archive _archive;
    private readonly string _folder;
    private readonly PyDict _description;

    private MlflowModel(Archive archive, string folder, PyDict description)
    {
        _archive = archive;
        _folder = folder;
        _description = description;
        Flavors = [.. (Part("flavors") ?? []).Select(flavor => flavor.Key.AsString() ?? "")];
        Version = Text("mlflow_version");
        Created = Text("utc_time_created");
        Inputs = Columns("inputs");
        Outputs = Columns("outputs");
        Requirements = archive.Find(folder + "requirements.txt") is { } list
            ? [.. Encoding.UTF8.GetString(list.Read().Span).Split('\n',
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#')] : [];
        InputExample = Part("saved_input_example_info") is { } example && example.TryGetValue("artifact_path", out PyValue path)
            && path.AsString() is { } name ? name : null;
    }

    /// <summary>The ways in which the model can be loaded, by MLflow's names: <c>sklearn</c>, <c>python_function</c>...</summary>
    public IReadOnlyList<string> Flavors { get; }

    /// <summary>The version of MLflow that wrote the model, or null.</summary>
    public string? Version { get; }

    /// <summary>When the model was saved, as the file says it, or null.</summary>
    public string? Created { get; }

    /// <summary>The columns or tensors that the model takes, <c>name: type</c>; empty without a signature.</summary>
    public IReadOnlyList<string> Inputs { get; }

    /// <summary>What the model answers, <c>name: type</c>; empty without a signature.</summary>
    public IReadOnlyList<string> Outputs { get; }

    /// <summary>The lines of <c>requirements.txt</c>.</summary>
    public IReadOnlyList<string> Requirements { get; }

    /// <summary>The file with an example of the input, or null.</summary>
    public string? InputExample { get; }

    /// <summary>Reads the description of an MLflow folder or archive.</summary>
    /// <exception cref="PickleFormatException">There is no <c>MLmodel</c>, or a corrupt one.</exception>
    public static MlflowModel Read(UnpackedFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.Archive is not { } archive || archive.FolderOf("MLmodel") is not { } folder)
        {
            throw new PickleFormatException("FormatMlflow", "this is no MLflow model: it has no MLmodel", 0);
        }

        return YamlReader.Read(archive.Find(folder + "MLmodel")!.Read().Span).As<PyDict>() is { } description
            ? new MlflowModel(archive, folder, description)
            : throw new PickleFormatException("FormatMlflow", "MLmodel describes no model", 0);
    }

    /// <summary>Opens the file that holds the model itself.</summary>
    /// <exception cref="PickleFormatException">The model is not where <c>MLmodel</c> says, or corrupt.</exception>
    /// <exception cref="PickleLimitException">The model asks for more than the limits allow.</exception>
    public UnpackedFile OpenModel(LoadOptions? options = null) => UnpackedFile.Read(FindModel().Read(), options);

    /// <summary>The name of the file that holds the model itself.</summary>
    /// <exception cref="PickleFormatException">The model is not where <c>MLmodel</c> says.</exception>
    public string ModelPath => FindModel().Name[_folder.Length..];

    private ArchiveMember FindModel()
    {
        string? named = null;
        foreach ((PyValue flavor, PyValue options) in Part("flavors") ?? [])
        {
            foreach (string key in PathKeys)
            {
                if (options.As<PyDict>() is not { } values || !values.TryGetValue(key, out PyValue value)
                    || value.AsString() is not { Length: > 0 } path)
                {
                    continue;
                }

                if (path[0] == '/' || path.Contains('\\', StringComparison.Ordinal) || path.Contains(':', StringComparison.Ordinal)
                    || path.Split('/').Contains(".."))
                {
                    throw new PickleFormatException("FormatMlflow",
                        $"MLmodel names '{path}', which leads out of the model; MLflow never writes this");
                }

                named ??= path;
                string inside = _folder + path.TrimEnd('/');
                ArchiveMember? found = _archive.Find(inside)
                    ?? _archive.Members.FirstOrDefault(
                        member => member.Name.StartsWith(inside + "/", StringComparison.Ordinal)
                            && member.FileName.StartsWith("model.", StringComparison.Ordinal));
                if (found is not null)
                {
                    return found;
                }
            }
        }

        throw new PickleFormatException("FormatMlflow",
            named is null ? "MLmodel names no file with a model"
                : $"MLmodel names '{named}', which is not there; fetch all files of the model");
    }

    private PyDict? Part(string name) => _description.TryGetValue(name, out PyValue value) ? value.As<PyDict>() : null;

    private string? Text(string name) => _description.TryGetValue(name, out PyValue value) ? value.AsString() : null;

    /// <summary>The signature is JSON inside the YAML.</summary>
    private string[] Columns(string side)
    {
        if (Part("signature") is not { } signature || !signature.TryGetValue(side, out PyValue value) || value.AsString() is not { } json)
        {
            return [];
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Array ? [.. document.RootElement.EnumerateArray().Select(Column)] : [];
        }
        catch (JsonException error)
        {
            throw new PickleFormatException("FormatMlflow", $"the signature in MLmodel is no JSON: {error.Message}", -1, null, error);
        }
    }

    private static string Column(JsonElement column)
    {
        string name = column.ValueKind == JsonValueKind.Object && column.TryGetProperty("name", out JsonElement text)
            && text.ValueKind == JsonValueKind.String ? text.GetString() + ": " : "";
        return name + (column.ValueKind != JsonValueKind.Object ? column.GetRawText()
            : column.TryGetProperty("tensor-spec", out JsonElement tensor) && tensor.ValueKind == JsonValueKind.Object
                && tensor.TryGetProperty("dtype", out JsonElement dtype) && tensor.TryGetProperty("shape", out JsonElement shape)
                ? $"{dtype} {shape.GetRawText().Replace(",", ", ", StringComparison.Ordinal).Replace("  ", " ", StringComparison.Ordinal)}"
            : column.TryGetProperty("type", out JsonElement type) && type.ValueKind == JsonValueKind.String ? type.GetString() : "?");
    }
}
