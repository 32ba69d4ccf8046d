using Brine.Pickling;

namespace Brine.Containers;

/// <summary>Loads the value of any file that holds a model: a pickle or joblib file, alone or in an archive, a skops file, an MLflow folder or archive.</summary>
public static class ModelFile
{
    private const int DeepestModel = 3;

    /// <summary>Loads a file or an MLflow folder.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file holds no value that Brine reads, or is corrupt.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    public static PyValue Load(string path, LoadOptions? options = null)
    {
        options ??= new LoadOptions();
        return Load(UnpackedFile.Open(path, options.Limits), options);
    }

    /// <summary>Loads the bytes of a file.</summary>
    /// <exception cref="PickleFormatException">The bytes hold no value that Brine reads, or are corrupt.</exception>
    /// <exception cref="PickleLimitException">The bytes ask for more than the limits allow.</exception>
    public static PyValue Load(ReadOnlyMemory<byte> bytes, LoadOptions? options = null)
    {
        options ??= new LoadOptions();
        return Load(UnpackedFile.Read(bytes, options.Limits), options);
    }

    /// <summary>Loads what is in a file that was opened before.</summary>
    /// <exception cref="PickleFormatException">The file holds no value that Brine reads, or is corrupt.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    public static PyValue Load(UnpackedFile file, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        options ??= new LoadOptions();
        for (int depth = 0; depth < DeepestModel && file.Format == FileFormat.Mlflow; depth++)
        {
            file = MlflowModel.Read(file).OpenModel(options.Limits);
        }

        return file.Format == FileFormat.Skops ? SkopsFile.Read(file, options).Value : PickleFile.Read(file, options).Value;
    }
}
