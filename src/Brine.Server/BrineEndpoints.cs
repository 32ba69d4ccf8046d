using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Brine.Server;

/// <summary>Maps what a server of models answers.</summary>
public static partial class BrineEndpoints
{
    private const string Mlflow = "mlflow";

    /// <summary>Maps the protocols: plain JSON (<c>/predict</c>, <c>/models/NAME/predict</c>), the Open Inference Protocol (<c>/v2</c>),
    /// KServe's first one (<c>/v1</c>), MLflow's (<c>/invocations</c>) and health.</summary>
    /// <param name="endpoints">Where to.</param>
    /// <param name="prefix">What stands before each path, as <c>/ml</c>; nothing when left out.</param>
    /// <returns>The endpoints, for conventions of your own.</returns>
    public static IEndpointConventionBuilder MapBrine(this IEndpointRouteBuilder endpoints, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        RouteGroupBuilder group = endpoints.MapGroup(prefix);
        Ask(group, "/predict", "plain", PlainProtocol.Predict);
        Ask(group, "/models/{name}/predict", "plain", PlainProtocol.Predict);
        Ask(group, "/models/{name}/versions/{version}/predict", "plain", PlainProtocol.Predict);
        Ask(group, "/invocations", Mlflow, KserveProtocol.Predict);
        Ask(group, "/v1/models/{name}:predict", "kserve", KserveProtocol.Predict);
        Ask(group, "/v1/models/{name}/versions/{version}:predict", "kserve", KserveProtocol.Predict);
        Show(group, "/v1/models", (_, registry) => KserveProtocol.List(registry));
        Show(group, "/v1/models/{name}", (http, registry) => KserveProtocol.Status(Find(http, registry)));
        Show(group, "/v2", (_, _) => InferenceProtocol.Server());
        foreach (string model in (string[])["/v2/models/{name}", "/v2/models/{name}/versions/{version}"])
        {
            Ask(group, model + "/infer", "inference", InferenceProtocol.Infer);
            Show(group, model, (http, registry) => InferenceProtocol.Metadata(Find(http, registry), registry));
            Show(group, model + "/ready", (http, registry) => InferenceProtocol.ModelReady(Find(http, registry)));
        }

        Change(group, "/v2/repository/index", (_, services, body) => RepositoryProtocol.Index(services.Registry, body, services.Options));
        Change(group, "/v2/repository/models/{name}/load", (name, services, _) =>
        {
            RepositoryProtocol.Load(services.Registry, services.Options, name);
            return Reply.Text("{}", Reply.JsonType);
        });
        Change(group, "/v2/repository/models/{name}/unload", (name, services, _) =>
        {
            RepositoryProtocol.Unload(services.Registry, services.Options, name);
            return Reply.Text("{}", Reply.JsonType);
        });

        Describe(group, "/openapi.json", prefix);
        Describe(group, "/models/{name}/openapi.json", prefix);

        // Probes of machines have no keys.
        Show(group, "/v2/health/live", (_, _) => InferenceProtocol.Live(), isOpen: true);
        Show(group, "/v2/health/ready", (_, registry) => InferenceProtocol.Ready(registry), isOpen: true);
        Show(group, "/ping", (_, registry) => Up(registry), isOpen: true);
        Show(group, "/health", (_, registry) => Up(registry), isOpen: true);
        Show(group, "/version", (_, _) => Reply.Text(ServerVersion.Text), isOpen: true);
        return group;
    }

