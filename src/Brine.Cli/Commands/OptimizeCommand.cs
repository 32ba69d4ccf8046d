using System.CommandLine;
using Brine.Containers;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Cli;

/// <summary><c>brine optimize IN OUT</c></summary>
internal static class OptimizeCommand
{
    internal static Command Build(CliConsole console)
    {
        var input = new Argument<string>("IN") { Description = "A pickle, compressed or not." };
        var output = new Argument<string>("OUT") { Description = "The pickle to write, not compressed." };
        var command = new Command("optimize",
            "Writes the same value in fewer bytes: memo entries that nothing reads are left out, as pickletools.optimize does.")
            { input, output };
        command.SetAction(parsed =>
        {
            ReadOnlyMemory<byte> data = new InputFile(console, parsed.GetRequiredValue(input))
                .Read(path => PickleFile.ReadBytes(path, console.Load),
                bytes => PickleFile.ReadBytes(bytes, console.Load));
            if (JoblibRegions.Find(data).Count > 0)
            {
                throw new UnsupportedModelException("UnsupportedOption",
                    "a joblib file keeps arrays between the opcodes, which cannot be moved; 'brine convert IN OUT.pkl' makes a pickle "
                        + "of it first", parsed.GetRequiredValue(input));
            }

            byte[] optimized = PickleOptimizer.Optimize(data);
            AtomicFile.Write(parsed.GetRequiredValue(output), stream => stream.Write(optimized));
            return ExitCode.Done;
        });
        return command;
    }
}
