using System.Text;
using Brine.Containers;

namespace Brine.Cli;

/// <summary>The command <c>brine</c>.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using var interruption = new Interruption();
        using Stream output = StandardStreams.OpenOutput();
        var console = new CliConsole(output, Console.Error, StandardStreams.OpenInput, Console.IsOutputRedirected ? 100 : Width())
            { ShowsProgress = !Console.IsErrorRedirected, CanAsk = !Console.IsErrorRedirected && !Console.IsInputRedirected,
                Cancellation = interruption.Token };
        int exit = CommandRunner.Run(args, console);
        try
        {
            console.Flush();
            return exit;
        }
        catch (FileNotWrittenException error)
        {
            // A full disk behind `> file`, or standard output that is closed.
            console.Error.WriteLine("brine: " + ErrorText.Of(error));
            return ExitCode.CouldNot;
        }
        catch (IOException)
        {
            // The reader went away, which is no fault.
            return exit;
        }
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
