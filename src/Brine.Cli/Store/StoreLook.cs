using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Brine.Store;

namespace Brine.Cli;

/// <summary>The commands that look at a store: <c>list</c>, <c>show</c>, <c>log</c>, <c>check</c>.</summary>
internal static class StoreLook
{
    internal static Command List(CliConsole console)
    {
        var model = new Argument<string?>("NAME") { Description = "One model. Default: all.", Arity = ArgumentArity.ZeroOrOne };
        var tag = new Option<string?>("--tag") { Description = "Only versions with this tag." };
        Option<bool> json = StoreArguments.Json();
        var command = new Command("list", "Lists versions, with what environments have them.") { model, tag, json };
        command.SetAction(parsed =>
        {
            using ModelStore store = StoreArguments.Open(parsed, console);
            string? name = parsed.GetValue(model), wanted = parsed.GetValue(tag);
            ModelVersion[] versions = [.. store.List(name).Where(version => wanted is null || version.Tags.Contains(wanted))];
            IReadOnlyList<Placement> placements = store.Placements(name);
            if (parsed.GetValue(json))
            {
                StoreJson.Write(console, writer => StoreJson.List(writer, "versions",
                    versions.Select(version => (Action<Utf8JsonWriter>)(item => StoreJson.Version(item, version, placements)))));
            }
            else
            {
                StoreText.WriteList(console.Output, versions, placements);
            }

            return ExitCode.Done;
        });
        return command;
    }

    internal static Command Show(CliConsole console)
    {
        Argument<string> reference = StoreArguments.Reference();
        Option<bool> json = StoreArguments.Json();
        var command = new Command("show", "Shows what is known of a version.") { reference, json };
        command.SetAction(parsed =>
        {
            using ModelStore store = StoreArguments.Open(parsed, console);
            ModelVersion version = store.Find(parsed.GetRequiredValue(reference));
            IReadOnlyList<Placement> placements = store.Placements(version.Name);
            if (parsed.GetValue(json))
            {
                StoreJson.Write(console, writer => StoreJson.Version(writer, version, placements));
            }
            else
            {
                StoreText.WriteVersion(console.Output, version, placements);
            }

            return ExitCode.Done;
        });
        return command;
    }

    internal static Command Log(CliConsole console)
    {
        var model = new Argument<string?>("NAME") { Description = "One model. Default: all.", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> json = StoreArguments.Json();
        var command = new Command("log", "The history: who did what when, the oldest first.") { model, json };
        command.SetAction(parsed =>
        {
            using ModelStore store = StoreArguments.Open(parsed, console);
            IReadOnlyList<StoreEntry> entries = store.Log(parsed.GetValue(model));
            if (parsed.GetValue(json))
            {
                StoreJson.Write(console, writer => StoreJson.List(writer, "entries",
                    entries.Select(entry => (Action<Utf8JsonWriter>)(item => StoreJson.Entry(item, entry)))));
            }
            else
            {
                StoreText.WriteLog(console.Output, entries);
            }

            return ExitCode.Done;
        });
        return command;
    }

    internal static Command Check(CliConsole console)
    {
        Option<bool> json = StoreArguments.Json();
        var command = new Command("check", "Whether all is as it was written: the history, the records, every file.") { json };
        command.SetAction(parsed =>
        {
            using ModelStore store = StoreArguments.Open(parsed, console);
            using var busy = new BusyLine(console, "checking ...");
            StoreCheck check = store.Check(console.Cancellation);
            if (parsed.GetValue(json))
            {
                StoreJson.Write(console, writer =>
                {
                    writer.WriteBoolean("sound", check.IsSound);
                    writer.WriteNumber("entries", check.Entries);
                    writer.WriteString("head", check.Head);
                    writer.WriteNumber("versions", check.Versions);
                    writer.WriteNumber("files", check.Files);
                    writer.WriteNumber("bytes", check.Bytes);
                    StoreJson.List(writer, "problems", check.Problems.Select(problem => (Action<Utf8JsonWriter>)(item =>
                    {
                        item.WriteString("place", problem.Place);
                        item.WriteString("message", problem.Message);
                    })));
                });
            }
            else
            {
                foreach (StoreProblem problem in check.Problems)
                {
                    console.Output.Write($"{problem.Place}: {problem.Message}\n");
                }

                console.Output.Write(string.Create(CultureInfo.InvariantCulture,
                    $"{(check.IsSound ? "sound" : $"{check.Problems.Count} problems")}: {check.Entries} entries, "
                        + $"{check.Versions} versions, {check.Files} files of {check.Bytes:N0} bytes; the last entry is {check.Head}\n"));
            }

            return check.IsSound ? ExitCode.Done : ExitCode.No;
        });
        return command;
    }
}
