using System.Security.Cryptography;
using System.Text.Json;
using Command = Brine.Tests.Support.Cli;

namespace Brine.Tests.Commands;

/// <summary><c>brine store</c></summary>
public sealed class StoreCommandTests : IDisposable
{
    private static readonly string Tree = Repo.File("samples", "models", "iris-tree.pkl"),
        Forest = Repo.File("samples", "models", "iris-forest.joblib");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheNameOfAModelIsSaidBeforeTheFileWithAnOptionOrByTheFile()
    {
        Assert.StartsWith("churn:1  sha256 ", Store("add", "churn", Tree).Output, StringComparison.Ordinal);
        Assert.StartsWith("churn:2  sha256 ", Store("add", Tree, "--name", "churn").Output, StringComparison.Ordinal);
        Assert.StartsWith("iris-tree:1  sha256 ", Store("add", Tree).Output, StringComparison.Ordinal);
        Assert.Equal((4, "brine: Usage: the name is said twice: before the file, and with --name\n"),
            Refused("add", "churn", Tree, "--name", "churn"));
        Assert.Equal(4, Store("add", Tree, "--metric", "auc").Exit);
        Assert.Equal(4, Store("add", Tree, "--metric", "auc=1", "--metric", "auc=2").Exit);
    }

    [Theory]
    [InlineData(4, "Usage: '-5' is no number of a version: say 1, 2, 3...", "promote", "churn", "-5", "--to", "production")]
    [InlineData(4, "Usage: '0' is no number of a version: say 1, 2, 3...", "promote", "churn", "0", "--to", "production")]
    [InlineData(4, "Usage: '1.0' is no number of a version: say 1, 2, 3...", "tag", "churn", "1.0", "late")]
    [InlineData(4, "Usage: '99999999999' is no number of a version: say 1, 2, 3...", "remove", "churn", "99999999999")]
    [InlineData(4, "Usage: '--to' stands behind '--', where nothing is an option ('brine store promote --help' says how it is called)",
        "promote", "--", "churn", "-5", "--to", "production")]
    [InlineData(2, "StoreName: 'churn:-5' names no version: say NAME, NAME:NUMBER or NAME@ENVIRONMENT", "show", "churn:-5")]
    [InlineData(2, "StoreName: 'churn:0' names no version: say NAME, NAME:NUMBER or NAME@ENVIRONMENT", "get", "churn:0")]
    [InlineData(2, "StoreVersionUnknown: churn has no version 99: its newest is 1", "show", "churn:99")]
    public void ANumberThatIsNoneIsSaidToBeNone(int exit, string message, params string[] words)
    {
        Store("add", "churn", Tree);
        Store("env", "production", "--require", "none");
        Assert.Equal((exit, $"brine: {message}\n"), Refused(words[0], words[1..]));
    }

    [Fact]
    public void WhereACommandTakesAModelTheSameIsSaid()
    {
        Store("add", "churn", Tree);
        (int exit, _, string error) = Shell.Run("/usr/bin/env", _folder.Path, $"BRINE_STORE={_folder["store"]}", "dotnet", Command.Program,
            "predict", "churn:-5", "rows.csv");
        Assert.Equal((2, "brine: StoreName: 'churn:-5' names no version: say NAME, NAME:NUMBER or NAME@ENVIRONMENT\n"), (exit, error));
    }

