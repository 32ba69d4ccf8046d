namespace Brine.Server;

/// <summary>The addresses of the pages.</summary>
/// <param name="Base">What stands before all of them, without a slash at its end.</param>
/// <param name="HasSeveral">True where several models are served.</param>
internal sealed record PageLinks(string Base, bool HasSeveral)
{
    internal string Home => Base + "/";

    internal string Model(ServedModel model) => $"{Base}/models/{model.Name}";

    internal string About(ServedModel model) => Model(model) + "/about";

    internal string Files(ServedModel model) => Model(model) + "/file";

    internal string Job(FileJob job) => $"{Base}/jobs/{job.Id}";

    /// <summary>The links in the band on top, the page that is shown without an address.</summary>
    internal IReadOnlyList<(string? Address, string Name)> Of(PageWords words, ServedModel? model, string? shown)
    {
        var links = new List<(string?, string)>();
        if (HasSeveral || model is null)
        {
            links.Add((shown == "models" ? null : Home, words["models"]));
        }

        if (model is not null)
        {
            links.Add((shown == "ask" ? null : Model(model), words["ask"]));
            links.Add((shown == "file" ? null : Files(model), words["spreadsheet"]));
            links.Add((shown == "about" ? null : About(model), words["about"]));
        }

        return links;
    }
}
