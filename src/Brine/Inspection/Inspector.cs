using System.Globalization;
using Brine.Arrays;
using Brine.Containers;
using Brine.Models;
using Brine.Pickling;
using Brine.Scanning;

namespace Brine;

/// <summary>Says of any file what it is, who wrote it and what is in it, without running any of it.</summary>
public static class Inspector
{
    private const int MostModels = 20;

    /// <summary>How the classes of models are called whose package is not known.</summary>
    private static readonly string[] ModelNames = ["Classifier", "Regressor", "Estimator", "Transformer", "Pipeline", "Predictor", "Model",
        "Encoder", "Vectorizer", "Booster", "Scaler"];

    private static readonly HashSet<string> ModelPackages = ["sklearn", "xgboost", "lightgbm", "catboost", "imblearn", "statsmodels",
        "keras", "torch", "category_encoders", "feature_engine"];

    private const long MostScanned = 250_000;

    /// <summary>Inspects a file, or the folder of an MLflow model.</summary>
    /// <param name="path">A pickle or joblib file, an array, an archive...</param>
    /// <param name="options">How much to show.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file is nothing that can be shown, or is corrupt; the message says which.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    public static InspectionReport Inspect(string path, InspectOptions? options = null)
    {
        options ??= new InspectOptions();
        try
        {
            using UnpackedFile file = UnpackedFile.Open(path, new LoadOptions { Limits = options.Limits });
            return Inspect(file, path, options);
        }
        catch (PickleFormatException error) when (error.Code == "UnsupportedCodec")
        {
            return Unreadable(FileContent.ReadAll(path, options.Limits).Span, path, error);
        }
    }

    /// <summary>Inspects the bytes of a file.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="path">What the report calls the file.</param>
    /// <param name="options">How much to show.</param>
    /// <exception cref="PickleFormatException">The bytes are nothing that can be shown, or are corrupt; the message says which.</exception>
    /// <exception cref="PickleLimitException">The bytes ask for more than the limits allow.</exception>
    public static InspectionReport Inspect(ReadOnlyMemory<byte> content, string path, InspectOptions? options = null)
    {
        options ??= new InspectOptions();
        try
        {
            return Inspect(UnpackedFile.Read(content, new LoadOptions { Limits = options.Limits }), path, options);
        }
        catch (PickleFormatException error) when (error.Code == "UnsupportedCodec")
        {
            return Unreadable(content.Span, path, error);
        }
    }

    private static InspectionReport Inspect(UnpackedFile file, string path, InspectOptions options)
    {
        using ValueBudget budget = ValueBudget.Open(options.Limits, file.FileBytes);

        Verdict? verdict = VerdictOf(file, path, options);
        InspectionReport report = file.Format switch
        {
            FileFormat.Pickle => OfPickle(file, path, options),
            FileFormat.Skops => OfSkops(file, path, options),
            FileFormat.Mlflow => OfMlflow(file, path, options),
            _ => OtherFiles.Inspect(file, path, options) ?? OfPickle(file, path, options),
        };
        report = verdict is null ? report : report with { Verdict = verdict };
        return file.Findings.Count == 0 ? report
            : report with { Notes = [.. report.Notes, .. file.Findings.Take(20).Select(NoteOf)] };
    }

    /// <summary>What the scanner thinks, where it costs little: before the values are there, and of few of them.</summary>
    private static Verdict? VerdictOf(UnpackedFile file, string path, InspectOptions options)
    {
        if (file.Data.Length == 0 || (file.Mapped is not null && file.Data.Length != file.FileBytes))
        {
            return null;
        }

        ScannedFile found = ModelScanner.Scan(file.Data, path, new ScanOptions { Limits = options.Limits, MaxValues = MostScanned })
            .Files[0];
        return found.Findings.Any(finding => finding.Rule == ScanRule.LimitReached) ? null : found.Verdict;
    }

