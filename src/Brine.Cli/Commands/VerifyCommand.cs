using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Brine.Containers;
using Brine.Models;
using Brine.Verification;

namespace Brine.Cli;

/// <summary><c>brine verify MODEL --data CASE.npz</c>, <c>brine verify FOLDER [--only REGEX]</c></summary>
internal static class VerifyCommand
{
    internal static Command Build(CliConsole console)
    {
        var target = new Argument<string>("MODEL") { Description = "A model, or a folder with a manifest.jsonl that lists cases." };
        var data = new Option<string?>("--data") { Description = "The .npz with inputs and Python's answers, for one model." };
        var only = new Option<string?>("--only")
            { Description = "Run only the cases of a folder whose name this regular expression finds." };
        var tolerance = NumberOption.Positive("--rtol",
            "How far floats may differ, relative to the scale of the answer. Default: 1e-9 (2e-6 for float32).");
        var ulp = NumberOption.Whole("--ulp", 0, long.MaxValue, "Floats this many units in the last place apart count as equal.");
        var store = new Option<string?>("--store")
        {
            Description = "A store (a folder or an address), of which MODEL names a version: NAME@ENVIRONMENT, NAME:NUMBER. Default: "
                + "$BRINE_STORE, or brine-store.",
        };
        var json = new Option<bool>("--json") { Description = "Write the results as JSON." };
        var command = new Command("verify", "Predicts, and compares with the answers that Python gave.")
            { target, data, only, tolerance, ulp, store, json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(store) is not null || StoreReference.Is(parsed.GetRequiredValue(target)))
            {
                return StoreVerify.Run(console, parsed.GetRequiredValue(target), parsed.GetValue(store), parsed.GetValue(json));
            }

            var comparer = new AnswerComparer(parsed.GetValue(tolerance) ?? 1e-9, parsed.GetValue(ulp) ?? 0);
            string path = parsed.GetRequiredValue(target);
            Regex? pattern = Pattern(parsed.GetValue(only));
            bool asJson = parsed.GetValue(json);
            if (!Directory.Exists(path))
            {
                return parsed.GetValue(data) is { } npz
                    ? Report(console, [CaseRunner.Run("", OneCase(path, npz, console.Load), comparer, console.Load)], asJson, single: true)
                    : throw new UsageException("a model is verified with --data CASE.npz; a folder needs a manifest.jsonl");
            }

            string manifest = Path.Combine(path, "manifest.jsonl");
            if (ValueCase.IsFolder(path) || (!File.Exists(manifest) && Directory.GetDirectories(path).Any(ValueCase.IsFolder)))
            {
                return VerifyValues.Run(console, path, pattern, asJson);
            }

            if (!File.Exists(manifest))
            {
                throw new FileNotFoundException($"{manifest} is not there: a folder of cases is listed by it");
            }

            return Report(console, Cases(path, pattern).Select(info => CaseRunner.Run(path, info, comparer, console.Load)), asJson,
                single: false);
        });
        return command;
    }

    internal static Regex? Pattern(string? only)
    {
        try
        {
            return only is null ? null : new Regex(only, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw new UsageException($"--only is no regular expression: {error.Message}");
        }
    }

    private static IEnumerable<CaseInfo> Cases(string folder, Regex? pattern)
    {
        try
        {
            return [.. CaseInfo.ReadManifest(Path.Combine(folder, "manifest.jsonl"))
                .Where(info => pattern is null || pattern.IsMatch(info.Id))];
        }
        catch (JsonException error)
        {
            throw new ModelInputException("InputJson", $"manifest.jsonl is no JSON: {error.Message}");
        }
    }

    private static CaseInfo OneCase(string model, string npz, LoadOptions load)
    {
        CaseInfo? known = CaseInfo.FindBeside(npz);
        IReadOnlyCollection<string> names = NpzFile.Open(npz, load).Names;
        string[] methods = [
            .. MethodNames.All.Where(
                method => names.Any(
                    name => name == method || name == method + ".csr.data" || name == method + ".0" || name == method + ".0.csr.data"))];
        return methods.Length == 0
            ? throw new ModelInputException("InputEmpty",
                $"{Path.GetFileName(npz)} holds no answers to compare with: arrays named predict, transform...")
            : (known ?? new CaseInfo { Id = Path.GetFileNameWithoutExtension(model), Model = "", Answers = "", Methods = [] })
                with { Model = model, Answers = npz, Methods = methods };
    }

    private static int Report(CliConsole console, IEnumerable<CaseResult> results, bool asJson, bool single)
    {
        int right = 0, bits = 0, tried = 0, waiting = 0, methodsRight = 0, methods = 0;
        var listed = new List<CaseResult>();
        using var busy = new BusyLine(console, "verifying ...");
        foreach (CaseResult result in results)
        {
            busy.Report($"verifying: {tried + waiting} cases so far ...");
            if (asJson)
            {
                listed.Add(result);
            }

            if (result.Waits && !single)
            {
                waiting++;
                continue;
            }

            tried++;
            right += result.IsRight ? 1 : 0;
            bits += result.IsBitEqual ? 1 : 0;
            methods += result.Case.Methods.Count;
            methodsRight += result.Grades.Values.Count(grade => grade.IsRight);
            if (!asJson && (single || !result.IsRight))
            {
                Print(console.Output, result);
            }
        }

        if (asJson)
        {
            console.Output.Flush();
            WriteJson(console.OutputStream, listed, tried, right, bits, waiting);
        }
        else
        {
            console.Output.Write(
                $"cases {right} of {tried} right, {bits} to the bit; methods {methodsRight} of {methods} "
                    + $"right{(waiting > 0 ? $"; {waiting} cases wait for a codec" : "")}\n");
        }

        return tried == 0 ? ExitCode.Incomplete : right == tried ? ExitCode.Done : ExitCode.No;
    }

    private static void Print(TextWriter output, CaseResult result)
    {
        output.Write($"{result.Case.Id}\n");
        foreach ((string method, AnswerGrade grade) in result.Grades)
        {
            string worst = grade.Worst.ToString("g2", CultureInfo.InvariantCulture);
            string text = grade.IsBitEqual ? "equal to the bit"
                : grade.IsRight ? $"right, within {worst}"
                : double.IsInfinity(grade.Worst) ? "WRONG" : $"WRONG by {worst}";
            output.Write($"  {method,-22} {text}\n");
        }

        if (result.Error is not null)
        {
            output.Write($"  {result.Error}\n");
        }
    }

    private static void WriteJson(Stream stream, List<CaseResult> results, int tried, int right, int bits, int waiting)
    {
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("tried", tried);
            writer.WriteNumber("right", right);
            writer.WriteNumber("bit_equal", bits);
            writer.WriteNumber("waiting", waiting);
            writer.WriteStartArray("cases");
            foreach (CaseResult result in results)
            {
                writer.WriteStartObject();
                writer.WriteString("id", result.Case.Id);
                writer.WriteBoolean("right", result.IsRight);
                writer.WriteString("error", result.Error);
                writer.WriteStartObject("methods");
                foreach ((string method, AnswerGrade grade) in result.Grades)
                {
                    writer.WriteString(method, grade.IsBitEqual ? "equal" : grade.IsRight ? "right" : "wrong");
                }

                writer.WriteEndObject();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }
}
