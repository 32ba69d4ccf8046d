using System.Globalization;

namespace Brine.Load;

/// <summary>
/// Load for servers of models: <c>load URL BODY [--connections N] [--seconds S] [--rate R]</c> asks the same over and over and prints what
/// came of it; <c>soak URL BODY --seconds S [--name MODEL] [--pid PID]</c> sends good and hostile requests beside each other.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args.Length < 3 || args[0] is not ("load" or "soak"))
        {
            await Console.Error.WriteLineAsync(
                "usage: load|soak URL BODY-FILE [--connections N] [--seconds S] [--rate R] [--name M] [--pid P]");
            return 4;
        }

        var url = new Uri(args[1]);
        byte[] body = await File.ReadAllBytesAsync(args[2]);
        double Option(string name, double otherwise) => Array.IndexOf(args, "--" + name) is >= 0 and var at
            ? double.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
        string? Word(string name) => Array.IndexOf(args, "--" + name) is >= 0 and var at ? args[at + 1] : null;
        TimeSpan time = TimeSpan.FromSeconds(Option("seconds", 5));
        if (args[0] == "load")
        {
            Console.WriteLine(new LoadRun(url, body, (int)Option("connections", 16), Option("rate", 0)).Run(time));
            return 0;
        }

        return await new SoakRun(url, body, Word("name"), (int)Option("pid", 0)).RunAsync(time) ? 0 : 1;
    }
}
