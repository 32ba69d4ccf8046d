using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Brine.Server;

/// <summary>What the query of a request about rows says.</summary>
/// <param name="Methods">The methods of <c>?methods=predict,predict_proba</c>; empty for the default one.</param>
/// <param name="HasHeader">Whether the first line of a CSV is names, of <c>?header=false</c>; null where the query does not say.</param>
internal sealed record RequestQuery(IReadOnlyList<string> Methods, bool? HasHeader)
{
    /// <exception cref="RequestRefusedException">It says what is not known.</exception>
    internal static RequestQuery Of(IQueryCollection query)
    {
        foreach (string name in query.Keys)
        {
            if (name.ToLowerInvariant() is not ("methods" or "header" or "model" or "version"))
            {
                throw Refused($"there is no '{name}' in the query of a request: 'methods', 'header', 'model' and 'version' are known");
            }
        }

        bool? hasHeader = query["header"].ToString() switch
        {
            "" => null,
            "true" => true,
            "false" => false,
            var other => throw Refused($"'header' of the query is '{other}': it says true or false"),
        };
        return new RequestQuery(query["methods"].ToString()
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), hasHeader);
    }

    /// <summary>The model of the path, or of <c>?model=NAME&amp;version=VERSION</c> where the path names none.</summary>
    /// <exception cref="RequestRefusedException">There is none, both name one, or none does of several.</exception>
    internal static ServedModel Find(HttpContext http, ModelRegistry registry)
    {
        string? name = http.GetRouteValue("name") as string, version = http.GetRouteValue("version") as string;
        StringValues said = http.Request.Query["model"], saidVersion = http.Request.Query["version"];
        if (said.Count > 1 || saidVersion.Count > 1)
        {
            throw Refused("the query names several models: a request is answered by one");
        }

        if (name is not null && said.Count + saidVersion.Count > 0)
        {
            throw Refused("the path names the model, and the query names one too: leave 'model' and 'version' out");
        }

        return name is null && said.Count == 0 && registry.Models.Count > 1
            ? throw ModelLookup.NotNamed(registry, http.Request.Path)
            : ModelLookup.Find(registry, name ?? said, version ?? saidVersion);
    }

    private static RequestRefusedException Refused(string message) => new(StatusCodes.Status400BadRequest, "Usage", message);
}
