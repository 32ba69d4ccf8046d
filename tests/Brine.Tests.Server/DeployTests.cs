using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Brine.Cli;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Server;

/// <summary>The files of <c>deploy/</c> fit each other, and the command that they start.</summary>
public sealed class DeployTests
{
    [Fact]
    public async Task TheDeploymentStartsTheCommandAndAsksWhatItAnswers()
    {
        PyValue deployment = Read("kubernetes", "deployment.yaml");
        Assert.Equal("apps/v1 Deployment", $"{Text(deployment, "apiVersion")} {Text(deployment, "kind")}");
        Assert.Equal(Text(deployment, "spec", "selector", "matchLabels", "app"),
            Text(deployment, "spec", "template", "metadata", "labels", "app"));
        PyValue container = At(deployment, "spec", "template", "spec", "containers").As<PyList>()![0];
        AssertParses(container);
        await using Served served = await Served.Start();
        foreach (string probe in (string[])["startupProbe", "livenessProbe", "readinessProbe"])
        {
            Assert.Contains(Text(container, probe, "httpGet", "port"), Ports(container).Keys);
            Assert.Equal(System.Net.HttpStatusCode.OK, (await served.Get(Text(container, probe, "httpGet", "path"))).Status);
        }

        string[] volumes = [.. At(deployment, "spec", "template", "spec", "volumes").As<PyList>()!.Select(volume => Text(volume, "name"))];
        Assert.All(At(container, "volumeMounts").As<PyList>()!, mount => Assert.Contains(Text(mount, "name"), volumes));
        Assert.True(At(container, "securityContext", "readOnlyRootFilesystem").TryGetBool(out bool isReadOnly) && isReadOnly);
    }

    [Fact]
    public void TheServiceAndTheAutoscalerLeadToTheDeployment()
    {
        PyValue deployment = Read("kubernetes", "deployment.yaml"), service = Read("kubernetes", "service.yaml");
        PyValue scaler = Read("kubernetes", "autoscaler.yaml");
        PyValue container = At(deployment, "spec", "template", "spec", "containers").As<PyList>()![0];
        Assert.Equal("v1 Service", $"{Text(service, "apiVersion")} {Text(service, "kind")}");
        Assert.Equal(Text(deployment, "spec", "template", "metadata", "labels", "app"), Text(service, "spec", "selector", "app"));
        Assert.All(At(service, "spec", "ports").As<PyList>()!, port => Assert.Contains(Text(port, "targetPort"), Ports(container).Keys));
        Assert.Equal("autoscaling/v2 HorizontalPodAutoscaler", $"{Text(scaler, "apiVersion")} {Text(scaler, "kind")}");
        Assert.Equal(Text(deployment, "metadata", "name"), Text(scaler, "spec", "scaleTargetRef", "name"));
        Assert.True(Number(scaler, "spec", "minReplicas") <= Number(scaler, "spec", "maxReplicas"));

        // What is divided by the request must be requested.
        Assert.NotEqual("", Text(container, "resources", "requests", "cpu"));
        PyValue prometheus = Read("prometheus.yaml");
        PyValue job = At(prometheus, "scrape_configs").As<PyList>()![0];
        string target = At(job, "static_configs").As<PyList>()![0].As<PyDict>()!["targets"].As<PyList>()![0].AsString()!;
        PyValue http = At(service, "spec", "ports").As<PyList>()!.Single(port => Text(port, "name") == "http");
        Assert.Equal($"{Text(service, "metadata", "name")}:{Text(http, "port")}", target);
    }

    [Fact]
    public void TheRuntimeOfKServeIsAskedForByTheService()
    {
        PyValue runtime = Read("kserve", "runtime.yaml"), service = Read("kserve", "service.yaml");
        Assert.Equal("serving.kserve.io/v1alpha1 ServingRuntime", $"{Text(runtime, "apiVersion")} {Text(runtime, "kind")}");
        Assert.Equal("serving.kserve.io/v1beta1 InferenceService", $"{Text(service, "apiVersion")} {Text(service, "kind")}");
        PyValue model = At(service, "spec", "predictor", "model");
        Assert.Equal(Text(runtime, "metadata", "name"), Text(model, "runtime"));
        Assert.Contains(Text(model, "protocolVersion"),
            At(runtime, "spec", "protocolVersions").As<PyList>()!.Select(item => item.AsString()));
        Assert.Contains(Text(model, "modelFormat", "name"),
            At(runtime, "spec", "supportedModelFormats").As<PyList>()!.Select(format => Text(format, "name")));
        PyValue container = At(runtime, "spec", "containers").As<PyList>()![0];
        Assert.Equal("kserve-container", Text(container, "name"));
        AssertParses(container);
    }

    [Fact]
    public void TheContainerFileCopiesWhatIsPublishedAndRunsAsTheManifestsSay()
    {
        string file = File.ReadAllText(Repo.File("deploy", "Containerfile"));
        PyValue container = At(Read("kubernetes", "deployment.yaml"), "spec", "template", "spec", "containers").As<PyList>()![0];
        string[] copied = [.. Regex.Match(file, @"^COPY (.+) \S+$", RegexOptions.Multiline).Groups[1].Value.Split(' ')
            .Select(path => Path.GetFileName(path)!)];
        Assert.Contains($"{{{string.Join(',', copied)}}} artifacts/native/", File.ReadAllText(Repo.File(".ci", "native")),
            StringComparison.Ordinal);
        string user = Regex.Match(file, @"^USER (\d+)$", RegexOptions.Multiline).Groups[1].Value;
        Assert.Equal(user, Text(Read("kubernetes", "deployment.yaml"), "spec", "template", "spec", "securityContext", "runAsUser"));
        Assert.Equal(Ports(container).Values.Order(),
            Regex.Match(file, @"^EXPOSE (.+)$", RegexOptions.Multiline).Groups[1].Value.Split(' ').Order());
        string[] command = [.. Regex.Matches(Regex.Match(file, @"^CMD \[(.+)\]$", RegexOptions.Multiline).Groups[1].Value, "\"([^\"]*)\"")
            .Select(word => word.Groups[1].Value)];
        AssertParses(command);
    }

    private static void AssertParses(PyValue container) =>
        AssertParses([.. At(container, "args").As<PyList>()!.Select(word => word.AsString()!)]);

    private static void AssertParses(string[] arguments)
    {
        var console = new CliConsole(Stream.Null, TextWriter.Null, () => Stream.Null);
        ParseResult parsed = ServeCommand.Build(console).Parse(arguments);
        Assert.Empty(parsed.Errors);
        Assert.Empty(parsed.UnmatchedTokens);
        Assert.Single(parsed.GetRequiredValue<string[]>("MODEL"));
    }

    private static Dictionary<string, string> Ports(PyValue container) => At(container, "ports").As<PyList>()!
        .ToDictionary(port => Text(port, "name"), port => Text(port, "containerPort"), StringComparer.Ordinal);

    private static PyValue Read(params string[] path) => YamlReader.Read(File.ReadAllText(Repo.File(["deploy", .. path])), path[^1]);

    private static PyValue At(PyValue value, params string[] path)
    {
        foreach (string name in path)
        {
            value = value.As<PyDict>() is { } map && map.TryGetValue(name, out PyValue inner) ? inner
                : throw new InvalidDataException($"{string.Join('.', path)} is not there");
        }

        return value;
    }

    private static string Text(PyValue value, params string[] path) =>
        At(value, path) is var text ? text.AsString() ?? text.ToString() : "";

    private static long Number(PyValue value, params string[] path) => long.Parse(Text(value, path), CultureInfo.InvariantCulture);
}
