using System.CommandLine;
using Brine.Pickling;

namespace Brine.Cli;

/// <summary><c>brine convert IN OUT [--protocol N] [--compress SPEC] [--joblib VERSION] [--index] [--lossy] [--keep-types]</c></summary>
internal static class ConvertCommand
{
    internal static Command Build(CliConsole console)
    {
        var input = new Argument<string>("IN")
            { Description =
                "A pickle, joblib, skops, .npy, .npz, CSV, JSON or table file, alone or in an archive, or an MLflow folder; - is "
                    + "standard input." };
        var output = new Argument<string>("OUT")
            { Description = "The file to write; its extension chooses the form: " 
                + string.Join(" ", FileConverter.Extensions.Concat(TableFormats.Extensions)) };
        var protocol = NumberOption.Whole("--protocol", 0, PicklerOptions.HighestProtocol,
            "The pickle protocol, 0 to 5. Default: that of IN. For .skops: 2, or 1 for skops 0.6 to 0.9.");
        var compress = new Option<string?>("--compress")
            { Description =
                "How a joblib or pickle file is compressed: zlib, gzip, bz2, lzma, xz, lz4, zstd, or with a level, xz:6. Without it OUT "
                    + "decides: .gz, .bz2, .xz, ... An .npz: none. A .skops: zlib, none." };
        var joblib = new Option<string?>("--joblib")
            { Description = "The oldest joblib that must load a .joblib OUT: 0.8 to 1.6. Default: 1.2 and later." };
        var lossy = new Option<bool>("--lossy")
            { Description = "Write what OUT can hold and say what it cannot; without it a value that would lose data is refused." };
        var types = new Option<bool>("--keep-types")
            { Description = "Refuse also what would lose types alone (a category in a CSV, a class in JSON), which is told otherwise." };
        var index = new Option<bool>("--index") { Description = "Write the labels of a frame's rows too, in front of its columns." };
        var command = new Command("convert",
            "Loads a file and saves it again, in another form or at another protocol. Python loads the result.")
            { input, output, protocol, compress, joblib, index, lossy, types };
        var form = new DataArguments();
        form.AddCsvTo(command);
        command.SetAction(parsed =>
        {
            try
            {
                string target = parsed.GetRequiredValue(output);
                var options = new ConvertOptions
                {
                    Protocol = parsed.GetValue(protocol),
                    Compress = parsed.GetValue(compress),
                    Joblib = parsed.GetValue(joblib),
                    AllowsLoss = parsed.GetValue(lossy),
                    KeepsTypes = parsed.GetValue(types),
                    KeepsIndex = parsed.GetValue(index),
                    Csv = form.Csv(parsed),
                    Sheet = form.Sheet(parsed),
                    Formats = TableFormats.All,
                    Limits = console.Limits,
                    OnNote = text => console.Note(text + Advice.ForNote(text)),
                };
                var source = new InputFile(console, parsed.GetRequiredValue(input));
                form.Read(parsed, source, file => file.Read<object?>(path =>
                {
                    FileConverter.Convert(path, target, options);
                    return null;
                }, bytes =>
                {
                    FileConverter.Convert(bytes, target, options);
                    return null;
                }));
            }
            catch (ArgumentException error) when (error.ParamName is "output" or "options" or "compress")
            {
                throw UsageException.Of(error);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
