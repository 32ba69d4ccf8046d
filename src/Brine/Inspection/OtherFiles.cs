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
            FileFormat.Torch => ("ZIP archive (PyTorch)", Torch(file, options, named), "this version shows what the file holds, and does not run it"),
            FileFormat.TorchLegacy => ("PyTorch file of the form before 1.6", LegacyTorch(file, options, named), "this version shows what the file holds, and does not run it"),
            FileFormat.TorchTar => ("tar archive (PyTorch before 0.2)", Members(file, options), "this version shows what the archive holds, and does not open it as a model"),
            FileFormat.TorchExport => ("ZIP archive (torch.export)", Members(file, options), "this version shows what the archive holds, and does not open it as a model"),
            FileFormat.Keras => ("ZIP archive (Keras)", Members(file, options), "this version shows what the archive holds, and does not open it as a model"),
            FileFormat.SavedModel => ("archive of a TensorFlow SavedModel", Members(file, options), "this version shows what the archive holds, and does not open it as a model"),
            FileFormat.Zip => ("ZIP archive", Members(file, options), "this version shows what the archive holds, and does not open it as a model"),
            FileFormat.Tar => ("tar archive", Members(file, options), "this version shows what the archive holds, and does not open it as a model"),
            FileFormat.Hdf5 => (IsKeras(file.Data.Span) ? "HDF5 file (Keras)" : "HDF5 file", Plain("HDF5 data"), "this version does not open HDF5"),
            FileFormat.Safetensors => ("safetensors", Safetensors(file.Data.Span, options), "this version shows what the file holds, and does not run it"),
            FileFormat.Onnx => ("ONNX model", Plain("ONNX graph"), "this version does not run ONNX"),
            FileFormat.LightGbm => ("LightGBM model (text)", Plain("LightGBM model"), "this version does not run LightGBM's own form"),
            FileFormat.XgBoost => ("XGBoost model", Plain("XGBoost model"), "this version does not run XGBoost's own form"),
            FileFormat.CatBoost => ("CatBoost model", Plain("CatBoost model"), "this version does not run CatBoost's own form"),
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
            Content = known.Content,
            Imports = survey.Imports,
            Notes = known.Note.Length > 0 ? [known.Note] : [],
        };
    }

    private static InspectionNode Plain(string summary) => new("", summary, []);

    private static string Bytes(long count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} bytes");

    private static string OfArray(UnpackedFile file, InspectOptions options, List<PyGlobal> named, out InspectionNode content)
    {
        NDArray array = NpyFormat.Read(file.Data, options.Limits, named.Add);
        content = Plain(ValueSummary.Array(array));
        return "numpy array (.npy)" + (array.IsFortran ? ", Fortran order" : "");
    }

    private static InspectionNode Arrays(UnpackedFile file, InspectOptions options, List<PyGlobal> named)
    {
        NpzFile npz = NpzFile.Read(file.Data, new LoadOptions { Limits = options.Limits, OnGlobal = named.Add });
        return new InspectionNode("", $"{npz.Names.Count} arrays", [.. npz.Names.Select(name => new InspectionNode(SafeText.Of(name), ValueSummary.Array(npz[name]), []))]);
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
                SafeText.Of(tensor.Name), $"{Raw(tensor, "dtype")} {Raw(tensor, "shape")}", []))]);
        }
        catch (JsonException error)
        {
            throw new PickleFormatException("FormatSafetensors", $"the header of the safetensors file is no JSON: {error.Message}", 8, null, error);
        }

        static string Raw(JsonProperty tensor, string name) => tensor.Value.TryGetProperty(name, out JsonElement value) ? SafeText.Of(value.ToString()) : "?";
    }
}
