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
        FormatInfo format = FormatTable.Of(file.Format);
        string kind = format.Name, note = "";
        InspectionNode content;
        switch (file.Format)
        {
            case FileFormat.Npy:
                NDArray array = NpyFormat.Read(file.Data, options.Limits, named.Add);
                kind += array.IsFortran ? ", Fortran order" : "";
                content = Plain(ArraySummary.Of(array));
                break;
            case FileFormat.Npz:
                content = Arrays(file, options, named);
                break;
            case FileFormat.Torch:
                content = Torch(file, options, named);
                break;
            case FileFormat.TorchLegacy:
                content = LegacyTorch(file, options, named);
                break;
            case FileFormat.Safetensors:
                content = Safetensors(file.Data.Span, options);
                break;
            case FileFormat.Zip or FileFormat.Tar:
                content = Members(file, options);
                note = "this version shows what the archive holds, and does not open it as a model";
                break;
            case FileFormat.Hdf5:
                kind += IsKeras(file.Data.Span) ? " (Keras)" : "";
                content = Plain("HDF5 data");
                break;
            case FileFormat.Unknown when file.Codec == Codec.ZFile:
                kind = "elements of one array, as joblib up to 0.9 kept them beside a pickle (.npy.z)";
                content = Plain(Bytes(file.Data.Length));
                note = "the pickle that names this file says what they are: open that";
                break;
            default:
                if (!format.IsForeignModel)
                {
                    return null;
                }

                content = file.Members is not null ? Members(file, options)
                    : Plain(file.Format == FileFormat.Onnx ? "ONNX graph" : kind.Replace(" (text)", "", StringComparison.Ordinal));
                break;
        }

        var survey = new GraphSurvey();
        survey.AddNamed(named);
        return new InspectionReport
        {
            Path = path,
            FileBytes = file.FileBytes,
            Container = kind + (file.Layers.Count > 0 ? ", " + SafeText.Of(string.Join(", ", file.Layers)) : ""),
            Codec = file.Codec,
            CannotRun = format.IsForeignModel || (file.Format == FileFormat.Hdf5 && IsKeras(file.Data.Span))
                ? ErrorText.Of(format.NotAPickle()) : null,
            Content = content,
            Imports = survey.Imports,
            Notes = note.Length > 0 ? [note] : [],
        };
    }

    private static InspectionNode Plain(string summary) => new("", summary, []);

    private static string Bytes(long count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} bytes");

    private static InspectionNode Arrays(UnpackedFile file, InspectOptions options, List<PyGlobal> named)
    {
        NpzFile npz = NpzFile.Read(file.Data, new LoadOptions { Limits = options.Limits, OnGlobal = named.Add });
        return new InspectionNode("", $"{npz.Names.Count} arrays",
            [.. npz.Names.Select(name => new InspectionNode(SafeText.Of(name), ArraySummary.Of(npz[name]), []))]);
    }

    private static InspectionNode Members(UnpackedFile file, InspectOptions options)
    {
        IReadOnlyList<ArchiveMember> members = file.Members!;
        List<InspectionNode> nodes = [
            .. members.Take(options.MaxChildren).Select(member => new InspectionNode(SafeText.Of(member.Name), Bytes(member.Size), []))];
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
        ArchiveMember? pickle = file.Members!.FirstOrDefault(
            member => member.Name == "data.pkl" || member.Name.EndsWith("/data.pkl", StringComparison.Ordinal));
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
            JsonProperty[] tensors = [
                .. header.RootElement.EnumerateObject()
                    .Where(item => item.Name != "__metadata__" && item.Value.ValueKind == JsonValueKind.Object)];
            return new InspectionNode("", $"{tensors.Length} tensors",
                [.. tensors.Take(options.MaxChildren).Select(tensor => new InspectionNode(
                SafeText.Of(tensor.Name), $"{TypeOf(tensor)} {ShapeOf(tensor)}", []))]);
        }
        catch (JsonException error)
        {
            throw new PickleFormatException("FormatSafetensors", $"the header of the safetensors file is no JSON: {error.Message}", 8, null,
                error);
        }

        static string TypeOf(JsonProperty tensor) => !tensor.Value.TryGetProperty("dtype", out JsonElement value) ? "?"
            : value.ToString() switch
            {
                "BF16" => "bfloat16",
                "BOOL" => "bool",
                ['F' or 'I' or 'U', .. var bits] name when bits is "8" or "16" or "32" or "64" =>
                    $"{(name[0] == 'F' ? "float" : name[0] == 'I' ? "int" : "uint")}{bits}",
                var other => SafeText.Of(other),
            };

        static string ShapeOf(JsonProperty tensor) =>
            tensor.Value.TryGetProperty("shape", out JsonElement value) && value.ValueKind == JsonValueKind.Array
            ? $"({string.Join(", ", value.EnumerateArray().Take(64).Select(size => SafeText.Of(size.ToString())))})" : "?";
    }
}
