using System.CommandLine;
using System.Globalization;
using Brine.Store;

namespace Brine.Cli;

/// <summary>The commands that change a store, but for <c>add</c>.</summary>
internal static class StoreWork
{
    internal static Command Get(CliConsole console)
    {
        Argument<string> reference = StoreArguments.Reference();
        var output = new Option<string?>("-o", "--output") { Description = "Where to. Default: the file's own name, in this folder." };
        Option<bool> json = StoreArguments.Json();
        var command = new Command("get", "Copies the file of a version out of the store, when its hash is right.")
            { reference, output, json };
        command.SetAction(parsed =>
        {
            using ModelStore store = StoreArguments.Open(parsed, console);
            string text = parsed.GetRequiredValue(reference);
            string target = parsed.GetValue(output) ?? Path.GetFileName(store.Find(text).File.Name);
            using var busy = new BusyLine(console, $"writing {target} ...");
            ModelVersion version = store.CopyTo(text, target);
            if (parsed.GetValue(json))
            {
                StoreJson.Write(console, writer =>
                {
                    writer.WriteString("path", target);
                    StoreJson.Version(writer, version, []);
                });
            }
            else
            {
                console.Output.Write($"{target}  {version}  sha256 {version.File.Hash}\n");
            }

            return ExitCode.Done;
        });
        return command;
    }

    internal static Command Env(CliConsole console)
    {
        var name = new Argument<string?>("NAME")
            { Description = "The environment. Default: all are shown.", Arity = ArgumentArity.ZeroOrOne };
        var require = new Option<string?>("--require")
            { Description = "What a promotion demands: safe,validated,metric:NAME[:lower],signed,approved; none for nothing." };
        var keys = new Option<string[]>("--key") { Description = "A public key in PEM whose signatures count; may be said again." };
        Option<bool> json = StoreArguments.Json();
        var command = new Command("env", "Makes an environment, gives it other rules, or shows them.") { name, require, keys, json };
        command.SetAction(parsed =>
        {
            using ModelStore store = StoreArguments.Open(parsed, console);
            IReadOnlyList<StoreEnvironment> shown;
            if (parsed.GetValue(name) is { } environment && (parsed.GetValue(require) is not null || !Exists(store, environment)))
            {
                PromotionRules rules = Rules(parsed.GetValue(require), parsed.GetValue(keys) ?? []);
                shown = [store.SetEnvironment(new StoreEnvironment(environment, rules))];
            }
            else if (parsed.GetValue(require) is not null || parsed.GetValue(keys) is { Length: > 0 })
            {
                throw new UsageException("say which environment, and its rules with --require");
            }
            else
            {
                shown = [.. store.Environments().Where(item => parsed.GetValue(name) is not { } one || one == item.Name)];
            }

            if (parsed.GetValue(json))
            {
                StoreJson.Write(console, writer => StoreJson.List(writer, "environments",
                    shown.Select(item => (Action<System.Text.Json.Utf8JsonWriter>)(line => EnvironmentJson.Write(line, item)))));
            }
            else
            {
                StoreText.WriteTable(console.Output, ["environment", "requires", "keys"], shown.Select(item => new[]
                {
                    item.Name, item.Rules.ToString() is { Length: > 0 } said ? said : "nothing",
                    item.Rules.Keys.Count == 0 ? "" : item.Rules.Keys.Count.ToString(CultureInfo.InvariantCulture),
                }));
            }

            return ExitCode.Done;
        });
        return command;
    }

