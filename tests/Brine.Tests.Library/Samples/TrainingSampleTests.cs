using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;

namespace Brine.Tests.Samples;

/// <summary>The samples of <c>samples/training</c>, which are told in C# alone.</summary>
public class TrainingSampleTests
{
    private static string Expected =>
        System.IO.File.ReadAllText(Repo.File("samples", "training", "customers.txt")).ReplaceLineEndings("\n");

    [Fact]
    public void CustomersAreGroupedAndDrawn()
    {
        Stages.RequireSample(isFirst: false);
        using var folder = new TemporaryFolder();
        Assert.Equal(Expected, Tell(folder["model.pkl"], folder["customers.svg"]));
        string picture = System.IO.File.ReadAllText(folder["customers.svg"]);
        Assert.Equal(180, System.Xml.Linq.XDocument.Parse(picture).Descendants().Count(element => element.Name.LocalName == "circle"));
    }

    [Fact]
    [Trait("Stage", "Python")]
    public void PythonTellsTheSameAlsoOfWhatCSharpTrained()
    {
        Python.Require();
        Stages.RequireSample(isFirst: false);
        using var folder = new TemporaryFolder();
        Tell(folder["model.pkl"], folder["customers.svg"]);
        string script = Repo.File("samples", "training", "customers.py");
        Assert.Equal(Expected, Python.RunFile(script, Repo.Root));
        Assert.Equal(Expected, Python.RunFile(script, Repo.Root, folder["model.pkl"]));
    }

    [Fact]
    public void TheServiceIsShort() =>
        Assert.True(System.IO.File.ReadLines(Repo.File("samples", "training", "retraining.cs")).Count() < 100);

    [Fact]
    public async Task AServiceLearnsWhileItAnswers()
    {
        Stages.RequireSample(isFirst: false);
        using var folder = new TemporaryFolder();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        listener.Stop();
        using var service = Process.Start(new ProcessStartInfo("dotnet",
            ["run", "samples/training/retraining.cs", "--", "--store", folder["store"], "--urls", url]) { WorkingDirectory = Repo.Root })!;
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri(url) };
            Assert.Contains("of 30 flowers", await Ask(client, "of 30 flowers", service), StringComparison.Ordinal);
            object flower = new { sepalLength = 6.3, sepalWidth = 3.3, petalLength = 6.0, petalWidth = 2.5 };
            Assert.Equal("virginica", await (await client.PostAsJsonAsync("/predict", flower, Cancel)).Content.ReadAsStringAsync(Cancel));
            object[] more = [.. Enumerable.Repeat(new { flower, species = "virginica" }, 5)];
            Assert.Equal(HttpStatusCode.Accepted, (await client.PostAsJsonAsync("/flowers", more, Cancel)).StatusCode);
            Assert.StartsWith("version 2", await Ask(client, "of 35 flowers", service), StringComparison.Ordinal);
        }
        finally
        {
            service.Kill(entireProcessTree: true);
            await service.WaitForExitAsync(Cancel);
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Asks until the answer is there: the sample is built first, and learns in the background.</summary>
    private static async Task<string> Ask(HttpClient client, string expected, Process service)
    {
        string said = "";
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(5);)
        {
            Assert.False(service.HasExited, "the sample ended");
            try
            {
                said = await client.GetStringAsync("/model", Cancel);
            }
            catch (HttpRequestException)
            {
                said = "no answer";
            }

            if (said.Contains(expected, StringComparison.Ordinal))
            {
                break;
            }

            await Task.Delay(200, Cancel);
        }

        return said;
    }

    private static string Tell(params string[] arguments)
    {
        (int exit, string output, string error) = Shell.Run("dotnet", Repo.Root,
            ["run", "samples/training/customers.cs", "--", .. arguments]);
        Assert.True(exit == 0, error + output);
        return output;
    }
}
