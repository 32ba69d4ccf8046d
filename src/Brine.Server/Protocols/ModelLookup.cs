using Microsoft.AspNetCore.Http;

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
                var several => throw new RequestRefusedException(StatusCodes.Status404NotFound, "ModelName",
                    $"several models are served, and the path names none: /models/NAME/predict does; there are {Names(several)}"),
            };
        }

        if (registry.Find(name, version) is { } found)
        {
            return found;
        }

        throw registry.Find(name) is not { } model
            ? new RequestRefusedException(StatusCodes.Status404NotFound, "ModelName",
                $"there is no model of this name; there are {Names(registry.Models)}")
            : new RequestRefusedException(StatusCodes.Status404NotFound, "ModelVersion",
                $"there is no such version of {name}; there are {string.Join(", ",
                    registry.Versions.Where(other => other.Name == model.Name).Select(other => other.Version))}");
    }

    private static string Names(IReadOnlyList<ServedModel> models) => string.Join(", ", models.Select(model => model.Name));
}
