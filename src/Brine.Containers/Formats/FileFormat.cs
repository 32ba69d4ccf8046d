namespace Brine.Containers;

/// <summary>What a file is, told by its content.</summary>
public enum FileFormat
{
    /// <summary>Nothing that Brine knows.</summary>
    Unknown,

    /// <summary>A file without content.</summary>
    Empty,

    /// <summary>A pickle, as <c>pickle.dump</c> or <c>joblib.dump</c> writes it.</summary>
    Pickle,

    /// <summary>One numpy array, <c>numpy.save</c>.</summary>
    Npy,

    /// <summary>A ZIP archive.</summary>
    Zip,

    /// <summary>A tar archive.</summary>
    Tar,

    /// <summary>Arrays by name in a ZIP archive, <c>numpy.savez</c>.</summary>
    Npz,

    /// <summary>PyTorch's ZIP archive: tensors, a module, or TorchScript.</summary>
    Torch,

    /// <summary>PyTorch's form before 1.6: several pickles and raw storages, one after the other.</summary>
    TorchLegacy,

    /// <summary>PyTorch's form before 0.2, a tar archive.</summary>
    TorchTar,

    /// <summary>A program that <c>torch.export</c> saved.</summary>
    TorchExport,

    /// <summary>Keras 3's ZIP archive.</summary>
    Keras,

    /// <summary>TensorFlow's SavedModel in a ZIP archive.</summary>
    SavedModel,

    /// <summary>A model without a pickle, as skops saves it.</summary>
    Skops,

    /// <summary>An MLflow model: a folder, or an archive of one.</summary>
    Mlflow,

    /// <summary>Tensors in the safetensors form.</summary>
    Safetensors,

    /// <summary>An ONNX model.</summary>
    Onnx,

    /// <summary>A model that LightGBM saved as text.</summary>
    LightGbm,

    /// <summary>A model that XGBoost saved: JSON, UBJSON or its older binary form.</summary>
    XgBoost,

    /// <summary>A model that CatBoost saved.</summary>
    CatBoost,

    /// <summary>A pickle, or something else that Brine reads, as base64 text.</summary>
    Base64,

    /// <summary>An HDF5 file.</summary>
    Hdf5,

    /// <summary>A table in Apache Parquet.</summary>
    Parquet,

    /// <summary>A table in Apache Arrow's form for files or for streams; Feather is one.</summary>
    Arrow,

    /// <summary>Excel's workbook since 2007, <c>.xlsx</c>.</summary>
    Excel,

    /// <summary>An Office file of the form before 2007, <c>.xls</c>, in which encrypted workbooks lie too.</summary>
    OldOffice,

    /// <summary>A web page.</summary>
    Html,

    /// <summary>The pointer that Git LFS leaves where the real file was not fetched.</summary>
    GitLfsPointer,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>A table as text: lines of as many fields each, between commas, semicolons or tabs.</summary>
    Csv,

    /// <summary>Other text.</summary>
    Text,
}
