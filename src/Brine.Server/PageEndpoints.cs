using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Brine.Server;

/// <summary>Maps the pages of models: for people, in a browser.</summary>
public static partial class PageEndpoints
{
    private const int MostFields = 4 * RowForm.MostFields;
    private const int LongestField = 4 << 20;

    /// <summary>Maps the pages: a form that is made of the model, answers with what speaks for them, files, and what is inside of the
    /// model. Without JavaScript, and without anything from outside.</summary>
    /// <param name="endpoints">Where to.</param>
    /// <param name="prefix">What stands before each path, as <c>/ml</c>; nothing when left out.</param>
    /// <returns>The endpoints, for conventions of your own.</returns>
    public static IEndpointConventionBuilder MapBrinePages(this IEndpointRouteBuilder endpoints, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        RouteGroupBuilder group = endpoints.MapGroup(prefix);
        group.MapGet("/", http => SendAsync(http, prefix, HomeAsync));
        group.MapGet("/models/{name}", http => SendAsync(http, prefix, request => ShowAsync(request, null)));
        group.MapPost("/models/{name}", http => SendAsync(http, prefix, AskAsync));
        group.MapGet("/models/{name}/file", http => SendAsync(http, prefix, FilesAsync));
        group.MapPost("/models/{name}/file", http => SendAsync(http, prefix, UploadAsync));
        group.MapGet("/jobs/{id}", http => SendAsync(http, prefix, JobAsync));
        group.MapPost("/jobs/{id}", http => SendAsync(http, prefix, ChangeJobAsync));
        group.MapGet("/jobs/{id}/result", http => SendAsync(http, prefix, ResultAsync));
        group.MapGet("/models/{name}/about", http => SendAsync(http, prefix, AboutAsync));
        return group;
    }

    private static Task HomeAsync(PageRequest request) => request.Services.Registry.Models is [var only]
        ? ShowAsync(request with { Model = only }, null)
        : PageReply.SendAsync(request.Http, html =>
            ModelListPage.Write(html, request.Words, request.Links, request.Services.Registry.Models));

    private static async Task AskAsync(PageRequest request)
    {
        RequireSameSite(request.Http.Request);
        long most = Math.Min(request.Services.Options.MaxBodyBytes, 16 << 20);
        if (request.Http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = most;
        }

        RowForm form = request.RequiredModel.Form;
        IFormCollection sent = await ReadFormAsync(request.Http, most, request.Services.Options.BodyTimeout, form);
        await ShowAsync(request, form.IsAskable ? FormRequest.Of(sent, form) : null);
    }

    private static async Task ShowAsync(PageRequest request, FormRequest? asked)
    {
        string page = await request.Services.Gate.RunAsync(() =>
        {
            var text = new StringWriter();
            AskPage.Write(new HtmlWriter(text), request.Words, request.Links, request.RequiredModel, asked, null,
                request.Services.Options.DataLimits);
            return text.ToString();
        }, request.Http.RequestAborted);
        await PageReply.SendAsync(request.Http, html => html.Markup(page));
    }

    private static async Task AboutAsync(PageRequest request)
    {
        string page = await request.Services.Gate.RunAsync(() =>
            request.RequiredModel.AboutIn(request.Words.Language + request.Links.Base, () =>
            {
                var text = new StringWriter();
                AboutPage.Write(new HtmlWriter(text), request.Words, request.Links, request.RequiredModel, request.Services.Options.Load);
                return text.ToString();
            }), request.Http.RequestAborted);
        await PageReply.SendAsync(request.Http, html => html.Markup(page));
    }

    private static async Task<IFormCollection> ReadFormAsync(HttpContext http, long most, TimeSpan timeout, RowForm? form = null)
    {
        RequestBody.RequirePlain(http.Request);
        if (!http.Request.HasFormContentType)
        {
            throw new RequestRefusedException(StatusCodes.Status415UnsupportedMediaType, "RequestType", "the request is no form");
        }

        using var time = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        time.CancelAfter(timeout);
        try
        {
            http.Features.Set<IFormFeature>(new FormFeature(http.Request, new FormOptions
            {
                ValueCountLimit = MostFields,
                ValueLengthLimit = LongestField,
                BufferBodyLengthLimit = most,
                MultipartBodyLengthLimit = most,
            }));
            IFormCollection sent = await http.Request.ReadFormAsync(time.Token);
            FormRequest.RequireOnce(sent, form);
            return sent;
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            throw new RequestRefusedException(StatusCodes.Status408RequestTimeout, "RequestTimeout",
                $"the body did not arrive within {timeout.TotalSeconds:0.#} seconds");
        }
        catch (InvalidDataException error)
        {
            throw new RequestRefusedException(StatusCodes.Status413PayloadTooLarge, "RequestTooLarge", error.Message);
        }
        catch (BadHttpRequestException error)
        {
            throw new RequestRefusedException(error.StatusCode, error.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? "RequestTooLarge" : "RequestBody", $"the body cannot be read: {error.Message}");
        }
    }

    /// <summary>A page of somebody else's may not press the buttons of this one.</summary>
    /// <exception cref="RequestRefusedException">The browser says that the request came from another site.</exception>
    private static void RequireSameSite(HttpRequest request)
    {
        string site = request.Headers["Sec-Fetch-Site"].ToString(), origin = request.Headers.Origin.ToString();
        bool isOwn = site.Length > 0 ? site is "same-origin" or "none"
            : origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out Uri? from)
                && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
        if (!isOwn)
        {
            throw new RequestRefusedException(StatusCodes.Status403Forbidden, "RequestOrigin",
                "the request comes from a page of another site: open the page of this server");
        }
    }

    private static async Task SendAsync(HttpContext http, string prefix, Func<PageRequest, Task> answer)
    {
        var services = http.RequestServices.GetRequiredService<BrineServices>();
        PageWords words = PageWords.Preferred(http.Request.Headers.AcceptLanguage.ToString());
        var links = new PageLinks(http.Request.PathBase.Value + prefix.TrimEnd('/'), services.Registry.Models.Count > 1);
        try
        {
            services.Gate.RequireHost(http.Request);
            services.Gate.RequireKey(http.Request);
            ServedModel? model = http.GetRouteValue("name") is not string name ? null : services.Registry.Find(name)
                ?? throw new RequestRefusedException(StatusCodes.Status404NotFound, "ModelName", "there is no model of this name");
            await answer(new PageRequest(http, services, words, links, model));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
        }
        catch (Exception error) when (!http.Response.HasStarted)
        {
            (int status, string code, string message) = ErrorReply.Describe(error) ?? Fault(services.Log, error);
            if (status == StatusCodes.Status401Unauthorized)
            {
                http.Response.Headers.WWWAuthenticate = "Basic realm=\"brine\", charset=\"UTF-8\"";
            }

            await PageReply.SendAsync(http, html => ErrorPage.Write(html, words, links, code, message), status);
        }
    }

    private static (int, string, string) Fault(ILogger log, Exception error)
    {
        LogFault(log, error);
        return ErrorReply.FaultText;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "a page failed by a fault of the server")]
    private static partial void LogFault(ILogger log, Exception error);
}
