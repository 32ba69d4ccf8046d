using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Brine.Containers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Brine.Tests.Server;

/// <summary>What a program around the models sees: ids, metrics, traces, health, settings, other forms of bodies, stopping.</summary>
public sealed class ServiceTests
{
    private const string Rows = "[[5.1,3.5,1.4,0.2],[6.7,3.0,5.2,2.3]]";

    [Theory]
    [InlineData("caller-7", true)]
    [InlineData("with a blank", false)]
    [InlineData(null, false)]
    public async Task TheIdOfARequestIsRepeatedOrMade(string? given, bool isRepeated)
    {
        await using Served served = await Served.Start();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/predict") { Content = new StringContent(Rows) };
        request.Headers.TryAddWithoutValidation("X-Request-ID", given);
        using HttpResponseMessage response = await served.Client.SendAsync(request, TestContext.Current.CancellationToken);
        string id = response.Headers.GetValues("X-Request-ID").Single();
        Assert.Equal(isRepeated, id == given);
        Assert.NotEmpty(id);
    }

    [Fact]
    public async Task RequestsRowsAndRefusalsAreCountedAndTraced()
    {
        var counted = new Dictionary<string, double>(StringComparer.Ordinal);
        var tags = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, meters) =>
            {
                if (instrument.Meter.Name == "Brine.Server")
                {
                    meters.EnableMeasurementEvents(instrument);
                }
            },
        };
        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> said)
        {
            string text = string.Join(",", said.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
            lock (counted)
            {
                counted[instrument.Name] = counted.GetValueOrDefault(instrument.Name) + (instrument is Histogram<double> ? 1 : value);
                tags.Add(text);
            }
        }

        listener.SetMeasurementEventCallback<double>((instrument, value, said, _) => Add(instrument, value, said));
        listener.SetMeasurementEventCallback<long>((instrument, value, said, _) => Add(instrument, value, said));
        listener.Start();
        var spans = new List<Activity>();
        using var traces = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Brine.Server",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                lock (spans)
                {
                    spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(traces);
        string name = "counted" + Guid.NewGuid().ToString("N");
        using var folder = new TemporaryFolder();
        string file = folder[name + ".joblib"];
        File.Copy(Repo.File("samples", "models", "iris-forest.joblib"), file);
        await using Served served = await Served.Start(null, file);
        await served.Post("/predict", Rows);
        await served.Post("/predict", "[[1]]");
        lock (counted)
        {
            Assert.Contains($"protocol=plain,model={name},status=200", tags);
            Assert.Contains($"protocol=plain,model={name},status=400", tags);
            Assert.Contains($"model={name}", tags);
            Assert.Contains("protocol=plain,code=InputFeatures", tags);
            Assert.True(counted["brine.request.duration"] >= 2 && counted["brine.rows"] >= 2);
        }

        // The span ends after the answer was sent.
        Activity[] mine = [];
        for (int i = 0; i < 100 && mine.Length < 2; i++)
        {
            lock (spans)
            {
                mine = [.. spans.Where(span => name.Equals(span.GetTagItem("brine.model")))];
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Equal(2, mine.Length);
        Assert.Contains(mine, span => span.GetTagItem("brine.rows") is 2);
        Assert.Contains(mine, span => "InputFeatures".Equals(span.GetTagItem("error.type")));
    }

    [Theory]
    [InlineData("application/vnd.apache.arrow.stream")]
    [InlineData("application/vnd.apache.arrow.file")]
    [InlineData("application/vnd.apache.parquet")]
    public async Task TablesGoInAndOutAsArrowAndParquet(string type)
    {
        TableFormat[] formats = [new ArrowFormat(), new ParquetFormat()];
        await using Served served = await Served.Start(options =>
        {
            foreach (TableFormat format in formats)
            {
                options.Formats.Add(format);
            }
        });
        var columns = new Table([.. "sepal_length,sepal_width,petal_length,petal_width".Split(',')
            .Select((name, i) => Column.OfNumbers(name, i == 0 ? [5.1, 6.7] : i == 1 ? [3.5, 3.0] : i == 2 ? [1.4, 5.2] : [0.2, 2.3]))]);
        TableFormat used = formats.Single(format => format.ContentTypes.Contains(type));
        using var sent = new MemoryStream();
        using (TableWriter writer = used.Create(sent, type))
        {
            writer.Write(columns);
            writer.Finish();
        }

        foreach (string path in (string[])["/predict?methods=predict,predict_proba", "/invocations?methods=predict,predict_proba"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(sent.ToArray()) };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            request.Headers.TryAddWithoutValidation("Accept", type);
            using HttpResponseMessage response = await served.Client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.OK, type), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
            byte[] answer = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            using TableReader reader = used.Open(new MemoryStream(answer), new TableReadOptions());
            Table rows = reader.Read()!;
            Assert.Equal(["predict", "predict_proba_setosa", "predict_proba_versicolor", "predict_proba_virginica"], rows.ColumnNames);
            Assert.Equal(["setosa", "virginica"], Enumerable.Range(0, 2).Select(row => rows.Columns[0][row].AsString()));
            Assert.Equal(type.Contains("stream", StringComparison.Ordinal), type.Contains("arrow", StringComparison.Ordinal)
                && !answer.AsSpan(0, 6).SequenceEqual("ARROW1"u8));
        }

        using var bad = new ByteArrayContent([1, 2, 3]);
        bad.Headers.TryAddWithoutValidation("Content-Type", type);
        using HttpResponseMessage refused = await served.Client.PostAsync("/predict", bad, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task ARequestUnderWayIsAnsweredWhenTheServerStops()
    {
        using var stop = new CancellationTokenSource();
        var host = await BrineHost.StartAsync([new("iris", Repo.File("samples", "models", "iris-forest.joblib"))], ["http://127.0.0.1:0"],
            null, null, TestContext.Current.CancellationToken);
        Task running = host.RunAsync(stop.Token);
        var place = new Uri(host.Addresses[0]);
        using var client = new TcpClient();
        await client.ConnectAsync(place.Host, place.Port, TestContext.Current.CancellationToken);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync("POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Length: 19\r\n\r\n[[5.1,"u8.ToArray(),
            TestContext.Current.CancellationToken);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Assert.False(running.IsCompleted);
        await stream.WriteAsync("3.5,1.4,0.2]]"u8.ToArray(), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        string answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 200 OK", answer, StringComparison.Ordinal);
        Assert.Contains("setosa", answer, StringComparison.Ordinal);
        await running;
        await host.DisposeAsync();
    }

    [Fact]
    public async Task AProgramIsConfiguredAndAskedAboutItsHealth()
    {
        using var folder = new TemporaryFolder();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Brine:Models:iris"] = Repo.File("samples", "models", "iris-forest.joblib"),
            ["Brine:Folders:0"] = folder.Path,
            ["Brine:Aliases:flowers"] = "iris",
            ["Brine:MaxRows"] = "2",
            ["Brine:BodyTimeout"] = "00:00:05",
        });
        builder.Services.AddBrine(builder.Configuration.GetSection("Brine"));
        builder.Services.AddHealthChecks().AddBrine();
        await using WebApplication app = builder.Build();
        BrineServerOptions options = app.Services.GetRequiredService<BrineServerOptions>();
        Assert.Equal((2, TimeSpan.FromSeconds(5)), (options.MaxRows, options.BodyTimeout));
        Assert.Equal("iris", app.Services.GetRequiredService<ModelRegistry>().Find("flowers")!.Name);
        Assert.Equal("iris", app.Services.GetRequiredKeyedService<ServedModel>("iris").Name);
        var health = app.Services.GetRequiredService<HealthCheckService>();
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync(TestContext.Current.CancellationToken)).Status);
        File.WriteAllText(folder["bad.pkl"], "no model");
        app.Services.GetRequiredService<ModelRegistry>().Refresh();
        HealthReport report = await health.CheckHealthAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HealthStatus.Degraded, report.Status);
        Assert.StartsWith("bad is not served: ", report.Entries["brine"].Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MaxRow", "2")]
    [InlineData("MaxRows", "many")]
    [InlineData("MaxRows", "0")]
    [InlineData("WatchInterval", "soon")]
    [InlineData("Models:a b", "x.pkl")]
    [InlineData("AllowsLoading", "perhaps")]
    public void ASettingThatIsNoneIsAnError(string name, string value)
    {
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["Brine:" + name] = value }).Build();
        Assert.ThrowsAny<ArgumentException>(() => new ServiceCollection().AddBrine(configuration.GetSection("Brine")));
    }
}
