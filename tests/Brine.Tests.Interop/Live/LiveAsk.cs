using System.Text.Json;

namespace Brine.Tests.Live;

/// <summary>One table in one form, and what Python said of it.</summary>
/// <param name="Table">What kind of table it is: fresh, or spoiled by something.</param>
/// <param name="Form">frame, array, csv, json...</param>
/// <param name="File">The file.</param>
/// <param name="Answers">The answer of each method, or what Python raised.</param>
internal sealed record LiveAsk(string Table, string Form, string File, IReadOnlyDictionary<string, LiveAnswer> Answers)
{
    internal static LiveAsk Read(JsonElement ask, string folder) => new(
        ask.GetProperty("table").GetString()!,
        ask.GetProperty("form").GetString()!,
        Path.Combine(folder, ask.GetProperty("file").GetString()!),
        ask.GetProperty("answers").EnumerateObject().ToDictionary(item => item.Name, item => LiveAnswer.Read(item.Value)));
}
