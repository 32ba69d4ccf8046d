using System.CommandLine;
using System.Text;
using Brine.Containers;

namespace Brine.Cli;

/// <summary><c>brine report FILE -o page.html</c></summary>
internal static class ReportCommand
{
    internal static Command Build(CliConsole console)
    {
        var file = new Argument<string>("FILE") { Description = "The model: any pickle, joblib or skops file, or an MLflow folder." };
        var output = new Option<string?>("-o", "--output") { Description = "Where to. Default: standard output." };
        var called = new Option<string?>("--name") { Description = "What the model is called. Default: as the file." };
        var language = new Option<string>("--language")
            { Description = "The language of the page: en or es. Default: en.", DefaultValueFactory = _ => "en" };
        var trees = NumberOption.Whole("--trees", 0, 50, "How many trees of an ensemble are drawn. Default: 3.");
        var command = new Command("report",
            "Shows what is inside of a model as one page of HTML: parts, trees, weights, arrays, verdict. Nothing in it is executed.")
            { file, output, called, language, trees };
        command.SetAction(parsed =>
        {
            string word = parsed.GetRequiredValue(file);
            string page;
            try
            {
                page = new InputFile(console, word).ReadByPath((path, _) => ModelReport.Create(path, new ReportOptions
                {
                    Name = parsed.GetValue(called) ?? (word == "-" ? "standard input"
                        : StoreReference.Find(console, word) is { } stored ? $"{stored.Name}:{stored.Number}" : null),
                    Language = parsed.GetRequiredValue(language),
                    TreeCount = parsed.GetValue(trees) ?? ReportOptions.Default.TreeCount,
                    Load = console.Load,
                }));
            }
            catch (ArgumentException error) when (error.ParamName == "options")
            {
                throw UsageException.Of(error);
            }

            byte[] bytes = Encoding.UTF8.GetBytes(page);
            if (parsed.GetValue(output) is { } target)
            {
                AtomicFile.Write(target, stream => stream.Write(bytes));
            }
            else
            {
                console.Output.Flush();
                console.OutputStream.Write(bytes);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
