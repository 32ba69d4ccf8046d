using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Brine.Server;

/// <summary>Finds the model that a request names.</summary>
internal static class ModelLookup
{
    /// <summary>The model of a name and version; the only one where none is named.</summary>
    /// <exception cref="RequestRefusedException">There is none, or no name for one of several.</exception>
    internal static ServedModel Find(ModelRegistry registry, string? name, string? version)
    {
        if (name is null)
        {
            return registry.Models switch
            {
                [var only] => only,
                [] => throw new RequestRefusedException(StatusCodes.Status503ServiceUnavailable, "NotReady", "no model is loaded"),
                _ => throw NotNamed(registry, "/predict"),
            };
        }

        if (registry.Find(name, version) is { } found)
        {
            return found;
        }

        throw registry.Find(name) is not { } model
            ? new RequestRefusedException(StatusCodes.Status404NotFound, "ModelName",
                "there is no model of this name; "
                    + (registry.Models is { Count: > 0 } models ? $"there are {Names(models)}" : "none is loaded"))
            : new RequestRefusedException(StatusCodes.Status404NotFound, "ModelVersion",
                $"there is no such version of {name}; there are {string.Join(", ",
                    registry.Versions.Where(other => other.Name == model.Name).Select(other => other.Version))}");
    }

    /// <summary>The model of the path, or of <c>?model=NAME&amp;version=VERSION</c> where the path names none.</summary>
    /// <exception cref="RequestRefusedException">There is none, both name one, or none does of several.</exception>
    internal static ServedModel Find(HttpContext http, ModelRegistry registry)
    {
        string? name = http.GetRouteValue("name") as string, version = http.GetRouteValue("version") as string;
        StringValues said = http.Request.Query["model"], saidVersion = http.Request.Query["version"];
        if (said.Count > 1 || saidVersion.Count > 1)
        {
            throw RequestQuery.Refused("the query names several models: a request is answered by one");
        }

        if (name is not null && said.Count + saidVersion.Count > 0)
        {
            throw RequestQuery.Refused("the path names the model, and the query names one too: leave 'model' and 'version' out");
        }

        return name is null && said.Count == 0 && registry.Models.Count > 1
            ? throw NotNamed(registry, http.Request.Path)
            : Find(registry, name ?? said, version ?? saidVersion);
    }

    /// <summary>What is told where a request names none of several models.</summary>
    private static RequestRefusedException NotNamed(ModelRegistry registry, string path)
    {
        IReadOnlyList<ServedModel> models = registry.Models;
        return new RequestRefusedException(StatusCodes.Status404NotFound, "ModelName", $"{models.Count} models are served, and the "
            + $"request names none: ask {path}?model={models[0].Name} or /models/{models[0].Name}/predict; there are {Names(models)}");
    }

    private static string Names(IReadOnlyList<ServedModel> models) => string.Join(", ", models.Select(model => model.Name));
}
