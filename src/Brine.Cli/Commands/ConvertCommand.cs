using System.CommandLine;

namespace Brine.Cli;

/// <summary><c>brine convert IN OUT [--protocol N] [--compress SPEC]</c></summary>
internal static class ConvertCommand
{
    internal static Command Build(CliConsole console)
    {
        var input = new Argument<string>("IN") { Description = "A pickle, joblib, skops, .npy or .npz file, alone or in an archive, or an MLflow folder." };
        var output = new Argument<string>("OUT") { Description = "The file to write; its extension chooses the form: " + string.Join(" ", FileConverter.Extensions) };
        var protocol = new Option<int?>("--protocol") { Description = "The pickle protocol, 0 to 5. Default: that of IN. For .skops: 2, or 1 for skops 0.6 to 0.9." };
        var compress = new Option<string?>("--compress") { Description = "How a joblib or pickle file is compressed: zlib, gzip, bz2, lzma, xz, lz4, zstd, or with a level, xz:6. Without it OUT decides: .gz, .bz2, .xz, ... A skops file: zlib." };
        var index = new Option<bool>("--index") { Description = "Write the labels of a frame's rows too, in front of its columns." };
        var command = new Command("convert", "Loads a file and saves it again, in another form or at another protocol. Python loads the result.") { input, output, protocol, compress, index };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(protocol) is < 0 or > 5)
            {
                throw new UsageException("there are pickle protocols 0 to 5");
            }

            string extension = Path.GetExtension(parsed.GetRequiredValue(output)).ToLowerInvariant();
            if (!FileConverter.Extensions.Contains(extension))
            {
                throw new UsageException($"a file is converted to {string.Join(" ", FileConverter.Extensions)}, not to '{extension}'");
            }

            try
            {
                FileConverter.Convert(parsed.GetRequiredValue(input), parsed.GetRequiredValue(output), new ConvertOptions
                {
                    Protocol = parsed.GetValue(protocol),
                    Compress = parsed.GetValue(compress),
                    KeepsIndex = parsed.GetValue(index),
                    OnNote = console.Note,
                });
            }
            catch (ArgumentException error) when (error.ParamName is "output" or "options" or "compress")
            {
                throw new UsageException(error.Message.Replace($" (Parameter '{error.ParamName}')", "", StringComparison.Ordinal));
            }

            return ExitCode.Done;
        });
        return command;
    }
}
