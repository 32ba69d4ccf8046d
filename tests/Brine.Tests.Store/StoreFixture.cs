using Brine.Arrays;
using Brine.Containers;
using Brine.Store;

namespace Brine.Tests.Store;

/// <summary>A store that goes with the test, and models to put into it.</summary>
internal sealed class StoreFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal StoreFixture(StoreBackend backend = StoreBackend.Folder)
    {
        try
        {
            Backend = BackendOfTest.Of(backend, Root);
        }
        catch
        {
            _folder.Dispose();
            throw;
        }
    }

    internal static string Tree { get; } = Repo.File("samples", "models", "iris-tree.pkl");

    internal static string Forest { get; } = Repo.File("samples", "models", "iris-forest.joblib");

    /// <summary>Stops what a test waits for, when the test is stopped.</summary>
    internal static CancellationToken Stop => TestContext.Current.CancellationToken;

    internal BackendOfTest Backend { get; }

    internal string Location => Backend.Location;

    internal string Root => _folder.Path;

    /// <summary>The folder of a store in a folder.</summary>
    internal string Folder => _folder["models"];

    internal string Database => Path.Combine(Folder, "index.db");

    /// <summary>Where this machine keeps its copies of what is elsewhere.</summary>
    internal string Cache => _folder["cache"];

    public void Dispose()
    {
        Backend.Dispose();
        _folder.Dispose();
    }

    internal ModelStore Open(string actor = "ann", TimeSpan? wait = null) => ModelStore.Open(Location, Options(actor, wait));

    internal StoreOptions Options(string actor = "ann", TimeSpan? wait = null) =>
        new() { Actor = actor, Wait = wait ?? TimeSpan.FromSeconds(30), CacheFolder = Cache };

    /// <summary>Two versions of a model, of which production has the first; what it gives back.</summary>
    internal ModelVersion Fill()
    {
        using ModelStore store = Open();
        ModelVersion version = store.Add("churn", Tree,
            new AddOptions { Metrics = new Dictionary<string, double> { ["auc"] = 0.9 } });
        store.Add("churn", Forest);
        store.SetEnvironment(new StoreEnvironment("production", PromotionRules.Parse("safe")));
        store.SetEnvironment(new StoreEnvironment("testing", new PromotionRules()));
        store.Promote("churn", 1, "production", Stop);
        store.Tag("churn", 2, "candidate");
        Assert.True(store.Check(Stop).IsSound);
        return version;
    }

    /// <summary>Puts other bytes in place of a file, or takes it away; this machine has no copy of it any more.</summary>
    internal void Overwrite(ModelVersion version, byte[]? bytes)
    {
        Backend.Overwrite(version, bytes);
        foreach (string copies in Directory.Exists(Cache) ? Directory.GetDirectories(Cache, "blobs", SearchOption.AllDirectories) : [])
        {
            Directory.Delete(copies, recursive: true);
        }
    }

    internal static string Refused(string code, Action action)
    {
        StoreException error = Assert.Throws<StoreException>(action);
        Assert.Equal(code, error.Code);
        return error.Message;
    }

    internal string Write(string name, string content) => _folder.Write(name, content);

    internal string Write(string name, byte[] content) => _folder.Write(name, content);

    /// <summary>Rows of flowers, and what the tree says of them, in the words of whoever is named.</summary>
    internal string Cases(string recorder, string? wrongLabel = null)
    {
        using Model model = Model.Load(Tree);
        double[,] rows = { { 5.1, 3.5, 1.4, 0.2 }, { 6.2, 2.9, 4.3, 1.3 }, { 6.3, 3.3, 6.0, 2.5 } };
        string?[] labels = model.Predict(rows).ToStrings();
        labels[1] = wrongLabel ?? labels[1];
        var archive = new NpzFile { ["X"] = NDArray.Of([.. rows.Cast<double>()], 3, 4) };
        archive["predict"] = NDArray.OfText([.. labels.Select(label => label!)], 3);
        archive["predict_proba"] = model.PredictProba(rows);
        archive["recorded"] = NDArray.OfText([$"{{\"by\": \"{recorder}\"}}"], 1);
        return _folder.Write($"cases-{recorder}-{wrongLabel}.npz", archive.Write());
    }
}
