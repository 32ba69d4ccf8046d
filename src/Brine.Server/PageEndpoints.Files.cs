using Microsoft.AspNetCore.Http;

namespace Brine.Server;

/// <content>Files that are answered as a whole.</content>
public static partial class PageEndpoints
{
    private const string Browser = "brine-browser";
    private const int FormBytes = 1 << 20;

    private static Task FilesAsync(PageRequest request) => PageReply.SendAsync(request.Http, html =>
        FilePage.Write(html, request.Words, request.Links, request.RequiredModel,
            request.Services.Jobs.Of(request.Http.Request.Cookies[Browser]), request.Services.Options));

    private static async Task UploadAsync(PageRequest request)
    {
        RequireSameSite(request.Http.Request);
        string owner = OwnerOf(request);
        FileJob job = await UploadReader.ReadAsync(request.Http, request.Services.Options.MaxUploadBytes,
            name => request.Services.Jobs.Add(owner, request.RequiredModel, name));
        request.Services.Jobs.Keep(job);
        await request.Services.Gate.RunAsync(() =>
        {
            request.Services.Runner.Look(job, said: null);
            return true;
        }, request.Http.RequestAborted);
        SeeOther(request, request.Links.Job(job));
    }

    private static Task JobAsync(PageRequest request)
    {
        FileJob job = JobOf(request);
        return PageReply.SendAsync(request.Http, html => JobPage.Write(html, request.Words, request.Links, job));
    }

    private static async Task ChangeJobAsync(PageRequest request)
    {
        RequireSameSite(request.Http.Request);
        FileJob job = JobOf(request);
        IFormCollection sent = await ReadFormAsync(request.Http, FormBytes, request.Services.Options.BodyTimeout);
        string what = sent["do"].ToString();
        if (what == "delete")
        {
            request.Services.Jobs.Remove(job);
            SeeOther(request, request.Links.Files(job.Model));
            return;
        }

        if (job.State != JobState.Running)
        {
            await request.Services.Gate.RunAsync(() =>
            {
                FileReading said = JobForm.ReadingOf(sent, job);
                if (what == "look" || said != job.Reading || job.Preview is null)
                {
                    job.State = JobState.Ready;
                    request.Services.Runner.Look(job, said);
                }
                else if (what == "run")
                {
                    job.Matches = JobForm.MatchesOf(sent, job);
                    request.Services.Runner.Start(job, withProbabilities: sent["proba"] == "1");
                }

                return true;
            }, request.Http.RequestAborted);
        }

        SeeOther(request, request.Links.Job(job));
    }

    private static async Task ResultAsync(PageRequest request)
    {
        FileJob job = JobOf(request);
        if (job is not { State: JobState.Done, ResultPath: { } path })
        {
            SeeOther(request, request.Links.Job(job));
            return;
        }

        HttpResponse response = request.Http.Response;
        PageReply.SetHeaders(response);
        response.ContentType = Path.GetExtension(path) switch
        {
            ".csv" => "text/csv; charset=utf-8",
            ".xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _ => "application/octet-stream",
        };
        var disposition = new Microsoft.Net.Http.Headers.ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(job.ResultName);
        response.Headers.ContentDisposition = disposition.ToString();
        await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, useAsync: true);
        response.ContentLength = file.Length;
        await file.CopyToAsync(response.Body, request.Http.RequestAborted);
    }

    private static FileJob JobOf(PageRequest request) =>
        request.Services.Jobs.Find(request.Http.Request.RouteValues["id"] as string, request.Http.Request.Cookies[Browser]);

    /// <summary>The browser, by a cookie that tells nothing but that it is the same one.</summary>
    private static string OwnerOf(PageRequest request)
    {
        if (request.Http.Request.Cookies[Browser] is { Length: 32 } known)
        {
            return known;
        }

        string id = JobStore.NewId();
        request.Http.Response.Cookies.Append(Browser, id, new CookieOptions
            { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = request.Http.Request.IsHttps, Path = request.Links.Home });
        return id;
    }

    private static void SeeOther(PageRequest request, string address)
    {
        PageReply.SetHeaders(request.Http.Response);
        request.Http.Response.StatusCode = StatusCodes.Status303SeeOther;
        request.Http.Response.Headers.Location = address;
    }
}