    [Fact]
    public void ADifferenceIsAPageWithPictures()
    {
        byte[] pickled = Brine.Pickle.Dumps(Brine.Arrays.NDArray.Of(new double[] { 1, 2, 3, double.NaN }, 2, 2)),
            other = Brine.Pickle.Dumps(Brine.Arrays.NDArray.Of(new double[] { 1, 2.5, -3, 4 }, 2, 2));
        Store("add", "numbers", _folder.Write("one.pkl", pickled), "--metric", "auc=0.9", "--metric", "gain=-1");
        Store("add", "numbers", _folder.Write("two.pkl", other), "--metric", "auc=0.8");
        string page = _folder["diff.html"];
        Assert.Equal("", Store("diff", "numbers:1", "numbers:2", "-o", page).Output);
        string html = File.ReadAllText(page);
        Assert.Contains("<h1>numbers:1 → numbers:2</h1>", html, StringComparison.Ordinal);
        Assert.Contains("3 of 4 elements differ, by at most", html, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">[1, 0]</th>", html, StringComparison.Ordinal);
        Assert.Contains("class=\"neg\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        string text = Store("diff", "numbers:1", "numbers:2").Output;
        Assert.Contains("    [1, 1]                   |             NaN -> 4\n    [1, 0]       ------------|             3 -> -3\n", text,
            StringComparison.Ordinal);
        JsonElement elements = Json("diff", "numbers:1", "numbers:2").GetProperty("changes")[0].GetProperty("elements");
        Assert.Equal((JsonValueKind.Null, 4.0), (elements[0].GetProperty("left").ValueKind, elements[0].GetProperty("right").GetDouble()));
        Assert.Equal("[1, 0]", elements[1].GetProperty("place").GetString());
    }

    [Fact]
    public void EveryCommandThatReportsWritesJson()
    {
        JsonElement added = Json("add", "churn", Tree, "--metric", "auc=0.5", "--note", "first");
        Assert.Equal(("churn", 1, "Safe", 0.5), (added.GetProperty("name").GetString(), added.GetProperty("version").GetInt32(),
            added.GetProperty("verdict").GetString(), added.GetProperty("metrics").GetProperty("auc").GetDouble()));
        Store("add", "churn", Forest);
        Assert.Equal("safe", Json("env", "production", "--require", "safe").GetProperty("environments")[0].GetProperty("rules").GetString());
        JsonElement promoted = Json("promote", "churn", "1", "--to", "production");
        Assert.True(promoted.GetProperty("promoted").GetBoolean() && promoted.GetProperty("rules")[0].GetProperty("met").GetBoolean());
        Assert.Equal(["production"], Json("list").GetProperty("versions")[0].GetProperty("in").EnumerateArray().Select(item => item.GetString()));
        Assert.Equal(2, Json("list", "churn").GetProperty("versions").GetArrayLength());
        Assert.Equal(0, Json("list", "--tag", "none").GetProperty("versions").GetArrayLength());
        Assert.Equal("churn", Json("show", "churn@production").GetProperty("name").GetString());
        Assert.Equal("best", Json("tag", "churn", "1", "best").GetProperty("tags")[0].GetString());
        Assert.Equal(1, Json("list", "--tag", "best").GetProperty("versions").GetArrayLength());
        Assert.Equal(0, Json("tag", "churn", "1", "best", "--remove").GetProperty("tags").GetArrayLength());
        Assert.Equal(2, Json("note", "churn", "1", "fine").GetProperty("notes").GetArrayLength());
        Assert.Equal("ben", Json("approve", "churn", "1", "--to", "production", "--as", "ben").GetProperty("approvals")[0]
            .GetProperty("by").GetString());
        Assert.Equal("Attribute", Json("diff", "churn:1", "churn:2").GetProperty("changes")[0].GetProperty("kind").GetString());
        string copy = _folder["copy.pkl"], bundle = _folder["churn.zip"];
        Assert.Equal(copy, Json("get", "churn@production", "-o", copy).GetProperty("path").GetString());
        Assert.Equal(1, Json("export", "churn:1", "-o", bundle).GetProperty("version").GetInt32());
        Assert.Equal("copy", Json("import", bundle, "--name", "copy").GetProperty("name").GetString());
        Json("promote", "churn", "2", "--to", "production");
        Assert.Equal(1, Json("rollback", "churn", "--in", "production").GetProperty("version").GetInt32());
        Assert.True(Json("remove", "churn", "2").GetProperty("removed").GetBoolean());
        Assert.Equal(1, Json("gc").GetProperty("files").GetInt32());
        Assert.Equal("add", Json("log", "churn").GetProperty("entries")[0].GetProperty("action").GetString());
        JsonElement check = Json("check");
        Assert.True(check.GetProperty("sound").GetBoolean());
        Assert.Equal(64, check.GetProperty("head").GetString()!.Length);
    }

    [Fact]
    public void ARefusedPromotionExitsWithOneAndNamesTheRules()
    {
        Store("add", "churn", Tree);
        Store("env", "production", "--require", "safe,validated,approved");
        (int exit, string output, string error) = Store("promote", "churn", "1", "--to", "production");
        Assert.Equal((1, ""), (exit, error));
        Assert.Equal("""
            production does not get churn:1
              met  safe: the file is Safe
              NOT  validated: it has no cases with answers that Python recorded
              NOT  approved: nobody but ann, who added it, has approved it for production

            """.ReplaceLineEndings("\n"), output);
        Assert.False(Json("promote", "churn", "1", "--to", "production").GetProperty("promoted").GetBoolean());
    }

    [Fact]
    public void SignaturesAndCasesAreAttachedLater()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string secret = _folder.Write("private.pem", key.ExportPkcs8PrivateKeyPem()), known = _folder.Write("public.pem",
            key.ExportSubjectPublicKeyInfoPem());
        Store("add", "churn", Tree);
        Assert.Equal(4, Store("env", "production", "--require", "signed").Exit);
        Assert.Equal(4, Store("env", "production", "--require", "safe", "--key", known).Exit);
        Assert.Equal(0, Store("env", "production", "--require", "signed", "--key", known).Exit);
        Assert.Equal(1, Store("promote", "churn", "1", "--to", "production").Exit);
        Command.Run("sign", Tree, "--key", secret, "-o", _folder["tree.sig"]);
        Assert.Equal(4, Store("attach", "churn", "1").Exit);
        Assert.Equal(0, Store("attach", "churn", "1", "--signature", _folder["tree.sig"]).Exit);
        Assert.Equal(0, Store("promote", "churn", "1", "--to", "production").Exit);
        var rows = new Containers.NpzFile { ["X"] = Arrays.NDArray.Of(new double[] { 5.1, 3.5, 1.4, 0.2 }, 1, 4) };
        Assert.Equal("brine", Json("attach", "churn", "1", "--record", _folder.Write("rows.npz", rows.Write())).GetProperty("cases_by").GetString());
        (int exit, string output, _) = Command.Run("verify", "churn@production", "--store", _folder["store"]);
        Assert.Equal((0, "churn:1, answers recorded by brine\n  predict              equal\n  predict_proba        equal\nall come out\n"),
            (exit, output));
    }

