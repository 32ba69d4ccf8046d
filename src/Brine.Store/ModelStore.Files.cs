using Brine.Containers;

namespace Brine.Store;

public sealed partial class ModelStore
{
    private readonly Lock _opening = new();
    private readonly Dictionary<string, OpenedModel> _opened = new(StringComparer.Ordinal);

    /// <summary>Opens a model. Its file is hashed first, and hashed again only where it was touched since: the model is the same object
    /// each time, which threads may share.</summary>
    /// <param name="reference"><c>churn</c> for the newest, <c>churn:7</c>, or <c>churn@production</c>.</param>
    /// <returns>The model; it ends with the store.</returns>
    /// <exception cref="StoreException">There is no such version, or its file is not as it was written.</exception>
    /// <exception cref="Models.UnsupportedModelException">The file holds no model, or one that cannot run yet.</exception>
    public Model Get(string reference)
    {
        ModelVersion version = WithFiles(reference);
        string hash = version.File.Hash;
        lock (_opening)
        {
            (long Length, DateTime Written) stamp = _blobs.Stamp(version.File);
            if (_opened.TryGetValue(hash, out OpenedModel known))
            {
                if (known.Length == stamp.Length && known.Written == stamp.Written)
                {
                    return known.Model;
                }

                // What it was opened from was right; what lies there now may not be, and is not given out unseen.
                _blobs.Verify(version.File);
                _opened[hash] = known with { Length = stamp.Length, Written = stamp.Written };
                return known.Model;
            }

            Model model = CaseValidation.Open(version, _blobs, _options.Load);
            _opened.Add(hash, new OpenedModel(model, stamp.Length, stamp.Written));
            return model;
        }
    }

    /// <summary>Copies the file of a version out of the store.</summary>
    /// <param name="reference">The version.</param>
    /// <param name="path">Where to; the file appears when its hash was right, or not at all.</param>
    /// <exception cref="StoreException">There is no such version, or its file is not as it was written.</exception>
    /// <exception cref="FileNotWrittenException">The file cannot be written there.</exception>
    public ModelVersion CopyTo(string reference, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ModelVersion version = WithFiles(reference);
        AtomicFile.Write(path, stream => _blobs.CopyTo(version.File, stream));
        return version;
    }

    /// <summary>Where the file of a version lies in the store, hashed now. It is not to be changed there.</summary>
    /// <param name="reference">The version.</param>
    /// <exception cref="StoreException">There is no such version, or its file is not as it was written.</exception>
    public string VerifiedPath(string reference)
    {
        ModelVersion version = WithFiles(reference);
        _blobs.Verify(version.File);
        return _blobs.PathOf(version.File.Hash);
    }

    /// <summary>Asks a version for the answers that were recorded with it, on this machine.</summary>
    /// <exception cref="StoreException">There is no such version, it has no cases, or a file was damaged.</exception>
    public ValidationReport Validate(string reference) => CaseValidation.Run(WithFiles(reference), _blobs, _options.Load);

    /// <summary>Records what a version answers now, as its cases: a regression check. A rule <c>validated</c> asks for Python's
    /// answers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="number">The version.</param>
    /// <param name="inputsPath">An <c>.npz</c> with inputs: <c>X</c>, <c>X.col.NAME</c>...</param>
    /// <exception cref="ModelInputException">The inputs do not fit the model.</exception>
    public ModelVersion Record(string model, int number, string inputsPath)
    {
        var reference = new ModelReference(StoreNames.Require(model, "a model"), number, null);
        using NpzFile inputs = NpzFile.Open(inputsPath, _options.Load);
        NpzFile answers = CaseFile.Record(Get(reference.ToString()), inputs);
        using var bytes = new MemoryStream(answers.Write());
        using IncomingBlob cases = _blobs.Receive(bytes, default);
        return Attach(model, number, cases.Named(Path.GetFileName(inputsPath)), "brine", null, [cases]);
    }

    /// <summary>Says how two versions differ: metrics, parameters, attributes, arrays, and the answers to the cases of either.</summary>
    /// <param name="left">A version.</param>
    /// <param name="right">Another one.</param>
    /// <exception cref="StoreException">There is no such version, or a file was damaged.</exception>
    public VersionComparison Compare(string left, string right) =>
        new VersionComparer(_blobs, _options.Load).Compare(WithFiles(left), WithFiles(right));

    private ModelVersion WithFiles(string reference) =>
        Find(reference) is { IsRemoved: false } version ? version : throw Removed(Find(reference));

    private void DisposeModels()
    {
        lock (_opening)
        {
            foreach (OpenedModel opened in _opened.Values)
            {
                opened.Model.Dispose();
            }

            _opened.Clear();
        }
    }

    private readonly record struct OpenedModel(Model Model, long Length, DateTime Written);
}