    internal static Command Promote(CliConsole console)
    {
        Argument<string> model = StoreArguments.Model(), number = StoreArguments.Number();
        Option<string> to = Environment("--to", "The environment that gets it.");
        Option<bool> json = StoreArguments.Json();
        var command = new Command("promote", "Gives an environment a version that has what its rules demand.") { model, number, to, json };
        command.SetAction(parsed =>
        {
            using ModelStore store = StoreArguments.Open(parsed, console);
            (string name, int version, string environment) =
                (parsed.GetRequiredValue(model), StoreArguments.Number(parsed, number), parsed.GetRequiredValue(to));
            IReadOnlyList<RuleResult> results;
            bool isDone = true;
            using (new BusyLine(console, $"checking {name}:{version} ..."))
            {
                try
                {
                    results = store.Promote(name, version, environment, console.Cancellation);
                }
                catch (PromotionRefusedException refused)
                {
                    (results, isDone) = (refused.Results, false);
                }
            }

            if (parsed.GetValue(json))
            {
                StoreJson.Write(console, writer =>
                {
                    writer.WriteBoolean("promoted", isDone);
                    writer.WriteString("version", $"{name}:{version}");
                    writer.WriteString("environment", environment);
                    StoreJson.Rules(writer, results);
                });
            }
            else
            {
                console.Output.Write($"{environment} {(isDone ? "has" : "does not get")} {name}:{version}\n");
                StoreText.WriteRules(console.Output, results);
            }

            return isDone ? ExitCode.Done : ExitCode.No;
        });
        return command;
    }

    internal static Command Rollback(CliConsole console)
    {
        Argument<string> model = StoreArguments.Model();
        Option<string> environment = Environment("--in", "The environment that gets back what it had.");
        Option<bool> json = StoreArguments.Json();
        var command = new Command("rollback", "Gives an environment back the version that it had before.") { model, environment, json };
        command.SetAction(parsed =>
        {
            using ModelStore store = StoreArguments.Open(parsed, console);
            Placement placement = store.Rollback(parsed.GetRequiredValue(model), parsed.GetRequiredValue(environment));
            if (parsed.GetValue(json))
            {
                StoreJson.Write(console, writer => EnvironmentJson.Write(writer, placement));
            }
            else
            {
                console.Output.Write($"{placement.Environment} has {placement.Model}:{placement.Version} again\n");
            }

            return ExitCode.Done;
        });
        return command;
    }

    internal static Command Approve(CliConsole console)
    {
        Option<string> to = Environment("--to", "The environment that it may go to.");
        return Mark(console, "approve", "Agrees that a version goes to an environment; somebody else than who added it.", [to],
            (store, model, number, parsed) => store.Approve(model, number, parsed.GetRequiredValue(to)));
    }

    internal static Command Tag(CliConsole console)
    {
        var tag = new Argument<string>("TAG") { Description = "The word." };
        var remove = new Option<bool>("--remove") { Description = "Take it off." };
        return Mark(console, "tag", "Gives a version a word by which it is found.", [tag, remove], (store, model, number, parsed) =>
            parsed.GetValue(remove) ? store.Untag(model, number, parsed.GetRequiredValue(tag))
                : store.Tag(model, number, parsed.GetRequiredValue(tag)));
    }

    internal static Command Note(CliConsole console)
    {
        var text = new Argument<string>("TEXT") { Description = "The words." };
        return Mark(console, "note", "Writes something down about a version.", [text],
            (store, model, number, parsed) => store.Note(model, number, parsed.GetRequiredValue(text)));
    }

    internal static Command Attach(CliConsole console)
    {
        var cases = new Option<string?>("--cases") { Description = "Inputs with Python's answers." };
        var record = new Option<string?>("--record")
            { Description = "Inputs (.npz) for which the answers of today are kept: they show what changes later, and prove nothing." };
        var signature = new Option<string?>("--signature") { Description = "The signature of the file." };
        return Mark(console, "attach", "Gives a version cases or a signature that were made later.", [cases, record, signature],
            (store, model, number, parsed) =>
            {
                if (parsed.GetValue(record) is { } inputs)
                {
                    return parsed.GetValue(cases) is null ? store.Record(model, number, inputs)
                        : throw new UsageException("say --cases or --record, not both");
                }

                return store.Attach(model, number, parsed.GetValue(cases), parsed.GetValue(signature));
            });
    }

    internal static Command Remove(CliConsole console) => Mark(console, "remove",
        "Gives up the files of a version; gc clears them away, and what is known of it stays.", [],
        (store, model, number, _) => store.Remove(model, number));

