using System.CommandLine;
using System.Globalization;
using System.Text;
using Brine.Containers;
using Brine.Store;

namespace Brine.Cli;

/// <summary><c>brine bom FILE</c> and <c>brine card FILE</c></summary>
internal static class PaperCommands
{
    internal static Command Bom(CliConsole console) => Build(console, "bom",
        "The bill of materials of a model: CycloneDX 1.6, as JSON.", (path, options) =>
        {
            using var output = new MemoryStream();
            ModelBom.Write(path, output, options);
            output.WriteByte((byte)'\n');
            return output.ToArray();
        });

    internal static Command Card(CliConsole console) => Build(console, "card",
        "The card of a model: Markdown under Hugging Face's headings, filled with what the file tells.",
        (path, options) => Encoding.UTF8.GetBytes(ModelCard.Create(path, options)));

    private static Command Build(CliConsole console, string name, string description, Func<string, PaperOptions, byte[]> write)
    {
        var file = new Argument<string>("FILE") { Description = "The model." };
        var output = new Option<string?>("-o", "--output") { Description = "Where to. Default: standard output." };
        var called = new Option<string?>("--name") { Description = "What the model is called. Default: as the file." };
        var version = new Option<string?>("--model-version") { Description = "The version of the model." };
        var license = new Option<string?>("--license") { Description = "The license of the model, by its SPDX identifier." };
        var metrics = new Option<string[]>("--metric")
            { Description = "How good it is: NAME=NUMBER; may be said again.", HelpName = "NAME=NUMBER" };
        var command = new Command(name, description) { file, output, called, version, license, metrics };
        command.SetAction(parsed =>
        {
            string word = parsed.GetRequiredValue(file);
            ModelVersion? stored = StoreReference.Find(console, word);
            Dictionary<string, double> said = StoreAdd.ReadMetrics(parsed.GetValue(metrics) ?? []);
            byte[] paper = new InputFile(console, word).ReadByPath((path, _) => write(path, new PaperOptions
            {
                Name = parsed.GetValue(called) ?? stored?.Name,
                FileName = stored?.File.Name,
                Version = parsed.GetValue(version) ?? stored?.Number.ToString(CultureInfo.InvariantCulture),
                License = parsed.GetValue(license),
                Metrics = said.Count > 0 || stored is null ? said : stored.Metrics,
                Load = console.Load,
            }));
            if (parsed.GetValue(output) is { } target)
            {
                AtomicFile.Write(target, stream => stream.Write(paper));
            }
            else
            {
                console.Output.Flush();
                console.OutputStream.Write(paper);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
