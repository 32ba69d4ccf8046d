using System.Net;
using System.Text.Json;

namespace Brine.Tests.Server;

/// <summary>Files that are replaced while the server answers.</summary>
public sealed class ReloadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AReplacedFileIsTakenUpAndABrokenOneIsNot()
    {
        string file = _folder["iris.model"];
        File.Copy(Repo.File("samples", "models", "iris-forest.joblib"), file);
        await using Served served = await Served.Start(options => options.WatchInterval = TimeSpan.Zero, file);
        string first = served.Registry.Find("iris")!.Version;
        Assert.Equal(0, served.Registry.Refresh());
        Replace(file, File.ReadAllBytes(Repo.File("samples", "models", "iris-tree.pkl")));
        Assert.Equal(1, served.Registry.Refresh());
        Assert.NotEqual(first, served.Registry.Find("iris")!.Version);
        Assert.Equal("DecisionTreeClassifier", (await served.Get("/v2/models/iris")).Json.GetProperty("platform").GetString());
        foreach (byte[] bad in (byte[][])["cos\nsystem\n(S'id'\ntR."u8.ToArray(), [], [0x80, 4, 1, 2, 3]])
        {
            Replace(file, bad);
            Assert.Equal(0, served.Registry.Refresh());
            Assert.Equal(0, served.Registry.Refresh());
            Assert.Equal(HttpStatusCode.OK, (await served.Post("/predict", "[[5.1,3.5,1.4,0.2]]")).Status);
        }

        File.Delete(file);
        Assert.Equal(0, served.Registry.Refresh());
        Assert.Equal(HttpStatusCode.OK, (await served.Post("/predict", "[[5.1,3.5,1.4,0.2]]")).Status);
    }

    [Fact]
    public async Task RequestsAreAnsweredWhileModelsAreReplaced()
    {
        string file = _folder["iris.model"];
        byte[][] models = [File.ReadAllBytes(Repo.File("samples", "models", "iris-forest.joblib")),
            File.ReadAllBytes(Repo.File("samples", "models", "iris-tree.pkl"))];
        File.WriteAllBytes(file, models[0]);
        await using Served served = await Served.Start(options => options.WatchInterval = TimeSpan.FromMilliseconds(20), file);
        using var stop = new CancellationTokenSource();
        Task replacing = Task.Run(async () =>
        {
            for (int i = 1; !stop.IsCancellationRequested; i++)
            {
                Replace(file, models[i % 2]);
                await Task.Delay(30);
            }
        }, TestContext.Current.CancellationToken);
        await Parallel.ForAsync(0, 400, TestContext.Current.CancellationToken, async (_, _) =>
        {
            (HttpStatusCode status, JsonElement json) = await served.Post("/predict", "[[5.1,3.5,1.4,0.2]]");
            Assert.Equal((HttpStatusCode.OK, """[{"predict":"setosa"}]"""), (status, json.ToString()));
        });
        await stop.CancelAsync();
        await replacing;
    }

    [Fact]
    public async Task AModelThatCannotBeLoadedKeepsTheServerFromStarting() =>
        await Assert.ThrowsAnyAsync<BrineException>(() => Served.Start(null, _folder.Write("bad.pkl", [0x80, 4, 1])));

    private static void Replace(string file, byte[] bytes)
    {
        File.WriteAllBytes(file + ".new", bytes);
        File.Move(file + ".new", file, overwrite: true);
    }
}
