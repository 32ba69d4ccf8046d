using System.Globalization;
using Brine.Arrays;
using Brine.Containers;
using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>Says of any file what it is, who wrote it and what is in it, without running any of it.</summary>
public static class Inspector
{
    /// <summary>Inspects a file.</summary>
    /// <param name="path">A pickle or joblib file, an array, an archive...</param>
    /// <param name="options">How much to show.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file is nothing that can be shown, or is corrupt; the message says which.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    public static InspectionReport Inspect(string path, InspectOptions? options = null)
    {
        options ??= new InspectOptions();
        return Inspect(FileContent.ReadAll(path, options.Limits), path, options);
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
        byte[] bytes = content.ToArray();
        Codec codec = Detector.DetectCodec(bytes);
        return Detector.DetectFormat(bytes) switch
        {
            FileFormat.Npy when codec == Codec.None => OfArray(path, bytes, options),
            FileFormat.Zip when codec == Codec.None => OfArchive(path, bytes, options),
            _ => OfPickleOrCodec(path, bytes, codec, options),
        };
    }

    /// <summary>What is packed in a way that cannot be unpacked yet is told by that.</summary>
    private static InspectionReport OfPickleOrCodec(string path, byte[] bytes, Codec codec, InspectOptions options)
    {
        try
        {
            return OfPickle(path, bytes, options);
        }
        catch (PickleFormatException error) when (error.Code == "UnsupportedCodec")
        {
            string name = codec.ToString().ToLowerInvariant();
            return new InspectionReport
            {
                Path = path,
                FileBytes = bytes.Length,
                Container = $"compressed with {name}",
                Codec = codec,
                Content = new InspectionNode("", $"{name} data, not unpacked", []),
                Notes = [error.Message],
            };
        }
    }

    private static InspectionReport OfPickle(string path, byte[] bytes, InspectOptions options)
    {
        var named = new List<PyGlobal>();
        PickleFile file = PickleFile.Read(bytes, new LoadOptions { Limits = options.Limits, OnGlobal = named.Add });
        var survey = new GraphSurvey();
        survey.Run(file.Value);
        survey.AddNamed(named);
        Estimator? model = null;
        string? cannotRun = null;
        if (IsModel(file.Value))
        {
            try
            {
                model = EstimatorTable.Read(file.Value);
            }
            catch (Exception error) when (error is UnsupportedModelException or PickleException)
            {
                cannotRun = ErrorText.Of(error);
            }
        }

        var notes = new List<string>();
        if (file.End < file.Data.Length)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{file.Data.Length - file.End:N0} bytes stand behind the end of the pickle; Python does not read them either"));
        }

        if (!survey.IsComplete)
        {
            notes.Add("the value is too large to be walked whole: versions and imports are those of its first two million parts");
        }

        string kind = file.InlineArrayCount > 0 ? "joblib" : "pickle";
        string size = file.Codec == Codec.None ? "" : string.Create(CultureInfo.InvariantCulture, $" to {file.Data.Length:N0} bytes");
        return new InspectionReport
        {
            Path = path,
            FileBytes = bytes.Length,
            Container = $"{kind}, protocol {file.Protocol}{(file.Codec == Codec.None ? "" : $", {file.Codec.ToString().ToLowerInvariant()}{size}")}{(file.InlineArrayCount > 0 ? $", {file.InlineArrayCount} arrays beside the opcodes" : "")}",
            Codec = file.Codec,
            Protocol = file.Protocol,
            WrittenBy = survey.WrittenBy,
            Methods = model is null ? [] : MethodNames.List(model.Methods),
            CannotRun = cannotRun,
            FeatureNames = model?.FeatureNamesIn is { } names ? [.. names.Select(SafeText.Of)] : null,
            FeatureCount = model?.FeatureCount,
            Classes = model?.Classes is { } classes ? [.. classes.Names.Select(SafeText.Of)] : null,
            Content = new ValueTree(options).Build("", file.Value),
            Imports = survey.Imports,
            Notes = notes,
        };
    }

    /// <summary>An object of a class with a module and a dict of attributes: whether it runs or not, somebody may ask it for predictions.</summary>
    private static bool IsModel(PyValue value) =>
        value.As<PyObject>() is { Class: { } type } && (EstimatorTable.Knows(type) || ModelPackages.Contains(type.Module.Split('.')[0]));

    private static readonly HashSet<string> ModelPackages = ["sklearn", "xgboost", "lightgbm", "catboost", "imblearn", "statsmodels", "keras", "torch", "category_encoders", "feature_engine"];

    private static InspectionReport OfArray(string path, byte[] bytes, InspectOptions options)
    {
        NDArray array = NpyFormat.Read(bytes, options.Limits);
        return new InspectionReport
        {
            Path = path,
            FileBytes = bytes.Length,
            Container = "numpy array (.npy)" + (array.IsFortran ? ", Fortran order" : ""),
            Content = new InspectionNode("", ValueSummary.Array(array), []),
        };
    }

    private static InspectionReport OfArchive(string path, byte[] bytes, InspectOptions options)
    {
        using ZipReader archive = ZipReader.Read(bytes, options.Limits);
        bool isNpz = archive.Entries.Count > 0 && archive.Entries.All(entry => entry.Name.EndsWith(".npy", StringComparison.Ordinal));
        var entries = new List<InspectionNode>();
        if (isNpz)
        {
            NpzFile npz = NpzFile.Read(bytes, new LoadOptions { Limits = options.Limits });
            entries.AddRange(npz.Names.Select(name => new InspectionNode(SafeText.Of(name), ValueSummary.Array(npz[name]), [])));
        }
        else
        {
            entries.AddRange(archive.Entries.Take(options.MaxChildren).Select(entry => new InspectionNode(SafeText.Of(entry.Name), string.Create(CultureInfo.InvariantCulture, $"{entry.Size:N0} bytes"), [])));
            if (archive.Entries.Count > entries.Count)
            {
                entries.Add(new InspectionNode("...", $"and {archive.Entries.Count - entries.Count} more", []));
            }
        }

        return new InspectionReport
        {
            Path = path,
            FileBytes = bytes.Length,
            Container = isNpz ? "numpy arrays (.npz)" : KindOf(entries),
            Content = new InspectionNode("", isNpz ? $"{entries.Count} arrays" : $"{entries.Count} files", entries),
            Notes = isNpz ? [] : ["this version shows what the archive holds, and does not open it as a model"],
        };
    }

    private static string KindOf(List<InspectionNode> entries) =>
        entries.Any(entry => entry.Name.EndsWith("data.pkl", StringComparison.Ordinal)) ? "ZIP archive (PyTorch)"
        : entries.Any(entry => entry.Name == "schema.json") ? "ZIP archive (skops)"
        : entries.Any(entry => entry.Name == "config.json") && entries.Any(entry => entry.Name.EndsWith(".h5", StringComparison.Ordinal)) ? "ZIP archive (Keras)"
        : "ZIP archive";
}
