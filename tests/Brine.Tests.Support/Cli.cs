using System.Text;
using Brine.Cli;

namespace Brine.Tests.Support;

/// <summary>Runs the command inside the tests' own process, or as the native file that <c>BRINE_NATIVE</c> names.</summary>
internal static class Cli
{
    private static readonly string? Native =
        Environment.GetEnvironmentVariable("BRINE_NATIVE") is { Length: > 0 } file ? Path.Combine(Repo.Root, file) : null;

    /// <summary>The command as a program, for tests that end its process.</summary>
    internal static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "brine.dll");

    internal static (int Exit, string Output, string Error) Run(params IReadOnlyList<string> args) => RunWithInput("", args);

    internal static (int Exit, string Output, string Error) RunWithInput(string input, params IReadOnlyList<string> args)
    {
        if (Native is not null)
        {
            return Shell.RunWithInput(Native, Environment.CurrentDirectory, input, args);
        }

        using var output = new MemoryStream();
        using var error = new StringWriter { NewLine = "\n" };
        var console = new CliConsole(output, error, () => new MemoryStream(Encoding.UTF8.GetBytes(input)));
        int exit = CommandRunner.Run(args, console);
        console.Flush();
        return (exit, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }
}
