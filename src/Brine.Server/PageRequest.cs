using Microsoft.AspNetCore.Http;

namespace Brine.Server;

/// <summary>Somebody asks for a page.</summary>
/// <param name="Http">The request.</param>
/// <param name="Services">What the server works with.</param>
/// <param name="Words">The language.</param>
/// <param name="Links">The addresses of the pages.</param>
/// <param name="Model">The model, where the path names one.</param>
internal sealed record PageRequest(HttpContext Http, BrineServices Services, PageWords Words, PageLinks Links, ServedModel? Model)
{
    internal ServedModel RequiredModel => Model
        ?? throw new RequestRefusedException(StatusCodes.Status404NotFound, "ModelName", "there is no model of this name");
}
