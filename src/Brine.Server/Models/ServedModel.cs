using System.Collections.Concurrent;
using Brine.Containers;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Server;

/// <summary>A model that is served: immutable, and shared by all requests. A file that is replaced becomes another one of these.</summary>
public sealed class ServedModel
{
    private readonly Lazy<RowForm> _form;
    private readonly Lazy<Explainer?> _explainer;
    private readonly Lazy<ModelExample?> _example;
    private readonly ConcurrentDictionary<string, string> _about = new(StringComparer.Ordinal);

    private ServedModel(string name, string? version, string path, Model model, string hash, (long Length, DateTime Written) stamp)
    {
        (Name, Path, Model, Hash, Stamp, Loaded) = (name, path, model, hash, stamp, DateTimeOffset.UtcNow);
        Version = version ?? hash[..12];
        Predictor = new Predictor(model.Estimator);
        Inputs = ModelInput.Of(model.Estimator);
        _form = new Lazy<RowForm>(() => new RowForm(Model.Estimator, Inputs));
        _example = new Lazy<ModelExample?>(() => ModelExample.Of(this));
        _explainer = new Lazy<Explainer?>(MakeExplainer);
    }

    /// <summary>The name under which it is asked.</summary>
    public string Name { get; }

    /// <summary>The file, or the folder of MLflow.</summary>
    public string Path { get; }

    /// <summary>The model.</summary>
    public Model Model { get; }

    /// <summary>The SHA-256 of the file, in hexadecimal; of names, lengths and bytes of all files of a folder of MLflow.</summary>
    public string Hash { get; }

    /// <summary>The version that protocols name: the name of its file where it lies in a folder of versions, the beginning of the hash
    /// otherwise.</summary>
    public string Version { get; }

    /// <summary>When it was loaded.</summary>
    public DateTimeOffset Loaded { get; }

    /// <summary>What it is given, column by column; empty where the model does not say.</summary>
    public IReadOnlyList<ModelInput> Inputs { get; }

    /// <summary>True where no folder of versions names it.</summary>
    internal bool HasVersionOfHash => Version == Hash[..12];

    internal Predictor Predictor { get; }

    /// <summary>The form on which it is asked.</summary>
    internal RowForm Form => _form.Value;

    /// <summary>A row that it answers, and its answers; null where none can be made of the model alone.</summary>
    internal ModelExample? Example => _example.Value;

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

    /// <summary>What finds rows for it in JSON and in tensors.</summary>
    internal JsonRows JsonReader(Limits limits, long mostRows)
    {
        Func<IReadOnlyList<string>, IReadOnlyList<ColumnKind>>? kinds =
            KnownColumns.Of(Model.Estimator, null, [], null) is { } known ? known.Kinds : null;
        return new JsonRows(kinds is null ? null : names => PlacesOf(names) is { } places
            ? PutAt(places, kinds([.. Inputs.Select(input => input.Name)])) : kinds(names), Model.Estimator.FeatureNamesIn, limits,
            mostRows);
    }

    /// <summary>Puts columns in the order of the model where they are named <c>x0</c>, <c>x1</c>... as its metadata names those of a model
    /// without names; other columns of such a model are taken as they stand.</summary>
    internal Features InOrder(Features rows)
    {
        if (rows is not Table table || PlacesOf([.. table.Columns.Select(column => column.Name)]) is not { } places)
        {
            return rows;
        }

        int[] order = new int[places.Length];
        for (int i = 0; i < places.Length; i++)
        {
            order[places[i]] = i;
        }

        return table.SelectColumns(order);
    }

    /// <summary>The column of the model that each name means; null where they are not exactly the names that the metadata made
    /// up.</summary>
    private int[]? PlacesOf(IReadOnlyList<string> names)
    {
        if (Model.Estimator.FeatureNamesIn is not null || names.Count < 2 || names.Count != Inputs.Count)
        {
            return null;
        }

        var places = new Dictionary<string, int>(names.Count, StringComparer.Ordinal);
        for (int i = 0; i < names.Count; i++)
        {
            if (names[i].Length == 0)
            {
                return null;
            }

            places[Inputs[i].Name] = i;
        }

        int[] found = [.. names.Select(name => places.Remove(name, out int place) ? place : -1)];
        return found.Contains(-1) ? null : found;
    }

    private static ColumnKind[] PutAt(int[] places, IReadOnlyList<ColumnKind> kinds) => Array.ConvertAll(places, place => kinds[place]);

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
    internal static ServedModel Load(string name, string? version, string path, LoadOptions options)
    {
        (long, DateTime) stamp = ModelPlace.StampOf(path);
        if (ModelPlace.IsMlflow(path))
        {
            return new ServedModel(name, version, path, Checked(Model.Load(path, options)), ModelPlace.HashOf(path, null), stamp);
        }

        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        string hash = ModelPlace.HashOf(path, file);
        file.Position = 0;
        return new ServedModel(name, version, path, Checked(Model.Load(file, options)), hash, stamp);
    }

    /// <summary>What cannot answer is told now, and not by the first request.</summary>
    private static Model Checked(Model model)
    {
        _ = model.Estimator;
        return model;
    }
}
