using System.CommandLine;
using System.Globalization;
using Brine.Store;

namespace Brine.Cli;

/// <summary>What the commands of a store have in common: which store, and who works with it.</summary>
internal static class StoreArguments
{
    internal static Option<string?> Folder { get; } = new("--store")
    {
        Description = "A folder, postgresql://USER@HOST/DATABASE or s3://BUCKET/PREFIX. Default: $BRINE_STORE, or brine-store.",
        Recursive = true,
    };

    internal static Option<string?> Actor { get; } = new("--as")
    {
        Description = "Who does it, for the history. Default: $BRINE_ACTOR, or the user of the system.",
        Recursive = true,
    };

    internal static Option<bool> Json() => new("--json") { Description = "Write what was done or found as JSON." };

    internal static Argument<string> Model() => new("NAME") { Description = "The model." };

    internal static Argument<string> Number() => new("VERSION") { Description = "The number of the version." };

    internal static Argument<string> Reference(string name = "VERSION") => new(name)
        { Description = "NAME for the newest version, NAME:NUMBER, or NAME@ENVIRONMENT." };

    internal static ModelStore Open(ParseResult parsed, CliConsole console) =>
        StoreReference.Open(parsed.GetValue(Folder), parsed.GetValue(Actor), console);

    /// <summary>The number of a version out of an argument.</summary>
    internal static int Number(ParseResult parsed, Argument<string> argument) => Number(parsed.GetRequiredValue(argument));

    internal static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number
            : throw new UsageException($"'{text}' is no number of a version: say 1, 2, 3...");
}
