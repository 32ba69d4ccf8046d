using System.Text.Json;

namespace Brine.Tests.Models;

/// <summary>A line of <c>Golden/refusals/*.jsonl</c>: what Python did with the spoiled inputs of one model.</summary>
/// <param name="Folder">Where the model and its inputs are.</param>
/// <param name="Id">The name of the case.</param>
/// <param name="ClassName">The class, with the package it lives in, as the table of estimators has it.</param>
/// <param name="Outcomes">For each method and each way to spoil the inputs the name of the exception, empty for an answer.</param>
internal sealed record RefusalCase(string Folder, string Id, string ClassName,
    IReadOnlyList<(string Method, string How, string Exception)> Outcomes)
{
    internal static IReadOnlyList<RefusalCase> All { get; } =
        [.. new[] { "1.2.1",
            "1.9.0" }.SelectMany(
                version => File.ReadLines(Repo.Golden($"refusals/sklearn-{version}.jsonl")).Skip(1).Select(Parse))];

    private static RefusalCase Parse(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement root = document.RootElement;
        string folder = root.GetProperty("folder").GetString()!;
        string[] name = root.GetProperty("class").GetString()!.Split('.');
        return new RefusalCase(
            folder.EndsWith("-small", StringComparison.Ordinal) ? Repo.Golden("refusals/" + folder)
                : Repo.File("tests", "fixtures", folder),
            root.GetProperty("id").GetString()!,
            $"{name[0]}.{name[1]}.{name[^1]}",
            [
                .. from methods in root.GetProperty("methods").EnumerateObject()
                   from method in methods.Name.Split(' ')
                   from outcome in methods.Value.EnumerateObject()
                   from how in outcome.Value.EnumerateArray()
                   select (method, how.GetString()!, outcome.Name),
            ]);
    }
}
