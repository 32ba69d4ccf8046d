using System.Collections.Concurrent;
using System.Security.Cryptography;
using Brine.Containers;
using Brine.Models;

namespace Brine.Server;

/// <summary>A model that is served: immutable, and shared by all requests. A file that is replaced becomes another one of these.</summary>
public sealed class ServedModel
{
    private readonly Lazy<RowForm> _form;
    private readonly Lazy<Explainer?> _explainer;
    private readonly ConcurrentDictionary<string, string> _about = new(StringComparer.Ordinal);

    private ServedModel(string name, string path, Model model, string hash, (long Length, DateTime Written) stamp, DateTimeOffset loaded)
    {
        (Name, Path, Model, Hash, Stamp, Loaded) = (name, path, model, hash, stamp, loaded);
        Predictor = new Predictor(model.Estimator);
        Inputs = ModelInput.Of(model.Estimator);
        _form = new Lazy<RowForm>(() => new RowForm(Model.Estimator, Inputs));
        _explainer = new Lazy<Explainer?>(MakeExplainer);
    }

    /// <summary>The name under which it is asked.</summary>
    public string Name { get; }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The model.</summary>
    public Model Model { get; }

    /// <summary>The SHA-256 of the file, in hexadecimal.</summary>
    public string Hash { get; }

    /// <summary>The version that protocols name: the beginning of the hash.</summary>
    public string Version => Hash[..12];

    /// <summary>When it was loaded.</summary>
    public DateTimeOffset Loaded { get; }

    /// <summary>What it is given, column by column; empty where the model does not say.</summary>
    public IReadOnlyList<ModelInput> Inputs { get; }

    internal Predictor Predictor { get; }

    /// <summary>The form on which it is asked.</summary>
    internal RowForm Form => _form.Value;

    /// <summary>Explains its answers; null where there is no such explanation.</summary>
    internal Explainer? Explainer => _explainer.Value;

    /// <summary>The page of what is in it, which is made once for each language.</summary>
    internal string AboutIn(string language, Func<string> make) => _about.GetOrAdd(language, _ => make());

    /// <summary>What tells whether the file was replaced since.</summary>
    internal (long Length, DateTime Written) Stamp { get; }

    /// <summary>The methods that answer about rows, the default one first.</summary>
    internal IReadOnlyList<string> Methods =>
    [
        Predictor.DefaultMethod,
        .. MethodNames.All.Where(name => name != Predictor.DefaultMethod && Model.Methods.Contains(name)
            && MethodNames.Parse(name) is Models.Methods.Predict or Models.Methods.PredictProba or Models.Methods.PredictLogProba
                or Models.Methods.DecisionFunction or Models.Methods.Transform or Models.Methods.ScoreSamples),
    ];

    private Explainer? MakeExplainer()
    {
        try
        {
            return new Explainer(Model.Estimator);
        }
        catch (UnsupportedModelException)
        {
            return null;
        }
    }

    /// <summary>Reads a file whole, so that whatever is done to it later changes nothing here.</summary>
    /// <exception cref="BrineException">The file cannot be loaded.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    internal static ServedModel Load(string name, string path, LoadOptions options)
    {
        (long, DateTime) stamp = StampOf(path);
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        string hash = Convert.ToHexStringLower(SHA256.HashData(file));
        file.Position = 0;
        Model model = Model.Load(file, options);
        _ = model.Estimator;
        return new ServedModel(name, path, model, hash, stamp, DateTimeOffset.UtcNow);
    }

    internal static (long Length, DateTime Written) StampOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? (file.Length, file.LastWriteTimeUtc) : (-1, default);
    }
}
