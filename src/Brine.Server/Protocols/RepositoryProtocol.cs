using Brine.Pickling;
using Microsoft.AspNetCore.Http;

namespace Brine.Server;

/// <summary>The model repository extension of the Open Inference Protocol: what is there, and loading and unloading of it.</summary>
internal static class RepositoryProtocol
{
    /// <summary>What is known: name, version, <c>READY</c> or <c>UNAVAILABLE</c>, and why.</summary>
    internal static IReadOnlyList<(string Name, string Version, bool IsReady, string Reason)> Entries(ModelRegistry registry,
        bool readyOnly) =>
    [
        .. registry.Versions.Select(model => (model.Name, model.Version, true, "")),
        .. readyOnly ? [] : registry.Unloaded.Select(model => (model.Name, model.Version, false, model.Reason)),
    ];

    internal static Reply Index(ModelRegistry registry, ReadOnlyMemory<byte> body, BrineServerOptions options)
    {
        bool readyOnly = !body.IsEmpty && RequestRows.ParseJson(body, options) is [var only] && only.As<PyDict>() is { } fields
            && fields.TryGetValue("ready", out PyValue ready) && ready.TryGetBool(out bool yes) && yes;
        return Reply.Json(json =>
        {
            json.WriteStartArray();
            foreach ((string name, string version, bool isReady, string reason) in Entries(registry, readyOnly))
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                json.WriteString("version", version);
                json.WriteString("state", isReady ? "READY" : "UNAVAILABLE");
                json.WriteString("reason", reason);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    /// <exception cref="RequestRefusedException">Loading is not allowed, or there is no such model, or its file is gone.</exception>
    /// <exception cref="BrineException">The file cannot be loaded.</exception>
    internal static void Load(ModelRegistry registry, BrineServerOptions options, string name)
    {
        RequireAllowed(options);
        try
        {
            RequireKnown(registry.LoadAgain(name));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RequestRefusedException(StatusCodes.Status404NotFound, "ModelFile", "the file of the model cannot be read");
        }
    }

    /// <exception cref="RequestRefusedException">Loading is not allowed, or there is no such model.</exception>
    internal static void Unload(ModelRegistry registry, BrineServerOptions options, string name)
    {
        RequireAllowed(options);
        RequireKnown(registry.Unload(name));
    }

    private static void RequireAllowed(BrineServerOptions options)
    {
        if (!options.AllowsLoading)
        {
            throw new RequestRefusedException(StatusCodes.Status403Forbidden, "ModelControl",
                "this server lets no request load or unload models: allow it where the server is started");
        }
    }

    private static void RequireKnown(bool isKnown)
    {
        if (!isKnown)
        {
            throw new RequestRefusedException(StatusCodes.Status404NotFound, "ModelName", "there is no model of this name");
        }
    }
}
