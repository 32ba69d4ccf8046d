using Brine.Arrays;
using Brine.Containers;
using Brine.Store;

namespace Brine.Tests.Store;

/// <summary>A store in a folder that goes with the test, and models to put into it.</summary>
internal sealed class StoreFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal static string Tree { get; } = Repo.File("samples", "models", "iris-tree.pkl");

    internal static string Forest { get; } = Repo.File("samples", "models", "iris-forest.joblib");

    /// <summary>Stops what a test waits for, when the test is stopped.</summary>
    internal static CancellationToken Stop => TestContext.Current.CancellationToken;

    internal string Root => _folder.Path;

    internal string Folder => _folder["models"];

    internal string Database => Path.Combine(Folder, "index.db");

    public void Dispose() => _folder.Dispose();

    internal ModelStore Open(string actor = "ann", TimeSpan? wait = null) =>
        ModelStore.Open(Folder, new StoreOptions { Actor = actor, Wait = wait ?? TimeSpan.FromSeconds(30) });

    internal string Write(string name, string content) => _folder.Write(name, content);

    internal string Write(string name, byte[] content) => _folder.Write(name, content);

    /// <summary>The path of the file of a version.</summary>
    internal string BlobOf(ModelVersion version) => Path.Combine(Folder, "blobs", version.File.Hash[..2], version.File.Hash);

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
