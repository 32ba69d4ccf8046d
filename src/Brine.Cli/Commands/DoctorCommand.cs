using System.CommandLine;
using System.Text;
using Brine.Containers;

namespace Brine.Cli;

/// <summary><c>brine doctor FILE</c></summary>
internal static class DoctorCommand
{
    internal static Command Build(CliConsole console)
    {
        var file = new Argument<string>("FILE") { Description = "The model." };
        var strict = new Option<bool>("--strict") { Description = "Exit with 1 where there is a warning or a problem." };
        var requirements = new Option<string?>("--requirements")
            { Description = "Write what to install to open the file as it was saved; - for standard output, and nothing else." };
        var json = new Option<bool>("--json") { Description = "Write the report as JSON." };
        var command = new Command("doctor", "Whether a model is sound, what it gives away, and which Python can open it.")
            { file, strict, requirements, json };
        command.SetAction(parsed =>
        {
            var input = new InputFile(console, parsed.GetRequiredValue(file));
            DoctorReport report = input.Read(path => ModelDoctor.Examine(path, console.Load),
                bytes => ModelDoctor.Examine(bytes, input.Name, console.Load));
            string? target = parsed.GetValue(requirements);
            if (target == "-")
            {
                console.Output.Write(report.Requirements);
            }
            else
            {
                if (target is not null)
                {
                    AtomicFile.Write(target, stream => stream.Write(Encoding.UTF8.GetBytes(report.Requirements)));
                }

                if (parsed.GetValue(json))
                {
                    report.WriteJson(console.OutputStream);
                    console.OutputStream.WriteByte((byte)'\n');
                }
                else
                {
                    DoctorText.Write(report, console.Output, console.Width, CliConsole.Colour);
                }
            }

            return parsed.GetValue(strict) && !report.IsSound ? ExitCode.No : ExitCode.Done;
        });
        return command;
    }
}
