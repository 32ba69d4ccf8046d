using System.Net;
using System.Text.Json;

namespace Brine.Tests.Server;

/// <summary>Folders of models, versions, aliases, and loading and unloading by request.</summary>
public sealed class RepositoryTests : IDisposable
{
    private const string Row = "[[5.1,3.5,1.4,0.2]]";
    private static readonly string Forest = Repo.File("samples", "models", "iris-forest.joblib");
    private static readonly string Tree = Repo.File("samples", "models", "iris-tree.pkl");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ModelsOfAFolderComeAndGo()
    {
        await using Served served = await Start();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await served.Get("/v2/health/ready")).Status);
        File.Copy(Forest, _folder["iris.joblib"]);
        Assert.Equal(1, served.Registry.Refresh());
        Assert.Equal(HttpStatusCode.OK, (await served.Post("/models/iris/predict", Row)).Status);
        File.WriteAllText(_folder["notes.txt"], "not a model");
        Assert.Equal(0, served.Registry.Refresh());
        (_, JsonElement index) = await served.Post("/v2/repository/index", "");
        Assert.Equal(["iris READY", "notes UNAVAILABLE"], States(index));
        (_, index) = await served.Post("/v2/repository/index", """{"ready": true}""");
        Assert.Equal(["iris READY"], States(index));
        File.Delete(_folder["notes.txt"]);
        File.Delete(_folder["iris.joblib"]);
        Assert.Equal(1, served.Registry.Refresh());
        Assert.Equal(HttpStatusCode.NotFound, (await served.Post("/models/iris/predict", Row)).Status);
        (_, index) = await served.Post("/v2/repository/index", "");
        Assert.Empty(States(index));
    }

    [Fact]
    public async Task AFolderThatMlflowWroteIsAModel()
    {
        string first = Repo.File("tests", "Golden", "mlflow", "mlflow-2.9.2", "logistic.nosignature");
        CopyFolder(first, _folder["scoring"]);
        Directory.CreateDirectory(_folder["versions"]);
        CopyFolder(first, Path.Combine(_folder["versions"], "7"));
        await using Served served = await Start();
        Assert.Equal(["scoring", "versions"], served.Registry.Models.Select(model => model.Name));
        Assert.Equal("7", served.Registry.Find("versions")!.Version);
        int columns = served.Registry.Find("scoring")!.Inputs.Count;
        string row = "[[" + string.Join(',', Enumerable.Repeat("1", columns)) + "]]";
        Assert.Equal(HttpStatusCode.OK, (await served.Post("/models/scoring/predict", row)).Status);
        Assert.Equal(HttpStatusCode.OK, (await served.Post("/invocations?model=versions", row)).Status);

        // Another model in place of the file within, and nothing at all in place of the folder.
        string hash = served.Registry.Find("scoring")!.Hash;
        File.Copy(Tree, _folder[Path.Combine("scoring", "model.pkl")], overwrite: true);
        Assert.Equal(1, served.Registry.Refresh());
        Assert.NotEqual(hash, served.Registry.Find("scoring")!.Hash);
        Assert.Equal("DecisionTreeClassifier", await Platform(served, "scoring"));
        Directory.Delete(_folder["scoring"], recursive: true);
        Assert.Equal(1, served.Registry.Refresh());
        Assert.Null(served.Registry.Find("scoring"));
    }

    [Fact]
    public async Task AHostileFileInTheFolderIsRefusedAndTheOldModelServesOn()
    {
        File.Copy(Forest, _folder["iris.joblib"]);
        await using Served served = await Start();
        File.WriteAllText(_folder["iris.joblib"], "cos\nsystem\n(S'touch /tmp/pwned'\ntR.");
        Assert.Equal(0, served.Registry.Refresh());
        Assert.Equal(HttpStatusCode.OK, (await served.Post("/models/iris/predict", Row)).Status);
    }

    [Fact]
    public async Task VersionsAreServedSideBySideAndTheHighestNumberIsTheDefault()
    {
        Directory.CreateDirectory(_folder["iris"]);
        Directory.CreateDirectory(Path.Combine(_folder["iris"], "10"));
        File.Copy(Tree, Path.Combine(_folder["iris"], "9.pkl"));
        File.Copy(Forest, Path.Combine(_folder["iris"], "10", "model.joblib"));
        await using Served served = await Start(options => options.Aliases["champion"] = "iris:9");
        JsonElement model = (await served.Get("/v2/models/iris")).Json;
        Assert.Equal("""["10","9"]""", model.GetProperty("versions").ToString());
        Assert.Equal("RandomForestClassifier", model.GetProperty("platform").GetString());
        Assert.Equal("DecisionTreeClassifier", await Platform(served, "iris/versions/9"));
        Assert.Equal("DecisionTreeClassifier", await Platform(served, "champion"));
        Assert.Equal(HttpStatusCode.OK, (await served.Post("/v2/models/iris/versions/9/infer",
            """{"inputs":[{"name":"x","shape":[1,4],"datatype":"FP64","data":[5.1,3.5,1.4,0.2]}]}""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await served.Post("/models/iris/versions/9/predict", Row)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await served.Get("/v2/models/iris/versions/8")).Status);
        File.Delete(Path.Combine(_folder["iris"], "10", "model.joblib"));
        Assert.Equal(1, served.Registry.Refresh());
        Assert.Equal("DecisionTreeClassifier", await Platform(served, "iris"));
    }

    [Fact]
    public async Task ModelsAreUnloadedAndLoadedByRequestWhereThatIsAllowed()
    {
        File.Copy(Forest, _folder["iris.joblib"]);
        await using Served served = await Start(options => options.AllowsLoading = true);
        Assert.Equal(HttpStatusCode.OK, (await served.Post("/v2/repository/models/iris/unload", "{}")).Status);
        Assert.Equal(0, served.Registry.Refresh());
        Assert.Equal(HttpStatusCode.NotFound, (await served.Get("/v2/models/iris/ready")).Status);
        (_, JsonElement index) = await served.Post("/v2/repository/index", "");
        Assert.Equal(["iris UNAVAILABLE"], States(index));
        Assert.Equal(HttpStatusCode.OK, (await served.Post("/v2/repository/models/iris/load", "")).Status);
        Assert.Equal(HttpStatusCode.OK, (await served.Get("/v2/models/iris/ready")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await served.Post("/v2/repository/models/other/load", "")).Status);
        File.WriteAllBytes(_folder["iris.joblib"], [0x80, 4, 1]);
        Assert.Equal(HttpStatusCode.BadRequest, (await served.Post("/v2/repository/models/iris/load", "")).Status);
        Assert.Equal(HttpStatusCode.OK, (await served.Get("/v2/models/iris/ready")).Status);
    }

    [Fact]
    public async Task LoadingByRequestIsRefusedUnlessAllowed()
    {
        File.Copy(Forest, _folder["iris.joblib"]);
        await using Served served = await Start();
        foreach (string change in (string[])["load", "unload"])
        {
            (HttpStatusCode status, JsonElement json) = await served.Post($"/v2/repository/models/iris/{change}", "");
            Assert.Equal((HttpStatusCode.Forbidden, "ModelControl"), (status, json.GetProperty("code").GetString()));
        }

        Assert.Equal(HttpStatusCode.OK, (await served.Get("/v2/models/iris/ready")).Status);
    }

    /// <summary>The metadata of every sample says what its answers are.</summary>
    [Theory]
    [InlineData("iris-forest.joblib")]
    [InlineData("iris-tree.pkl")]
    [InlineData("passengers.pkl")]
    public async Task MetadataSaysWhatTheAnswersAre(string model)
    {
        await using Served served = await Served.Start(null, model);
        string name = Path.GetFileNameWithoutExtension(model);
        JsonElement metadata = (await served.Get($"/v2/models/{name}")).Json;
        IReadOnlyList<object?> cells = served.Registry.Find(name)!.Inputs.Select(input => (object?)input.Name).ToArray();
        Assert.Equal(cells, metadata.GetProperty("inputs").EnumerateArray().Select(input => input.GetProperty("name").GetString()));
        string inputs = string.Join(",", metadata.GetProperty("inputs").EnumerateArray().Select(input =>
        {
            string column = input.GetProperty("name").GetString()!, type = input.GetProperty("datatype").GetString()!;
            string value = Value(served.Registry.Find(name)!.Inputs.Single(known => known.Name == column));
            return $$"""{"name":"{{column}}","shape":[1],"datatype":"{{type}}","data":[{{value}}]}""";
        }));
        string outputs = string.Join(",", metadata.GetProperty("outputs").EnumerateArray().Select(output =>
            $$"""{"name":"{{output.GetProperty("name").GetString()}}"}"""));
        (HttpStatusCode status, JsonElement answer) = await served.Post($"/v2/models/{name}/infer",
            $$"""{"inputs":[{{inputs}}],"outputs":[{{outputs}}]}""");
        Assert.True(status == HttpStatusCode.OK, answer.ToString());
        foreach ((JsonElement said, JsonElement given) in metadata.GetProperty("outputs").EnumerateArray()
            .Zip(answer.GetProperty("outputs").EnumerateArray()))
        {
            Assert.Equal(said.GetProperty("datatype").GetString(), given.GetProperty("datatype").GetString());
            Assert.Equal(said.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()).Skip(1),
                given.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()).Skip(1));
        }
    }

    private static string Value(ModelInput input) => input.Categories is [var first, ..] ? $"\"{first.AsString()}\"" : "1";

    private static async Task<string?> Platform(Served served, string model) =>
        (await served.Get("/v2/models/" + model)).Json.GetProperty("platform").GetString();

    private static IEnumerable<string> States(JsonElement index) => index.EnumerateArray().Select(item =>
        $"{item.GetProperty("name").GetString()} {item.GetProperty("state").GetString()}");

    private Task<Served> Start(Action<BrineServerOptions>? configure = null) => Served.StartEmpty(options =>
    {
        options.Folders.Add(_folder.Path);
        options.WatchInterval = TimeSpan.Zero;
        configure?.Invoke(options);
    });

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
