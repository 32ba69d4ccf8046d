using System.Text;
using Brine.Cli;

namespace Brine.Tests.Support;

/// <summary>Runs the command inside the tests' own process.</summary>
internal static class Cli
{
    /// <summary>The command as a program, for tests that end its process.</summary>
    internal static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "brine.dll");

    internal static (int Exit, string Output, string Error) Run(params IReadOnlyList<string> args) => RunWithInput("", args);

    internal static (int Exit, string Output, string Error) RunWithInput(string input, params IReadOnlyList<string> args)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter { NewLine = "\n" };
        var console = new CliConsole(output, error, () => new MemoryStream(Encoding.UTF8.GetBytes(input)));
        int exit = CommandRunner.Run(args, console);
        console.Flush();
        return (exit, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }
}
