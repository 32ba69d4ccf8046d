using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine;

/// <summary>What is to be said of files that are no pickles: arrays, archives, models in forms of their own.</summary>
internal static class OtherFiles
{
    internal static InspectionReport? Inspect(UnpackedFile file, string path, InspectOptions options)
    {
        var named = new List<PyGlobal>();
        (string Kind, InspectionNode Content, string Note)? found = file.Format switch
        {
            FileFormat.Npy => (OfArray(file, options, named, out InspectionNode array), array, ""),
            FileFormat.Npz => ("numpy arrays (.npz)", Arrays(file, options, named), ""),
            FileFormat.Torch => ("ZIP archive (PyTorch)", Torch(file, options, named), ""),
            FileFormat.TorchLegacy => ("PyTorch file of the form before 1.6", LegacyTorch(file, options, named), ""),
            FileFormat.TorchTar => ("tar archive (PyTorch before 0.2)", Members(file, options), ""),
            FileFormat.TorchExport => ("ZIP archive (torch.export)", Members(file, options), ""),
            FileFormat.Keras => ("ZIP archive (Keras)", Members(file, options), ""),
            FileFormat.SavedModel => ("archive of a TensorFlow SavedModel", Members(file, options), ""),
            FileFormat.Zip => ("ZIP archive", Members(file, options), "this version shows what the archive holds, and does not open it as a model"),
            FileFormat.Tar => ("tar archive", Members(file, options), "this version shows what the archive holds, and does not open it as a model"),
            FileFormat.Hdf5 => (IsKeras(file.Data.Span) ? "HDF5 file (Keras)" : "HDF5 file", Plain("HDF5 data"), ""),
            FileFormat.Safetensors => ("safetensors", Safetensors(file.Data.Span, options), ""),
            FileFormat.Onnx => ("ONNX model", Plain("ONNX graph"), ""),
            FileFormat.LightGbm => ("LightGBM model (text)", Plain("LightGBM model"), ""),
            FileFormat.XgBoost => ("XGBoost model", Plain("XGBoost model"), ""),
            FileFormat.CatBoost => ("CatBoost model", Plain("CatBoost model"), ""),
            FileFormat.Unknown when file.Codec == Codec.ZFile => ("elements of one array, as joblib up to 0.9 kept them beside a pickle (.npy.z)", Plain(Bytes(file.Data.Length)), "the pickle that names this file says what they are: open that"),
            _ => null,
        };
        var survey = new GraphSurvey();
        survey.AddNamed(named);
        return found is not { } known ? null : new InspectionReport
        {
            Path = path,
            FileBytes = file.FileBytes,
            Container = known.Kind + (file.Layers.Count > 0 ? ", " + SafeText.Of(string.Join(", ", file.Layers)) : ""),
            Codec = file.Codec,
            CannotRun = IsModel(file) ? Refusal(file, options) : null,
            Content = known.Content,
            Imports = survey.Imports,
            Notes = known.Note.Length > 0 ? [known.Note] : [],
        };
    }

    /// <summary>True for the forms that are models and nothing else.</summary>
    private static bool IsModel(UnpackedFile file) => file.Format switch
    {
        FileFormat.Torch or FileFormat.TorchLegacy or FileFormat.TorchTar or FileFormat.TorchExport or FileFormat.Keras or FileFormat.SavedModel
            or FileFormat.Safetensors or FileFormat.Onnx or FileFormat.LightGbm or FileFormat.XgBoost or FileFormat.CatBoost => true,
        FileFormat.Hdf5 => IsKeras(file.Data.Span),
        _ => false,
    };

    /// <summary>What loading the file as a model says.</summary>
    private static string? Refusal(UnpackedFile file, InspectOptions options)
    {
        try
        {
            PickleFile.Read(file, new LoadOptions { Limits = options.Limits });
            return null;
        }
        catch (PickleFormatException error)
        {
            return ErrorText.Of(error);
        }
    }

    private static InspectionNode Plain(string summary) => new("", summary, []);

    private static string Bytes(long count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} bytes");

    private static string OfArray(UnpackedFile file, InspectOptions options, List<PyGlobal> named, out InspectionNode content)
    {
        NDArray array = NpyFormat.Read(file.Data, options.Limits, named.Add);
        content = Plain(ArraySummary.Of(array));
        return "numpy array (.npy)" + (array.IsFortran ? ", Fortran order" : "");
    }

