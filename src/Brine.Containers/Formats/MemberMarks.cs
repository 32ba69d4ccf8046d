namespace Brine.Containers;

/// <summary>The files by which archives of models are known.</summary>
internal static class MemberMarks
{
    internal static bool IsKeras(MemberNames files) =>
        files.IsZip && files.Has("config.json") && files.Has("metadata.json")
            && (files.Has("model.weights.h5") || files.Has("model.weights.npz"));

    /// <summary>PyTorch before 0.2.</summary>
    internal static bool IsTorchTar(MemberNames files) =>
        !files.IsZip && files.Has("pickle") && files.Has("tensors") && files.Has("storages");

    /// <summary>PyTorch puts all below one folder, whose name is that of the file when it was saved.</summary>
    internal static bool IsTorch(MemberNames files) => files.IsZip
        && ((files.FirstFolder is { } folder && files.Has(folder + "data.pkl")
            && (files.Has(folder + "version") || files.Has(folder + "constants.pkl")))
            || (files.Has("data.pkl") && files.Has("version")));

    internal static bool IsTorchExport(MemberNames files) =>
        files.IsZip
            && ((files.FirstFolder is { } folder && files.Has(folder + "archive_format")) || files.Has("serialized_exported_program.json"));
}
