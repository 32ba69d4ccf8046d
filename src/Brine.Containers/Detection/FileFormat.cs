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

    /// <summary>A ZIP archive: <c>numpy.savez</c>, PyTorch, Keras, skops.</summary>
    Zip,

    /// <summary>An HDF5 file.</summary>
    Hdf5,

    /// <summary>A web page.</summary>
    Html,

    /// <summary>The pointer that Git LFS leaves where the real file was not fetched.</summary>
    GitLfsPointer,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>Other text.</summary>
    Text,
}
