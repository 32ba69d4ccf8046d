using System.Text;

namespace Brine.Cli;

/// <summary>The command <c>brine</c>.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using var interruption = new Interruption();
        using Stream output = Console.OpenStandardOutput();
        var console = new CliConsole(output, Console.Error, Console.OpenStandardInput, Console.IsOutputRedirected ? 100 : Width())
            { ShowsProgress = !Console.IsErrorRedirected, Cancellation = interruption.Token };
        int exit = CommandRunner.Run(args, console);
        console.Flush();
        return exit;
    }

    private static int Width()
    {
        try
        {
            return Math.Clamp(Console.WindowWidth, 40, 160);
        }
        catch (IOException)
        {
            return 100;
        }
    }
}
