using System.CommandLine;
using System.Globalization;

namespace Brine.Cli;

/// <summary><c>brine advise FILE</c></summary>
internal static class AdviseCommand
{
    internal static Command Build(CliConsole console)
    {
        var file = new Argument<string>("FILE") { Description = "The model." };
        var json = new Option<bool>("--json") { Description = "Write the advice as JSON." };
        var command = new Command("advise", "In which form a model is best kept: sizes and times of each, measured here.") { file, json };
        command.SetAction(parsed =>
        {
            var input = new InputFile(console, parsed.GetRequiredValue(file));
            FormAdvice advice;
            using (var busy = new BusyLine(console, "trying forms ..."))
            {
                var progress = new Told(form => busy.Report("trying " + form));
                advice = input.Read(path => FormAdvisor.Advise(path, console.Load, progress, console.Cancellation),
                    bytes => FormAdvisor.Advise(bytes, input.Name, console.Load, progress, console.Cancellation));
            }

            if (parsed.GetValue(json))
            {
                advice.WriteJson(console.OutputStream);
                console.OutputStream.WriteByte((byte)'\n');
            }
            else
            {
                Write(advice, console.Output);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(FormAdvice advice, TextWriter output)
    {
        output.Write(string.Create(CultureInfo.InvariantCulture, $"{advice.Path}, {advice.FileBytes:N0} bytes\n\n"));
        output.Write($"  {"form",-24}{"bytes",14}{"save",12}{"load",12}  opens in\n");
        foreach (FormMeasure form in advice.Forms)
        {
            string mark = form == advice.Recommended ? "*" : " ";
            output.Write(string.Create(CultureInfo.InvariantCulture,
                $"{mark} {form.Form,-24}{form.Bytes,14:N0}{Time(form.SaveTime),12}{Time(form.LoadTime),12}  {form.Opens}\n"));
        }

        output.Write($"\n* {advice.Recommended.Form}: {advice.Reason}\n");
        output.Write($"  in Python  {advice.Recommended.Python}\n");
        output.Write($"  here       brine convert {advice.Path} OUT{Options(advice.Recommended)}\n");
        foreach (string note in advice.Notes)
        {
            output.Write($"note: {note}\n");
        }
    }

    private static string Options(FormMeasure form) => string.Create(CultureInfo.InvariantCulture,
        $"{form.Extension}{(form.Protocol is { } protocol ? $" --protocol {protocol}" : "")}")
        + (form.Compress is { } compress ? $" --compress {compress}" : "");

    private static string Time(TimeSpan time) =>
        time.TotalSeconds >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:N2} s")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:N2} ms");

    private sealed class Told(Action<string> action) : IProgress<string>
    {
        public void Report(string value) => action(value);
    }
}
