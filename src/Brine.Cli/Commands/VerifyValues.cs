using System.Text.Json;
using System.Text.RegularExpressions;
using Brine.Verification;

namespace Brine.Cli;

/// <summary>The part of <c>brine verify</c> that compares folders of values with what Python loads from them.</summary>
internal static class VerifyValues
{
    internal static int Run(CliConsole console, string folder, Regex? only, bool asJson)
    {
        var byKind = new SortedDictionary<string, (int Right, int Wrong, int Waiting)>(StringComparer.Ordinal);
        var wrong = new List<ValueResult>();
        using var busy = new BusyLine(console, "verifying ...");
        int seen = 0;
        foreach (ValueResult result in ValueFolder.Run(folder, only))
        {
            busy.Report($"verifying: {seen++} values so far ...");
            (int right, int bad, int waiting) = byKind.GetValueOrDefault(result.Case.Kind);
            byKind[result.Case.Kind] = result.Outcome switch
            {
                ValueOutcome.Right => (right + 1, bad, waiting),
                ValueOutcome.Wrong => (right, bad + 1, waiting),
                _ => (right, bad, waiting + 1),
            };
            if (result.Outcome != ValueOutcome.Wrong)
            {
                continue;
            }

            wrong.Add(result);
            if (!asJson)
            {
                console.Output.Write($"{result.Case.Id}\n  {result.Reason}\n");
            }
        }

        int allRight = byKind.Values.Sum(count => count.Right), allWaiting = byKind.Values.Sum(count => count.Waiting),
            tried = allRight + wrong.Count;
        if (asJson)
        {
            console.Output.Flush();
            WriteJson(console.OutputStream, byKind, wrong, tried, allRight, allWaiting);
        }
        else
        {
            foreach ((string kind, (int right, int bad, int waiting)) in byKind)
            {
                console.Output.Write($"{kind,-8} {right} of {right + bad} right{(waiting > 0 ? $", {waiting} wait" : "")}\n");
            }

            console.Output.Write(
                $"values {allRight} of {tried} "
                    + $"right{(allWaiting > 0 ? $", {allWaiting} wait for what this version cannot read yet" : "")}\n");
        }

        return tried == 0 ? ExitCode.Incomplete : wrong.Count == 0 ? ExitCode.Done : ExitCode.No;
    }

    private static void WriteJson(Stream stream, SortedDictionary<string, (int Right, int Wrong, int Waiting)> byKind,
        List<ValueResult> wrong, int tried, int right, int waiting)
    {
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("tried", tried);
            writer.WriteNumber("right", right);
            writer.WriteNumber("waiting", waiting);
            writer.WriteStartObject("kinds");
            foreach ((string kind, (int Right, int Wrong, int Waiting) count) in byKind)
            {
                writer.WriteStartObject(kind);
                writer.WriteNumber("right", count.Right);
                writer.WriteNumber("wrong", count.Wrong);
                writer.WriteNumber("waiting", count.Waiting);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
            writer.WriteStartArray("wrong");
            foreach (ValueResult result in wrong)
            {
                writer.WriteStartObject();
                writer.WriteString("id", result.Case.Id);
                writer.WriteString("reason", result.Reason);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }
}
