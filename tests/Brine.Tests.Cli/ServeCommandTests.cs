using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Brine.Tests.Cli;

/// <summary><c>brine serve</c> as a command: what it refuses, and a server that follows a store and stops when it is told to.</summary>
public sealed class ServeCommandTests : IDisposable
{
    private static readonly string Forest = Repo.File("samples", "models", "iris-forest.joblib");
    private static readonly string Tree = Repo.File("samples", "models", "iris-tree.pkl");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--log", "loud")]
    [InlineData("--alias", "champion")]
    [InlineData("--urls", "https://127.0.0.1:0")]
    [InlineData("--grpc", "ftp://127.0.0.1:1")]
    [InlineData("--max-rows", "0")]
    [InlineData("--alias", "champion=nobody")]
    [InlineData("--alias", "a/b=iris-forest")]
    [InlineData("--alias", "iris-forest=iris-forest")]
    [InlineData("--urls", "http://127.0.0.1:18473;http://localhost:18473")]
    public void WrongUsageIsToldWithCodeFour(string option, string value)
    {
        (int exit, _, string error) = Support.Cli.Run("serve", Forest, option, value);
        Assert.True(exit == 4, error);
        Assert.StartsWith("brine: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderUnderANameHoldsOneFile()
    {
        File.Copy(Forest, _folder["a.joblib"]);
        File.Copy(Tree, _folder["b.pkl"]);
        (int exit, _, string error) = Support.Cli.Run("serve", $"iris={_folder.Path}");
        Assert.Equal(4, exit);
        Assert.Contains("holds 2 files", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("\u00fc")]
    public void AWrongNameIsToldWithWhatANameMayBe(string name)
    {
        (int exit, _, string error) = Support.Cli.Run("serve", $"{name}={Forest}");
        Assert.Equal(4, exit);
        Assert.StartsWith($"brine: Usage: '{name}' is no name of a model: a name has letters, digits, _, - and .", error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task APortThatIsTakenIsToldInOneLine()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        string place = $"http://{other.LocalEndpoint}";
        foreach (string log in (string[])["text", "json"])
        {
            // A process of its own: the framework's log goes to the standard error of the system.
            using Process server = Process.Start(new ProcessStartInfo("dotnet",
                [Support.Cli.Program, "serve", Forest, "--urls", place, "--log", log]) { RedirectStandardError = true })!;
            string error = await server.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await server.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(2, server.ExitCode);
            string[] lines = [.. error.Split('\n').Where(line => line.Length > 0 && !line.Contains("is served", StringComparison.Ordinal))];
            Assert.True(lines.Length == 1, error);
            Assert.StartsWith($"brine: PortInUse: another program listens at {place}; ", lines[0], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void GrpcNeedsAPortOfItsOwn()
    {
        (int exit, _, string error) = Support.Cli.Run("serve", Forest, "--urls", "http://127.0.0.1:18474", "--grpc",
            "http://localhost:18474");
        Assert.Equal(4, exit);
        Assert.Equal("brine: Usage: --urls: 127.0.0.1:18474 is named twice: gRPC needs a port of its own, or is asked at an address with "
            + "https\n", error);
    }

    [Fact]
    public async Task AnEmptyFolderAndAnAliasThatLeadsNowhereAreNoted()
    {
        Directory.CreateDirectory(_folder["models"]);
        using Process server = Process.Start(new ProcessStartInfo("dotnet",
            [Support.Cli.Program, "serve", _folder["models"], "--alias", "champion=churn:7", "--urls", "http://127.0.0.1:0"])
            { RedirectStandardError = true })!;
        try
        {
            string told = "";
            while (!told.Contains("listening at ", StringComparison.Ordinal))
            {
                told += await server.StandardError.ReadLineAsync(TestContext.Current.CancellationToken)
                    ?? throw new InvalidOperationException("the server ended: " + told);
            }

            Assert.Contains("brine: note: the alias champion stands for churn:7, which is not served now", told, StringComparison.Ordinal);
            Assert.Contains($"brine: note: {_folder["models"]} has no model yet", told, StringComparison.Ordinal);
        }
        finally
        {
            server.Kill();
        }
    }

    [Theory]
    [InlineData("", "logistic_nosignature")]
    [InlineData("scoring=", "scoring")]
    public async Task AFolderOfMlflowIsServedAsAModel(string name, string served)
    {
        string model = Repo.File("tests", "Golden", "mlflow", "mlflow-2.9.2", "logistic.nosignature");
        using Process server = Process.Start(new ProcessStartInfo("dotnet",
            [Support.Cli.Program, "serve", name + model, "--urls", "http://127.0.0.1:0"]) { RedirectStandardError = true })!;
        try
        {
            string told = await server.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) ?? "nothing";
            Assert.StartsWith($"brine: {served.Split('_')[0]}", told, StringComparison.Ordinal);
            Assert.Contains(": LogisticRegression, " + model, told, StringComparison.Ordinal);
        }
        finally
        {
            server.Kill();
        }
    }

    [Fact]
    public async Task WhatIsPromotedInTheStoreIsServedSoon()
    {
        string store = _folder["store"];
        Assert.Equal(0, Support.Cli.Run("store", "add", "iris", Forest, "--store", store).Exit);
        Assert.Equal(0, Support.Cli.Run("store", "env", "staging", "--require", "safe", "--store", store).Exit);
        Assert.Equal(0, Support.Cli.Run("store", "promote", "iris", "1", "--to", "staging", "--store", store).Exit);
        var start = new ProcessStartInfo("dotnet",
            [Support.Cli.Program, "serve", "iris@staging", "flowers=iris:1", "--urls", "http://127.0.0.1:0"])
            { RedirectStandardError = true };
        start.Environment["BRINE_STORE"] = store;
        using Process server = Process.Start(start)!;
        try
        {
            string line = "";
            while (!line.Contains("listening at ", StringComparison.Ordinal))
            {
                line = await server.StandardError.ReadLineAsync(TestContext.Current.CancellationToken)
                    ?? throw new InvalidOperationException("the server ended: " + line);
            }

            string address = line.Split("listening at ")[1].Split([';', ','])[0];
            using var client = new HttpClient { BaseAddress = new Uri(address) };
            using var rows = new StringContent("[[5.1,3.5,1.4,0.2]]");
            using HttpResponseMessage answer = await client.PostAsync("/models/flowers/predict", rows, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("brine_models_served{",
                await client.GetStringAsync("/metrics", TestContext.Current.CancellationToken), StringComparison.Ordinal);
            Assert.Equal(0, Support.Cli.Run("store", "add", "iris", Tree, "--store", store).Exit);
            Assert.Equal(0, Support.Cli.Run("store", "promote", "iris", "2", "--to", "staging", "--store", store).Exit);
            var waited = Stopwatch.StartNew();
            string metadata = "";
            while (!metadata.Contains("DecisionTreeClassifier", StringComparison.Ordinal) && waited.Elapsed < TimeSpan.FromSeconds(60))
            {
                await Task.Delay(200, TestContext.Current.CancellationToken);
                metadata = await client.GetStringAsync("/v2/models/iris", TestContext.Current.CancellationToken);
            }

            Assert.Contains("DecisionTreeClassifier", metadata, StringComparison.Ordinal);
            Assert.Contains("RandomForestClassifier",
                await client.GetStringAsync("/v2/models/flowers", TestContext.Current.CancellationToken), StringComparison.Ordinal);
            using Process stop = Process.Start("kill", ["-TERM", server.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await server.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, server.ExitCode);
        }
        finally
        {
            if (!server.HasExited)
            {
                server.Kill();
            }
        }
    }
}
