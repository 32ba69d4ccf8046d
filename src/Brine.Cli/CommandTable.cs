using System.CommandLine;

namespace Brine.Cli;

/// <summary>The commands, a row each, in the order in which the help lists them. Only the one that is called is made: options and texts of
/// all the others would cost a third of what a small call takes.</summary>
internal static class CommandTable
{
    internal static IReadOnlyList<(string Name, Func<CliConsole, Command> Build)> Rows { get; } =
    [
        ("predict", PredictCommand.Build),
        ("inspect", InspectCommand.Build),
        ("scan", ScanCommand.Build),
        ("explain", ExplainCommand.Build),
        ("convert", ConvertCommand.Build),
        ("score", ScoreCommand.Build),
        ("evaluate", EvaluateCommand.Build),
        ("fit", FitCommand.Build),
        ("new", NewCommand.Build),
        ("doctor", DoctorCommand.Build),
        ("advise", AdviseCommand.Build),
        ("upgrade", UpgradeCommand.Build),
        ("sign", SignCommand.Build),
        ("verify-signature", VerifySignatureCommand.Build),
        ("verify", VerifyCommand.Build),
        ("store", StoreCommand.Build),
        ("bom", PaperCommands.Bom),
        ("card", PaperCommands.Card),
        ("report", ReportCommand.Build),
        ("serve", ServeCommand.Build),
        ("dis", DisCommand.Build),
        ("optimize", OptimizeCommand.Build),
    ];

    /// <summary>The command that a call begins with, none for the version, all of them where it begins with something else.</summary>
    internal static IEnumerable<Command> For(IReadOnlyList<string> args, CliConsole console)
    {
        string first = args.Count > 0 ? args[0] : "";
        if (first == "--version")
        {
            return [];
        }

        int row = Rows.TakeWhile(row => row.Name != first).Count();
        return row < Rows.Count ? [Rows[row].Build(console)] : Rows.Select(row => row.Build(console));
    }
}