    private static InspectionNode Arrays(UnpackedFile file, InspectOptions options, List<PyGlobal> named)
    {
        NpzFile npz = NpzFile.Read(file.Data, new LoadOptions { Limits = options.Limits, OnGlobal = named.Add });
        return new InspectionNode("", $"{npz.Names.Count} arrays", [.. npz.Names.Select(name => new InspectionNode(SafeText.Of(name), ArraySummary.Of(npz[name]), []))]);
    }

    private static InspectionNode Members(UnpackedFile file, InspectOptions options)
    {
        IReadOnlyList<ArchiveMember> members = file.Members!;
        List<InspectionNode> nodes = [.. members.Take(options.MaxChildren).Select(member => new InspectionNode(SafeText.Of(member.Name), Bytes(member.Size), []))];
        if (members.Count > nodes.Count)
        {
            nodes.Add(new InspectionNode("...", $"and {members.Count - nodes.Count} more", []));
        }

        return new InspectionNode("", $"{members.Count} files", nodes);
    }

    /// <summary>The pickle in the archive, whose tensors are references to the files beside it.</summary>
    private static InspectionNode Torch(UnpackedFile file, InspectOptions options, List<PyGlobal> named)
    {
        InspectionNode members = Members(file, options);
        ArchiveMember? pickle = file.Members!.FirstOrDefault(member => member.Name == "data.pkl" || member.Name.EndsWith("/data.pkl", StringComparison.Ordinal));
        if (pickle is null)
        {
            return members;
        }

        PyValue value = new Unpickler(pickle.Read(), new UnpicklerOptions { Limits = options.Limits, OnGlobal = named.Add }).Load();
        return members with { Children = [new ValueTree(options).Build("value", value), .. members.Children] };
    }

    /// <summary>Five pickles: a mark, the version, the system, the value, the keys of its storages; then the storages.</summary>
    private static InspectionNode LegacyTorch(UnpackedFile file, InspectOptions options, List<PyGlobal> named)
    {
        var unpickler = new Unpickler(file.Data, new UnpicklerOptions { Limits = options.Limits, OnGlobal = named.Add });
        unpickler.Load();
        PyValue version = unpickler.Load();
        unpickler.Load();
        return new InspectionNode("", $"PyTorch, protocol {version}", [new ValueTree(options).Build("value", unpickler.Load())]);
    }

    private static bool IsKeras(ReadOnlySpan<byte> data) => data.IndexOf("keras_version"u8) >= 0 || data.IndexOf("layer_names"u8) >= 0;

    private static InspectionNode Safetensors(ReadOnlySpan<byte> data, InspectOptions options)
    {
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(data);
        try
        {
            using JsonDocument header = JsonDocument.Parse(Encoding.UTF8.GetString(data.Slice(8, length)));
            JsonProperty[] tensors = [.. header.RootElement.EnumerateObject().Where(item => item.Name != "__metadata__" && item.Value.ValueKind == JsonValueKind.Object)];
            return new InspectionNode("", $"{tensors.Length} tensors", [.. tensors.Take(options.MaxChildren).Select(tensor => new InspectionNode(
                SafeText.Of(tensor.Name), $"{TypeOf(tensor)} {ShapeOf(tensor)}", []))]);
        }
        catch (JsonException error)
        {
            throw new PickleFormatException("FormatSafetensors", $"the header of the safetensors file is no JSON: {error.Message}", 8, null, error);
        }

        static string TypeOf(JsonProperty tensor) => !tensor.Value.TryGetProperty("dtype", out JsonElement value) ? "?"
            : value.ToString() switch
            {
                "BF16" => "bfloat16",
                "BOOL" => "bool",
                ['F' or 'I' or 'U', .. var bits] name when bits is "8" or "16" or "32" or "64" => $"{(name[0] == 'F' ? "float" : name[0] == 'I' ? "int" : "uint")}{bits}",
                var other => SafeText.Of(other),
            };

        static string ShapeOf(JsonProperty tensor) => tensor.Value.TryGetProperty("shape", out JsonElement value) && value.ValueKind == JsonValueKind.Array
            ? $"({string.Join(", ", value.EnumerateArray().Take(64).Select(size => SafeText.Of(size.ToString())))})" : "?";
    }
}
