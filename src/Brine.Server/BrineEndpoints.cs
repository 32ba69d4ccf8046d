using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Brine.Server;

/// <summary>Maps what a server of models answers.</summary>
public static partial class BrineEndpoints
{
    /// <summary>Maps the protocols: plain JSON (<c>/predict</c>, <c>/models/NAME/predict</c>), the Open Inference Protocol (<c>/v2</c>),
    /// KServe's first one (<c>/v1</c>), MLflow's (<c>/invocations</c>) and health.</summary>
    /// <param name="endpoints">Where to.</param>
    /// <param name="prefix">What stands before each path, as <c>/ml</c>; nothing when left out.</param>
    /// <returns>The endpoints, for conventions of your own.</returns>
    public static IEndpointConventionBuilder MapBrine(this IEndpointRouteBuilder endpoints, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        RouteGroupBuilder group = endpoints.MapGroup(prefix);
        Ask(group, "/predict", PlainProtocol.Predict);
        Ask(group, "/models/{name}/predict", PlainProtocol.Predict);
        Ask(group, "/invocations", KserveProtocol.Predict, isMlflow: true);
        Ask(group, "/v1/models/{name}:predict", KserveProtocol.Predict);
        Ask(group, "/v2/models/{name}/infer", InferenceProtocol.Infer);
        Ask(group, "/v2/models/{name}/versions/{version}/infer", InferenceProtocol.Infer);
        Show(group, "/v1/models", (_, registry) => KserveProtocol.List(registry));
        Show(group, "/v1/models/{name}", (http, registry) => KserveProtocol.Status(Find(http, registry)));
        Show(group, "/v2", (_, _) => InferenceProtocol.Server());
        Show(group, "/v2/models/{name}", (http, registry) => InferenceProtocol.Metadata(Find(http, registry)));
        Show(group, "/v2/models/{name}/versions/{version}", (http, registry) => InferenceProtocol.Metadata(Find(http, registry)));
        Show(group, "/v2/models/{name}/ready", (http, registry) => InferenceProtocol.ModelReady(Find(http, registry)));
        Show(group, "/v2/models/{name}/versions/{version}/ready", (http, registry) => InferenceProtocol.ModelReady(Find(http, registry)));
        group.MapPost("/v2/repository/index", http => Run(http, isOpen: false, false, (_, registry) => InferenceProtocol.Index(registry)));

        // Probes of machines have no keys.
        Show(group, "/v2/health/live", (_, _) => InferenceProtocol.Live(), isOpen: true);
        Show(group, "/v2/health/ready", (_, registry) => InferenceProtocol.Ready(registry), isOpen: true);
        Show(group, "/ping", (_, registry) => Up(registry), isOpen: true);
        Show(group, "/health", (_, registry) => Up(registry), isOpen: true);
        Show(group, "/version", (_, _) => Reply.Text(ServerVersion.Text), isOpen: true);
        return group;
    }

    private static Reply Up(ModelRegistry registry)
    {
        InferenceProtocol.Ready(registry);
        return Reply.Text("\n");
    }

    private static void Show(RouteGroupBuilder group, string path, Func<HttpContext, ModelRegistry, Reply> show, bool isOpen = false) =>
        group.MapGet(path, http => Run(http, isOpen, isMlflow: false, show));

    private static void Ask(RouteGroupBuilder group, string path, Func<ModelRequest, Reply> ask, bool isMlflow = false) =>
        group.MapPost(path, http => SendAsync(http, isMlflow, async services =>
        {
            services.Gate.RequireHost(http.Request);
            services.Gate.RequireKey(http.Request);
            ServedModel model = Find(http, services.Registry);
            ReadOnlyMemory<byte> body = await RequestBody.ReadAsync(http, services.Options);
            return await services.Gate.RunAsync(() => ask(new ModelRequest(http, model, body, services.Options)), http.RequestAborted);
        }));

    private static Task Run(HttpContext http, bool isOpen, bool isMlflow, Func<HttpContext, ModelRegistry, Reply> show) =>
        SendAsync(http, isMlflow, services =>
        {
            services.Gate.RequireHost(http.Request);
            if (!isOpen)
            {
                services.Gate.RequireKey(http.Request);
            }

            return Task.FromResult(show(http, services.Registry));
        });

    private static async Task SendAsync(HttpContext http, bool isMlflow, Func<BrineServices, Task<Reply>> answer)
    {
        var services = http.RequestServices.GetRequiredService<BrineServices>();
        Reply reply;
        try
        {
            reply = await answer(services);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception error)
        {
            reply = ErrorReply.Of(error, isMlflow) ?? Fault(services.Log, error, isMlflow);
            if (reply.Status == StatusCodes.Status401Unauthorized)
            {
                http.Response.Headers.WWWAuthenticate = "Bearer";
            }
            else if (reply.Status == StatusCodes.Status429TooManyRequests)
            {
                http.Response.Headers.RetryAfter = "1";
            }
        }

        await reply.SendAsync(http);
    }

    private static Reply Fault(ILogger log, Exception error, bool isMlflow)
    {
        LogFault(log, error);
        return ErrorReply.Fault(isMlflow);
    }

    /// <summary>The model that the path names; the only one where it names none.</summary>
    private static ServedModel Find(HttpContext http, ModelRegistry registry)
    {
        if (http.GetRouteValue("name") is not string name)
        {
            return registry.Models switch
            {
                [var only] => only,
                [] => throw new RequestRefusedException(StatusCodes.Status503ServiceUnavailable, "NotReady", "no model is loaded"),
                var several => throw new RequestRefusedException(StatusCodes.Status404NotFound, "ModelName",
                    $"several models are served, and the path names none: /models/NAME/predict does; there are {Names(several)}"),
            };
        }

        ServedModel model = registry.Find(name) ?? throw new RequestRefusedException(StatusCodes.Status404NotFound, "ModelName",
            $"there is no model of this name; there are {Names(registry.Models)}");
        return http.GetRouteValue("version") is not string version || version == model.Version ? model
            : throw new RequestRefusedException(StatusCodes.Status404NotFound, "ModelVersion",
                $"{name} is served in version {model.Version}");
    }

    private static string Names(IReadOnlyList<ServedModel> models) => string.Join(", ", models.Select(model => model.Name));

    [LoggerMessage(Level = LogLevel.Error, Message = "a request failed by a fault of the server")]
    private static partial void LogFault(ILogger log, Exception error);
}
