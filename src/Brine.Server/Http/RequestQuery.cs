using Microsoft.AspNetCore.Http;

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

    internal static RequestRefusedException Refused(string message) => new(StatusCodes.Status400BadRequest, "Usage", message);
}
