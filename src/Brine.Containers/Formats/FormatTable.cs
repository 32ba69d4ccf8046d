namespace Brine.Containers;

/// <summary>The formats that files may have: the one place that says how each is known, what it is called, and what is said where it cannot
/// be used.</summary>
internal static class FormatTable
{
    private const string NotOpened = ", which this version cannot open as a model";

    /// <summary>The rows, in the order in which they are tried.</summary>
    internal static IReadOnlyList<FormatInfo> Rows { get; } =
    [
        new(FileFormat.Empty, "empty file", "NotAModelEmpty", "the file is empty; it was not saved, or not fetched")
            { Mark = data => data.IsEmpty },
        new(FileFormat.Npy, "numpy array (.npy)", "NotAPickleNpy", "this is a numpy array (.npy), not a pickled model")
            { Mark = FileMarks.IsNpy },
        new(FileFormat.Zip, "ZIP archive", "NotAPickleZip",
            "this is a ZIP archive without a pickle, or with several; unpack it and choose one") { Mark = FileMarks.IsZip },
        new(FileFormat.Hdf5, "HDF5 file", "NotAPickleHdf5", $"this is an HDF5 file (Keras){NotOpened}") { Mark = FileMarks.IsHdf5 },
        OfTable(FileFormat.Parquet, "Parquet table", "a Parquet table") with { Mark = TableMarks.IsParquet },
        OfTable(FileFormat.Arrow, "Arrow table", "an Arrow table") with { Mark = TableMarks.IsArrow },
        OfTable(FileFormat.OldOffice, "Office file of the form before 2007", "an old Excel file (.xls), or an encrypted one") with
        {
            Mark = TableMarks.IsOldOffice,
            DataRefusal = "the data is an old Excel file (.xls), or an encrypted one: save it as .xlsx without a password",
        },
        Foreign(FileFormat.TorchLegacy, "PyTorch file of the form before 1.6", "NotAPickleTorch", $"this is a PyTorch file{NotOpened}")
            with { Mark = FileMarks.IsLegacyTorch },
        new(FileFormat.Pickle, "pickle", "", "")
        {
            Mark = data => FileMarks.IsBinaryPickle(data) && !ForeignModels.IsSafetensors(data),
            Text = TextMarks.IsPickle,
        },
        new(FileFormat.Tar, "tar archive", "NotAPickleTar",
            "this is a tar archive without a pickle, or with several; unpack it and choose one") { Mark = TarFile.IsTar },
        new(FileFormat.Base64, "base64 text", "NotAModelText", "this is text, not a pickle") { Mark = Base64Text.IsWrapping },
        Foreign(FileFormat.CatBoost, "CatBoost model") with { Mark = ForeignModels.IsCatBoost },
        Foreign(FileFormat.LightGbm, "LightGBM model (text)") with { Mark = ForeignModels.IsLightGbm },
        Foreign(FileFormat.XgBoost, "XGBoost model") with { Mark = ForeignModels.IsXgBoost },
        Foreign(FileFormat.Safetensors, "safetensors") with { Mark = ForeignModels.IsSafetensors },
        Foreign(FileFormat.Onnx, "ONNX model") with { Mark = ForeignModels.IsOnnx },
        new(FileFormat.Npz, "numpy arrays (.npz)", "NotAPickleNpz", "this is an archive of numpy arrays (.npz), not a pickled model")
            { Members = files => files.IsZip && files.AllEndWith(".npy") },
        new(FileFormat.Skops, "skops", "NotAPickleSkops", "this is a skops file: a model without a pickle")
            { Members = files => files.IsZip && files.Has("schema.json"), NeedsAllMembers = true },
        OfTable(FileFormat.Excel, "Excel workbook (.xlsx)", "an Excel workbook")
            with { Members = files => files.IsZip && files.Has("xl/workbook.xml") },
        Foreign(FileFormat.Keras, "ZIP archive (Keras)", "NotAPickleKeras",
            "this is a Keras or TensorFlow model, which this version cannot open") with { Members = MemberMarks.IsKeras },
        Foreign(FileFormat.TorchTar, "tar archive (PyTorch before 0.2)", "NotAPickleTorch", $"this is a PyTorch file{NotOpened}")
            with { Members = MemberMarks.IsTorchTar },
        new(FileFormat.Mlflow, "MLflow model", "NotAPickleMlflow", "this is an MLflow model: it holds a pickle among other files")
            { Members = files => files.FolderOf("MLmodel") is not null },
        Foreign(FileFormat.SavedModel, "archive of a TensorFlow SavedModel", "NotAPickleKeras",
            "this is a Keras or TensorFlow model, which this version cannot open")
            with { Members = files => files.IsZip && files.FolderOf("saved_model.pb") is not null },
        Foreign(FileFormat.Torch, "ZIP archive (PyTorch)", "NotAPickleTorch", $"this is a PyTorch file{NotOpened}")
            with { Members = MemberMarks.IsTorch },
        Foreign(FileFormat.TorchExport, "ZIP archive (torch.export)", "NotAPickleTorch", $"this is a PyTorch file{NotOpened}")
            with { Members = MemberMarks.IsTorchExport },
        new(FileFormat.GitLfsPointer, "Git LFS pointer", "NotAModelGitLfs",
            "this is a Git LFS pointer, not the file it stands for; run 'git lfs pull' and try again")
        {
            Text = TextMarks.IsGitLfsPointer,
            DataRefusal = "the data is a Git LFS pointer, not the file it stands for; run 'git lfs pull' and try again",
        },
        new(FileFormat.Html, "web page", "NotAModelHtml",
            "this is a web page, not a model; the download went wrong (a login page?): fetch the file itself")
        {
            Text = TextMarks.IsHtml,
            DataRefusal = "the data is a web page; the download went wrong: fetch the file itself",
        },
        new(FileFormat.Json, "JSON", "NotAModelJson", "this is JSON, not a pickle") { Text = TextMarks.IsJson },
        new(FileFormat.Csv, "table as text (CSV)", "NotAModelCsv", "this is a table as text (CSV), not a model")
            { Text = TextMarks.IsTable },
        new(FileFormat.Text, "text", "NotAModelText", "this is text, not a pickle") { Text = TextMarks.IsText },
        new(FileFormat.Unknown, "unknown file", "NotAModel", "this is no pickle, nor any other kind of file that Brine knows"),
    ];

    private static readonly FormatInfo[] ByFormat = [.. Rows.OrderBy(row => row.Format)];

    internal static FormatInfo Of(FileFormat format) => ByFormat[(int)format];

    /// <summary>The format whose files an archive or folder has, or null where they are of no kind.</summary>
    internal static FileFormat? OfMembers(MemberNames files) => Rows.FirstOrDefault(row => row.Members?.Invoke(files) == true)?.Format;

    /// <summary>A table, which packages of their own read.</summary>
    private static FormatInfo OfTable(FileFormat format, string name, string what) =>
        new(format, name, "NotAModelTable",
            $"this is {what}, not a model") { DataRefusal = $"the data is {what}, and no package that reads such was given" };

    /// <summary>A model that another library saved in a form of its own.</summary>
    private static FormatInfo Foreign(FileFormat format, string name, string code = "NotAPickleForeign", string? refusal = null) =>
        new(format, name, code, refusal ?? $"this is a model in a form of its own ({format}), not a pickle, which this version cannot open")
            { IsForeignModel = true };
}
