using System.Text.Json;

namespace Brine.Tests.Live;

/// <summary>A model that Python trained on a random table, and what it was asked.</summary>
/// <param name="Seed">The number that makes the case again.</param>
/// <param name="Name">The class whose turn it was.</param>
/// <param name="About">The model as Python prints it.</param>
/// <param name="Model">The file of the model.</param>
/// <param name="Trained">What it was trained on: frame, array, sparse, documents, labels.</param>
/// <param name="Holds">The classes in the model.</param>
/// <param name="Asks">The tables it was asked about.</param>
internal sealed record LiveCase(int Seed, string Name, string About, string Model, string Trained, IReadOnlyList<string> Holds,
    IReadOnlyList<LiveAsk> Asks)
{
    internal static LiveCase Read(string line, string folder)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement root = document.RootElement;
        return new LiveCase(
            root.GetProperty("seed").GetInt32(),
            root.GetProperty("name").GetString()!,
            root.GetProperty("about").GetString()!,
            Path.Combine(folder, root.GetProperty("model").GetString()!),
            root.GetProperty("trained").GetString()!,
            [.. root.GetProperty("holds").EnumerateArray().Select(item => item.GetString()!)],
            [.. root.GetProperty("asks").EnumerateArray().Select(item => LiveAsk.Read(item, folder))]);
    }
}
