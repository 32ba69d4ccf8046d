using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Globalization;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Cli;

/// <summary>Parses the words of a call, runs the command, and turns every error into one line and an exit code.</summary>
internal static class CommandRunner
{
    internal static int Run(IReadOnlyList<string> args, CliConsole console)
    {
        RootCommand root = Build(args, console);
        ParseResult parsed = root.Parse(args.Count == 0 ? ["--help"] : args);
        string? option = args.Contains("--") ? null : OptionAmongArguments(parsed);
        if ((option is not null || parsed.Errors.Count > 0) && parsed.Action is not Examples)
        {
            console.Error.WriteLine("brine: Usage: " + Explain(root, parsed, option));
            return ExitCode.Usage;
        }

        try
        {
            console.Limits = LimitsOption.Read(parsed);
            return parsed.Invoke(
                new InvocationConfiguration { Output = console.Output, Error = console.Error, EnableDefaultExceptionHandler = false });
        }
        catch (UsageException error)
        {
            console.Error.WriteLine("brine: Usage: " + OneLine(error.Message));
            return ExitCode.Usage;
        }
        catch (BrineException error) when (error is UnsupportedModelException or UnsupportedUpgradeException)
        {
            return Fail(console, error, parsed.CommandResult.Command.Name, ExitCode.Incomplete);
        }
        catch (BrineException error) when (error.Code is "StoreEngine" or "StoreUnsupported")
        {
            return Fail(console, error, parsed.CommandResult.Command.Name, ExitCode.Incomplete);
        }
        catch (BrineException error) when (error.Code == "StoreAddress")
        {
            return Fail(console, error, parsed.CommandResult.Command.Name, ExitCode.Usage);
        }
        catch (BrineException error) when (error.Code == "StoreRefused")
        {
            return Fail(console, error, parsed.CommandResult.Command.Name, ExitCode.No);
        }
        catch (Exception error) when (error is BrineException or IOException or UnauthorizedAccessException)
        {
            return IsClosedPipe(error) ? ExitCode.Done : Fail(console, error, parsed.CommandResult.Command.Name, ExitCode.CouldNot);
        }
        catch (OperationCanceledException) when (console.Cancellation.IsCancellationRequested)
        {
            console.Error.WriteLine("brine: Interrupted: nothing was written");
            return ExitCode.Interrupted;
        }
        catch (OutOfMemoryException)
        {
            console.Error.WriteLine("brine: LimitMemory: the machine has too little memory for this file");
            return ExitCode.CouldNot;
        }
        catch (Exception error)
        {
            // Nothing should come here: it is a fault of ours, said in one line all the same.
            console.Error.WriteLine(
                $"brine: InternalError: {OneLine(error.Message)} ({error.GetType().Name}); please report it with the file, or with what "
                    + "'brine inspect' says of it");
            return ExitCode.CouldNot;
        }
    }

    private static RootCommand Build(IReadOnlyList<string> args, CliConsole console)
    {
        var root = new RootCommand(
            "Opens Python's pickled machine-learning models in .NET, and runs them. Nothing in a file is ever executed.");
        root.Options.Add(LimitsOption.Option);
        foreach (Command command in CommandTable.For(args, console))
        {
            root.Subcommands.Add(command);
        }

        foreach (Option option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction help })
            {
                option.Action = new Examples(help);
            }
        }

        return root;
    }

    /// <summary>An option that the command does not have, which was taken for a file.</summary>
    private static string? OptionAmongArguments(ParseResult parsed) =>
        parsed.CommandResult.Command.Arguments.Select(parsed.GetResult)
            .SelectMany(argument => argument is null ? [] : argument.Tokens).Select(token => token.Value)
            .FirstOrDefault(value => value.Length > 2 && value.StartsWith("--", StringComparison.Ordinal));

    private static string Explain(RootCommand root, ParseResult parsed, string? taken)
    {
        Command called = parsed.CommandResult.Command;
        string name = PathOf(called, root), space = name.Length == 0 ? "" : name + " ";
        if (called.Subcommands.Count > 0
            && parsed.UnmatchedTokens.FirstOrDefault(token => called == root || !token.StartsWith('-')) is { } word)
        {
            string hint = Spelling.Closest(word, called.Subcommands.Select(command => command.Name)) is { } close
                ? $"; did you mean '{close}'?" : "";
            return $"there is no command '{space}{OneLine(word)}'{hint} ('brine {space}--help' lists them)";
        }

        string ask = $"('brine {name} --help' says how it is called)";
        if ((taken ?? parsed.UnmatchedTokens.FirstOrDefault(token => token.StartsWith('-'))) is { } option)
        {
            string[] options = [.. called.Options.SelectMany(known => known.Aliases.Append(known.Name))];
            if (options.Contains(option))
            {
                return $"'{OneLine(option)}' stands behind '--', where nothing is an option {ask}";
            }

            return $"there is no option "
                + $"'{OneLine(option)}'{(Spelling.Closest(option, options) is { } meant ? $"; did you mean '{meant}'?" : "")} {ask}";
        }

        if (called.Arguments.FirstOrDefault(argument => parsed.GetResult(argument) is null or { Tokens.Count: 0 })
            is { } missing)
        {
            return $"{missing.Name} is missing {ask}";
        }

        return $"{OneLine(parsed.Errors[0].Message).TrimEnd('.')} ('brine {space}--help' says how it is called)";
    }

    /// <summary>The words that call a command: <c>store add</c>.</summary>
    private static string PathOf(Command command, RootCommand root)
    {
        var words = new Stack<string>();
        for (System.CommandLine.Symbol? symbol = command; symbol is not null && symbol != root; symbol = symbol.Parents.FirstOrDefault())
        {
            words.Push(symbol.Name);
        }

        return string.Join(' ', words);
    }

    private static int Fail(CliConsole console, Exception error, string command, int exit)
    {
        string file = InputFile.NameIn(error) is { } name ? $" [{name}]" : "";
        string advice = Advice.For(error, command, console.Limits == Limits.Trusted);
        console.Error.WriteLine("brine: " + OneLine(ErrorText.Of(error) + advice + file));
        return exit;
    }

    private static bool IsClosedPipe(Exception error) =>
        error is IOException { HResult: 32 } || error.Message.Contains("Broken pipe", StringComparison.Ordinal);

    /// <summary>Names out of a file or a call may hold anything: line ends become spaces, control and direction characters are
    /// escaped.</summary>
    private static string OneLine(string text)
    {
        if (!text.Any(NeedsEscape))
        {
            return text;
        }

        return string.Concat(
            text.Select(
                character => character is '\r' or '\n' or '\t' ? " "
                    : NeedsEscape(character) ? $"\\u{(int)character:x4}" : character.ToString()));
    }

    private static bool NeedsEscape(char character) =>
        char.IsControl(character)
            || char.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
}