    internal static Command Gc(CliConsole console)
    {
        Option<bool> json = StoreArguments.Json();
        var command = new Command("gc", "Clears away files that no version has.") { json };
        command.SetAction(parsed =>
        {
            using ModelStore store = StoreArguments.Open(parsed, console);
            GarbageReport report = store.CollectGarbage();
            if (parsed.GetValue(json))
            {
                StoreJson.Write(console, writer =>
                {
                    writer.WriteNumber("files", report.Files);
                    writer.WriteNumber("bytes", report.Bytes);
                });
            }
            else
            {
                console.Output.Write(string.Create(CultureInfo.InvariantCulture, $"{report.Files} files, {report.Bytes:N0} bytes\n"));
            }

            return ExitCode.Done;
        });
        return command;
    }

    internal static Command Export(CliConsole console)
    {
        Argument<string> reference = StoreArguments.Reference();
        var output = new Option<string>("-o", "--output") { Description = "Where to.", Required = true };
        Option<bool> json = StoreArguments.Json();
        var command = new Command("export", "Writes a version with its files into one file, for another store.")
            { reference, output, json };
        command.SetAction(parsed =>
        {
            using ModelStore store = StoreArguments.Open(parsed, console);
            string target = parsed.GetRequiredValue(output);
            using var busy = new BusyLine(console, $"writing {target} ...");
            return Said(console, store, store.Export(parsed.GetRequiredValue(reference), target), parsed.GetValue(json), target + "  ");
        });
        return command;
    }

    internal static Command Import(CliConsole console)
    {
        var file = new Argument<string>("FILE") { Description = "What export wrote." };
        var name = new Option<string?>("--name") { Description = "What the model is called here. Default: as there." };
        Option<bool> json = StoreArguments.Json();
        var command = new Command("import", "Adds a version that another store exported.") { file, name, json };
        command.SetAction(parsed =>
        {
            using ModelStore store = StoreArguments.Open(parsed, console);
            using var busy = new BusyLine(console, $"adding {parsed.GetRequiredValue(file)} ...");
            return Said(console, store, store.Import(parsed.GetRequiredValue(file), parsed.GetValue(name), console.Cancellation),
                parsed.GetValue(json), "");
        });
        return command;
    }

    private static int Said(CliConsole console, ModelStore store, ModelVersion version, bool asJson, string before)
    {
        if (asJson)
        {
            StoreJson.Write(console, writer => StoreJson.Version(writer, version, store.Placements(version.Name)));
        }
        else
        {
            console.Output.Write($"{before}{version}  sha256 {version.File.Hash}  {version.Verdict}\n");
        }

        return ExitCode.Done;
    }

    private static Option<string> Environment(string name, string description) =>
        new(name) { Description = description, Required = true, HelpName = "ENVIRONMENT" };

    private static Command Mark(CliConsole console, string name, string description, Symbol[] symbols,
        Func<ModelStore, string, int, ParseResult, ModelVersion> work)
    {
        Argument<string> model = StoreArguments.Model(), number = StoreArguments.Number();
        Option<bool> json = StoreArguments.Json();
        var command = new Command(name, description) { model, number, json };
        foreach (Symbol symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                command.Arguments.Add(argument);
            }
            else
            {
                command.Options.Add((Option)symbol);
            }
        }

        command.SetAction(parsed =>
        {
            using ModelStore store = StoreArguments.Open(parsed, console);
            ModelVersion version;
            try
            {
                version = work(store, parsed.GetRequiredValue(model), StoreArguments.Number(parsed, number), parsed);
            }
            catch (ArgumentException error)
            {
                throw UsageException.Of(error);
            }

            if (parsed.GetValue(json))
            {
                StoreJson.Write(console, writer => StoreJson.Version(writer, version, store.Placements(version.Name)));
            }
            else
            {
                StoreText.WriteVersion(console.Output, version, store.Placements(version.Name));
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static bool Exists(ModelStore store, string environment)
    {
        try
        {
            return store.Environments().Any(item => item.Name == environment);
        }
        catch (StoreException error) when (error.Code == "StoreMissing")
        {
            return false;
        }
    }

    private static PromotionRules Rules(string? text, string[] keys)
    {
        try
        {
            return PromotionRules.Parse(text is null or "none" ? "" : text, [.. keys.Select(File.ReadAllText)]);
        }
        catch (ArgumentException error)
        {
            throw UsageException.Of(error);
        }
    }
}
