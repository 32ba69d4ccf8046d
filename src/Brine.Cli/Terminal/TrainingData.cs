using System.CommandLine;
using Brine.Training;

namespace Brine.Cli;

/// <summary>Reads what a model learns from: a file, or with <c>dataset:NAME</c> one of the data sets that come with the
/// command.</summary>
internal static class TrainingData
{
    private const string Mark = "dataset:";

    internal static Features Read(CliConsole console, string path, DataArguments form, ParseResult parsed)
    {
        if (path.StartsWith(Mark, StringComparison.Ordinal))
        {
            try
            {
                return Datasets.Load(path[Mark.Length..]).Frame;
            }
            catch (ArgumentException error)
            {
                throw UsageException.Of(error);
            }
        }

        return form.Read(parsed, new InputFile(console, path), file => file.Read(
            name => DataFile.Read(name, form.Options(parsed, null, console)),
            bytes => DataFile.Read(bytes, form.Options(parsed, null, console))));
    }
}