    /// <summary>Asks for a key, and for a name under which the server is asked, at endpoints of your own: as those of the models
    /// do.</summary>
    /// <param name="endpoints">The endpoints.</param>
    public static TBuilder RequireBrineKey<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        endpoints.Add(endpoint =>
        {
            RequestDelegate inner = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = http =>
            {
                var services = http.RequestServices.GetRequiredService<BrineServices>();
                try
                {
                    services.Gate.RequireHost(http.Request);
                    services.Gate.RequireKey(http.Request);
                }
                catch (RequestRefusedException error)
                {
                    return ErrorReply.Of(error.Status, error.Code, error.Message, isMlflow: false).SendAsync(http);
                }

                return inner(http);
            };
        });
        return endpoints;
    }

    private static Reply Up(ModelRegistry registry)
    {
        InferenceProtocol.Ready(registry);
        return Reply.Text("\n");
    }

    private static void Show(RouteGroupBuilder group, string path, Func<HttpContext, ModelRegistry, Reply> show, bool isOpen = false) =>
        group.MapGet(path, http => ShowAsync(http, show, isOpen));

    private static Task ShowAsync(HttpContext http, Func<HttpContext, ModelRegistry, Reply> show, bool isOpen) =>
        SendAsync(http, record: null, services =>
        {
            services.Gate.RequireHost(http.Request);
            if (!isOpen)
            {
                services.Gate.RequireKey(http.Request);
            }

            return Task.FromResult(show(http, services.Registry));
        });

    private static void Describe(RouteGroupBuilder group, string path, string prefix) =>
        group.MapGet(path, http => DescribeAsync(http, prefix));

    private static Task DescribeAsync(HttpContext http, string prefix) =>
        SendAsync(http, record: null, services => DescribeAsync(http, services, prefix));

    private static Task<Reply> DescribeAsync(HttpContext http, BrineServices services, string prefix)
    {
        services.Gate.RequireHost(http.Request);
        services.Gate.RequireKey(http.Request);
        IReadOnlyList<ServedModel> all = services.Registry.Models;
        IReadOnlyList<ServedModel> models = http.GetRouteValue("name") is null ? all : [Find(http, services.Registry)];
        return services.Gate.RunAsync(() => OpenApiDocument.Of(models, all.Count == 1, http.Request.PathBase.Value + prefix.TrimEnd('/'),
            services.Options), http.RequestAborted);
    }

    private static void Change(RouteGroupBuilder group, string path, Func<string, BrineServices, ReadOnlyMemory<byte>, Reply> change) =>
        group.MapPost(path, http => SendAsync(http, record: null, async services =>
        {
            services.Gate.RequireHost(http.Request);
            services.Gate.RequireKey(http.Request);
            ReadOnlyMemory<byte> body = await RequestBody.ReadAsync(http, services.Options);
            return await services.Gate.RunAsync(() => change(http.GetRouteValue("name") as string ?? "", services,
                RequestBody.Unpack(http.Request, body, services.Options)), http.RequestAborted);
        }));

    private static void Ask(RouteGroupBuilder group, string path, string protocol, Func<ModelRequest, Reply> ask) =>
        group.MapPost(path, async http =>
        {
            using var record = new RequestRecord(protocol);
            await SendAsync(http, record, async services =>
            {
                services.Gate.RequireHost(http.Request);
                services.Gate.RequireKey(http.Request);
                ServedModel model = ModelLookup.Find(http, services.Registry);
                record.Found(model);
                ReadOnlyMemory<byte> body = await RequestBody.ReadAsync(http, services.Options);
                return await services.Gate.RunAsync(() =>
                {
                    ReadOnlyMemory<byte> plain = RequestBody.Unpack(http.Request, body, services.Options);
                    var request = new ModelRequest(http, model, plain, services.Options, record);
                    return request.Noted(ask(request));
                }, http.RequestAborted);
            });
        });

    private static async Task SendAsync(HttpContext http, RequestRecord? record, Func<BrineServices, Task<Reply>> answer)
    {
        var services = http.RequestServices.GetRequiredService<BrineServices>();
        string id = RequestLog.Identify(http), code = "";
        bool isMlflow = record?.Protocol == Mlflow;
        Reply reply;
        try
        {
            reply = await answer(services);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            record?.Done(StatusCodes.Status499ClientClosedRequest, "RequestCut");
            Note(services, record, id);
            return;
        }
        catch (Exception error)
        {
            (int status, string found, string message) = ErrorReply.Describe(error) ?? Fault(services.Log, error, id);
            code = found;
            reply = ErrorReply.Of(status, code, message, isMlflow);
            if (status == StatusCodes.Status401Unauthorized)
            {
                http.Response.Headers.WWWAuthenticate = "Bearer";
            }
            else if (status == StatusCodes.Status429TooManyRequests)
            {
                http.Response.Headers.RetryAfter = "1";
            }
        }

        try
        {
            await reply.SendAsync(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Whoever asked is gone.
        }
        finally
        {
            record?.Done(reply.Status, code.Length > 0 ? code : null);
            Note(services, record, id);
        }
    }

    private static void Note(BrineServices services, RequestRecord? record, string id)
    {
        if (record is not null)
        {
            services.Metrics.Record(record);
            services.RequestLog.Write(record, id);
        }
    }

    private static (int, string, string) Fault(ILogger log, Exception error, string id)
    {
        LogFault(log, error, id);
        return ErrorReply.FaultText;
    }

    private static ServedModel Find(HttpContext http, ModelRegistry registry) =>
        ModelLookup.Find(registry, http.GetRouteValue("name") as string, http.GetRouteValue("version") as string);

    [LoggerMessage(Level = LogLevel.Error, Message = "the request {RequestId} failed by a fault of the server")]
    private static partial void LogFault(ILogger log, Exception error, string requestId);
}