    [Fact]
    public void VerifyShowsTheRowsThatDiffer()
    {
        var wrong = new Containers.NpzFile
        {
            ["X"] = Arrays.NDArray.Of(new double[] { 5.1, 3.5, 1.4, 0.2, 6.3, 3.3, 6.0, 2.5 }, 2, 4),
            ["predict"] = Arrays.NDArray.OfText(["setosa", "setosa"], 2),
            ["predict_proba"] = Arrays.NDArray.Of(new double[] { 1, 0, 0, 0.5, 0, 0.5 }, 2, 3),
        };
        Store("add", "churn", Tree, "--cases", _folder.Write("wrong.npz", wrong.Write()));
        (int exit, string output, _) = Command.Run("verify", "churn:1", "--store", _folder["store"]);
        Assert.Equal(1, exit);
        Assert.Contains("  predict              1 of 2 rows differ\n    row 1        setosa -> virginica\n", output, StringComparison.Ordinal);
        Assert.Matches(@"  predict_proba        \d of 2 rows differ\n    row 1 ", output);
        JsonElement json = JsonDocument.Parse(Command.Run("verify", "churn:1", "--store", _folder["store"], "--json").Output).RootElement;
        Assert.False(json.GetProperty("passed").GetBoolean());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("methods")[0].GetProperty("worst").ValueKind);
    }

    [Fact]
    public void WordsThatAreNoCommandAreSaidWithTheirPath()
    {
        Assert.Equal((4, "brine: Usage: there is no command 'store lst'; did you mean 'list'? ('brine store --help' lists them)\n"), Refused("lst"));
        Assert.Equal((4, "brine: Usage: Option '--to' is required ('brine store promote --help' says how it is called)\n"),
            Refused("promote", "churn", "1"));
        Assert.Equal(4, Store("promote", "churn", "one", "--to", "production").Exit);
        Assert.Equal((2, true), Refused("show", "churn") is var (missing, text)
            ? (missing, text.StartsWith("brine: StoreMissing: ", StringComparison.Ordinal)) : default);
    }

    [Fact]
    public void ASecondSightOfADamagedStoreExitsWithOne()
    {
        Store("add", "churn", Tree);
        string blob = Directory.GetFiles(Path.Combine(_folder["store"], "blobs"), "*", SearchOption.AllDirectories).Single();
        byte[] bytes = File.ReadAllBytes(blob);
        bytes[7] ^= 1;
        File.Delete(blob);
        File.WriteAllBytes(blob, bytes);
        (int exit, string output, _) = Store("check");
        Assert.Equal(1, exit);
        Assert.StartsWith("churn:1: the file of iris-tree.pkl does not have its SHA-256 ", output, StringComparison.Ordinal);
        Assert.Contains("brine: StoreHash: ", Store("get", "churn", "-o", _folder["x.pkl"]).Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["x.pkl"]));
    }

    private (int Exit, string Output, string Error) Store(string command, params string[] words) =>
        Command.Run(["store", command, .. words, "--store", _folder["store"], .. words.Contains("--as") ? Array.Empty<string>() : ["--as", "ann"]]);

    private (int Exit, string Error) Refused(string command, params string[] words)
    {
        (int exit, _, string error) = Store(command, words);
        return (exit, error);
    }

    private JsonElement Json(string command, params string[] words)
    {
        (_, string output, string error) = Store(command, [.. words, "--json"]);
        Assert.True(output.Length > 0, error);
        return JsonDocument.Parse(output).RootElement;
    }
}