    private static string NoteOf(ZipFinding finding)
    {
        string member = finding.Entry is null ? "" : $", member {SafeText.Of(finding.Entry)}";
        return $"{finding.Kind} at offset {finding.Offset}{member}: {SafeText.Of(finding.Message)}";
    }

    /// <summary>What is packed in a way that cannot be unpacked yet is told by that.</summary>
    private static InspectionReport Unreadable(ReadOnlySpan<byte> bytes, string path, PickleFormatException error)
    {
        Codec codec = Detector.DetectCodec(bytes);
        string name = codec == Codec.None ? "archive" : codec.ToString().ToLowerInvariant();
        return new InspectionReport
        {
            Path = path,
            FileBytes = bytes.Length,
            Container = codec == Codec.None ? "archive with a compressed file" : $"compressed with {name}",
            Codec = codec,
            Content = new InspectionNode("", $"{name} data, not unpacked", []),
            Notes = [error.Message],
        };
    }

    private static InspectionReport OfPickle(UnpackedFile unpacked, string path, InspectOptions options)
    {
        var named = new List<PyGlobal>();
        PickleFile file = PickleFile.Read(unpacked, new LoadOptions { Limits = options.Limits, OnGlobal = named.Add });
        var notes = new List<string>();
        if (file.End < file.Data.Length)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture,
                $"{file.Data.Length - file.End:N0} bytes stand behind the end of the pickle; Python does not read them either"));
        }

        string kind = file.IsJoblib ? "joblib" : "pickle";
        string inside = file.InlineArrayCount > 0 ? $", {file.InlineArrayCount} arrays beside the opcodes"
            : file.SidecarCount > 0 ? $", {file.SidecarCount} arrays in files beside it" : "";
        InspectionReport report = OfValue(file.Value, named, options);
        return report with
        {
            Path = path,
            FileBytes = file.FileBytes,
            Container = $"{kind}, protocol {file.Protocol}{Packing(unpacked)}{inside}",
            Codec = file.Codec,
            Protocol = file.Protocol,
            Notes = [.. notes, .. report.Notes],
        };
    }

    private static string Packing(UnpackedFile file) =>
        file.Layers.Count == 0 ? ""
            : string.Create(CultureInfo.InvariantCulture,
                $", {SafeText.Of(string.Join(", ", file.Layers))} to {file.Data.Length:N0} bytes");

    private static InspectionReport OfSkops(UnpackedFile file, string path, InspectOptions options)
    {
        var named = new List<PyGlobal>();
        SkopsFile skops = SkopsFile.Read(file, new LoadOptions { Limits = options.Limits, OnGlobal = named.Add });
        InspectionReport report = OfValue(skops.Value, named, options);
        return report with
        {
            Path = path,
            FileBytes = file.FileBytes,
            Container = $"skops, protocol {skops.Protocol}",
            WrittenBy = skops.Version is { } version ? [.. report.WrittenBy, "skops " + SafeText.Of(version)] : report.WrittenBy,
        };
    }

    private static InspectionReport OfMlflow(UnpackedFile file, string path, InspectOptions options)
    {
        MlflowModel model = MlflowModel.Read(file);
        InspectionReport inner = Inspect(model.OpenModel(new LoadOptions { Limits = options.Limits }), path, options);
        var facts = new List<InspectionNode>
            { new("flavours", SafeText.Of(string.Join(", ", model.Flavors)), []), new("model", SafeText.Of(model.ModelPath), []) };
        Add("inputs", model.Inputs);
        Add("outputs", model.Outputs);
        Add("input example", model.InputExample is { } example ? [example] : []);
        Add("requirements", model.Requirements);
        Add("saved", model.Created is { } created ? [created] : []);
        return inner with
        {
            Path = path,
            FileBytes = file.FileBytes,
            Container = $"MLflow model: {inner.Container}",
            WrittenBy = model.Version is { } version ? [.. inner.WrittenBy, "MLflow " + SafeText.Of(version)] : inner.WrittenBy,
            Content = new InspectionNode("", "MLflow model", [.. facts, inner.Content with { Name = "value" }]),
        };

        void Add(string name, IReadOnlyList<string> lines)
        {
            if (lines.Count > 0)
            {
                facts.Add(new InspectionNode(name, SafeText.Of(string.Join(", ", lines.Take(options.MaxChildren))), []));
            }
        }
    }

    /// <summary>What the value is, whatever it was saved in.</summary>
    internal static InspectionReport OfValue(PyValue value, List<PyGlobal> named, InspectOptions options)
    {
        var survey = new GraphSurvey();
        survey.Run(value);
        survey.AddNamed(named);
        Estimator? model = null;
        string? cannotRun = IsModel(value) ? WhyNot(value, "model", out model) : null;
        List<string> notes = survey.IsComplete ? []
            : ["the value is too large to be walked whole: versions and imports are those of its first two million parts"];
        notes.AddRange(
            ModelsIn(value)
                .Select(part => WhyNot(part.Model, part.Place, out _) is { } why ? $"the model at {part.Place} cannot run: {why}" : "")
                .Where(note => note.Length > 0));

        return new InspectionReport
        {
            Path = "",
            FileBytes = 0,
            Container = "",
            WrittenBy = survey.WrittenBy,
            Methods = model is null ? [] : MethodNames.List(model.Methods),
            CannotRun = cannotRun,
            FeatureNames = model?.FeatureNamesIn is { } names ? [.. names.Select(SafeText.Of)] : null,
            FeatureCount = model?.FeatureCount,
            Classes = model?.Classes is { } classes ? [.. classes.Names.Select(SafeText.Of)] : null,
            Content = new ValueTree(options).Build("", value),
            Imports = survey.Imports,
            Notes = notes,
        };
    }

    /// <summary>Whether it runs or not, somebody may ask it for predictions: known by its package, its name, or by what it keeps as fitted
    /// models do.</summary>
    internal static bool IsModel(PyValue value) =>
        value.As<PyObject>() is { Class: { } type } instance
            && (EstimatorTable.Knows(type) || ModelPackages.Contains(type.Module.Split('.')[0])
        || (instance.Attributes is { } attributes
            && (ModelNames.Any(ending => type.Name.EndsWith(ending, StringComparison.Ordinal)) || attributes.Any(IsFitted))));

    /// <summary>An attribute with scikit-learn's mark for what training found, or a model that runs.</summary>
    private static bool IsFitted(KeyValuePair<PyValue, PyValue> attribute) =>
        (attribute.Key.AsString() is { Length: > 1 } name && name[^1] == '_' && name[0] != '_')
            || (attribute.Value.As<PyObject>()?.Class is { } type && EstimatorTable.Knows(type));

    /// <summary>The models that stand in a dict, list or tuple: who wraps one so asks for it by its key.</summary>
    private static IEnumerable<(string Place, PyValue Model)> ModelsIn(PyValue value) => (value.Reference switch
    {
        PyDict dict =>
            dict.Take(MostModels)
                .Select(entry =>
                    ($"[{(entry.Key.Reference is string ? $"'{ValueSummary.OfKey(entry.Key)}'" : ValueSummary.OfKey(entry.Key))}]",
                        entry.Value)),
        PyList or PyTuple => ((IReadOnlyList<PyValue>)value.Reference).Take(MostModels).Select((item, i) => ($"[{i}]", item)),
        _ => [],
    }).Where(part => IsModel(part.Item2));

    /// <summary>Why a model does not run, or null.</summary>
    private static string? WhyNot(PyValue value, string place, out Estimator? model)
    {
        model = null;
        try
        {
            model = EstimatorTable.Read(value, place);
            return null;
        }
        catch (Exception error) when (error is UnsupportedModelException or PickleException)
        {
            return ErrorText.Of(error);
        }
    }
}
