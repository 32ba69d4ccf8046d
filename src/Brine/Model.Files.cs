using Brine.Containers;
using Brine.Pickling;

namespace Brine;

/// <content>Loading, saving, and letting go of files.</content>
public sealed partial class Model : IDisposable
{
    private readonly ModelFile? _file;
    private bool _isDisposed;

    /// <summary>Loads a model that <c>pickle.dump</c>, <c>joblib.dump</c> or <c>skops.io.dump</c> saved, alone or in an archive, or an
    /// MLflow folder.</summary>
    /// <remarks>A large file may stay on disk (<see cref="LoadOptions.MemoryMap"/>): then the model is a view over it, until
    /// <see cref="Dispose"/>.</remarks>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file is no pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    /// <exception cref="Models.UnsupportedModelException">The file holds no model, or one that cannot run yet.</exception>
    public static Model Load(string path, LoadOptions? options = null) =>
        Own(ModelFile.Open(path, options), options);

    /// <summary>Loads a model that names Python code of yours, in whose place your own is to run; see
    /// <see cref="Load(string, LoadOptions?)"/>.</summary>
    /// <param name="path">The file, or an MLflow folder.</param>
    /// <param name="supply">Registers the code: <c>code => code.Register("mymodule.clean", rows => ...)</c>.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file is no pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    /// <exception cref="Models.UnsupportedModelException">The file holds no model, or one that cannot run yet.</exception>
    public static Model Load(string path, Action<Models.CustomCode> supply)
    {
        ArgumentNullException.ThrowIfNull(supply);
        var code = new Models.CustomCode();
        supply(code);
        return Load(path, new LoadOptions { Code = code });
    }

    /// <summary>Loads a model, see <see cref="Load(string, LoadOptions?)"/>.</summary>
    /// <param name="path">The file, or an MLflow folder.</param>
    /// <param name="configure">Makes the options, such as <c>options => options.Require(Verdict.Safe)</c>.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file is no pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    /// <exception cref="Models.UnsupportedModelException">The file holds no model, or one that cannot run yet.</exception>
    /// <exception cref="Scanning.UnsafeFileException">The scanner thinks worse of the file than the options require.</exception>
    public static Model Load(string path, Func<LoadOptions, LoadOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Load(path, configure(new LoadOptions()));
    }

    /// <summary>Loads what is left of a stream as one file, see <see cref="Load(string, LoadOptions?)"/>.</summary>
    /// <exception cref="PickleFormatException">The stream holds no pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The stream asks for more than the limits allow.</exception>
    /// <exception cref="Models.UnsupportedModelException">The stream holds no model, or one that cannot run yet.</exception>
    public static Model Load(Stream stream, LoadOptions? options = null) =>
        Own(ModelFile.Read(stream, options), options);

    /// <summary>Loads a model from the bytes of a file, see <see cref="Load(string, LoadOptions?)"/>; arrays in it are views over that
    /// memory.</summary>
    /// <exception cref="PickleFormatException">The bytes are no pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The bytes ask for more than the limits allow.</exception>
    /// <exception cref="Models.UnsupportedModelException">The bytes hold no model, or one that cannot run yet.</exception>
    public static Model Load(ReadOnlyMemory<byte> bytes, LoadOptions? options = null) =>
        Own(ModelFile.Read(bytes, options), options);

    /// <summary>Loads a model without blocking while the file is read, see <see cref="Load(string, LoadOptions?)"/>.</summary>
    /// <param name="path">The file, or an MLflow folder.</param>
    /// <param name="options">How to load it.</param>
    /// <param name="progress">Told how many bytes have been read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file is no pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    /// <exception cref="Models.UnsupportedModelException">The file holds no model, or one that cannot run yet.</exception>
    public static async Task<Model> LoadAsync(string path, LoadOptions? options = null, IProgress<long>? progress = null,
        CancellationToken cancellationToken = default) =>
        Own(await ModelFile.OpenAsync(path, options, progress, cancellationToken).ConfigureAwait(false), options);

    /// <summary>Loads what is left of a stream as one file, without blocking while it arrives, see
    /// <see cref="Load(string, LoadOptions?)"/>.</summary>
    /// <param name="stream">The stream; it is not closed.</param>
    /// <param name="options">How to load it.</param>
    /// <param name="progress">Told how many bytes have arrived.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="PickleFormatException">The stream holds no pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The stream asks for more than the limits allow.</exception>
    /// <exception cref="Models.UnsupportedModelException">The stream holds no model, or one that cannot run yet.</exception>
    public static async Task<Model> LoadAsync(Stream stream, LoadOptions? options = null, IProgress<long>? progress = null,
        CancellationToken cancellationToken = default) =>
        Own(await ModelFile.ReadAsync(stream, options, progress, cancellationToken).ConfigureAwait(false), options);

    /// <summary>Saves the model for Python: the same bytes as <see cref="Pickle.Dump{T}(T, string, SaveOptions?)"/> and
    /// <see cref="Joblib.Dump"/> write for its value. The file appears complete or not at all.</summary>
    /// <param name="path">The file; <c>.pkl</c>, <c>.joblib</c> or <c>.skops</c> is the form, and <c>.pkl.gz</c>, <c>.joblib.xz</c> and the
    /// like are packed.</param>
    /// <param name="options">The protocol, and more; for a skops file there are none.</param>
    /// <exception cref="ArgumentException">The name ends in no form of a model, or the options do not fit the form.</exception>
    /// <exception cref="FileNotWrittenException">The disk is full, or the system does not let the file be written.</exception>
    public void Save(string path, SaveOptions? options = null)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ModelSaver.Save(Value, path, options);
    }

    /// <summary>Writes the model to a stream as a pickle.</summary>
    /// <param name="stream">The stream; it is not closed.</param>
    /// <param name="options">The protocol, and more.</param>
    public void Save(Stream stream, SaveOptions? options = null)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        PickleSaver.WritePickle(Value, stream, options);
    }

    /// <summary>
    /// Lets go of a file that was left on disk; the model and what it gave as views over the file cannot be used after that, nor may it be
    /// called while others still ask the model. A model in memory has nothing to let go of.
    /// </summary>
    public void Dispose()
    {
        _isDisposed = true;
        _file?.Dispose();
    }

    private static Model Own(ModelFile file, LoadOptions? options)
    {
        try
        {
            return new Model(Models.EstimatorTable.Read(file.Value, code: options?.Code as Models.CustomCode), file.Value, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
