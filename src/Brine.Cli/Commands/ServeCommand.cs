using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using Brine.Server;

namespace Brine.Cli;

/// <summary><c>brine serve [NAME=]MODEL... [--urls http://127.0.0.1:8080] [--api-keys FILE]</c></summary>
internal static class ServeCommand
{
    internal static Command Build(CliConsole console)
    {
        var models = new Argument<string[]>("MODEL")
        {
            Description = "The models, each FILE or NAME=FILE; the name of a file without its ending is the name otherwise.",
            Arity = ArgumentArity.OneOrMore,
        };
        var urls = new Option<string>("--urls")
        {
            Description = "Where to listen, separated by ;. http://0.0.0.0:8080 is all addresses of this machine. Default: "
                + "http://127.0.0.1:8080, this machine alone.",
            DefaultValueFactory = _ => "http://127.0.0.1:8080",
        };
        var keys = new Option<string?>("--api-keys")
            { Description = "A file with a key a line; a request must have one of them. Or the variable BRINE_API_KEYS, by commas." };
        var names = new Option<string[]>("--allow-host")
            { Description = "A name under which the server is asked, beside localhost." };
        var rows = new Option<int?>("--max-rows") { Description = "The rows that one request may ask about. Default: 1000000." };
        var body = new Option<long?>("--max-body") { Description = "The bytes that a request may have. Default: 67108864." };
        var command = new Command("serve", "Answers over HTTP: JSON, the Open Inference Protocol, KServe's and MLflow's.")
            { models, urls, keys, names, rows, body };
        command.SetAction(parsed =>
        {
            Dictionary<string, string> files = Named(parsed.GetRequiredValue(models));
            string[] places = parsed.GetRequiredValue(urls).Split(';',
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            string[] secrets = Keys(parsed.GetValue(keys));
            return Run(console, files, places, options =>
            {
                options.Load = console.Load;
                options.DataLimits = console.Limits;
                foreach (TableFormat format in TableFormats.All)
                {
                    options.Formats.Add(format);
                }

                options.MaxRows = Positive(parsed.GetValue(rows), options.MaxRows, "--max-rows");
                options.MaxBodyBytes = Positive(parsed.GetValue(body), options.MaxBodyBytes, "--max-body");
                foreach (string secret in secrets)
                {
                    options.ApiKeys.Add(secret);
                }

                foreach (string name in parsed.GetValue(names) ?? [])
                {
                    options.Hosts.Add(name);
                }
            });
        });
        return command;
    }

    private static int Run(CliConsole console, Dictionary<string, string> files, string[] urls, Action<BrineServerOptions> configure)
    {
        try
        {
            Serve().GetAwaiter().GetResult();
            return ExitCode.Done;
        }
        catch (ArgumentException error) when (error.ParamName == "url")
        {
            throw new UsageException("--urls: " + error.Message.Split(" (Parameter")[0]);
        }

        async Task Serve()
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(console.Cancellation);
            using PosixSignalRegistration ended = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
            {
                signal.Cancel = true;
                stop.Cancel();
            });
            await using BrineHost host = await BrineHost.StartAsync(files, urls, configure, stop.Token);
            foreach (ServedModel model in host.Registry.Models)
            {
                console.Error.WriteLine($"brine: {model.Name} {model.Version}: {model.Model.Info.ClassName}, {model.Path}");
            }

            console.Error.WriteLine($"brine: listening at {string.Join(", ", host.Addresses)}; Ctrl-C stops");
            await host.RunAsync(stop.Token);
        }
    }

    private static Dictionary<string, string> Named(string[] models)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string model in models)
        {
            int equals = model.IndexOf('=', StringComparison.Ordinal);
            string path = equals > 0 && !File.Exists(model) ? model[(equals + 1)..] : model;
            string name = path != model ? model[..equals]
                : string.Concat(Path.GetFileName(path).Split('.')[0].Select(letter => char.IsAsciiLetterOrDigit(letter)
                    || letter is '_' or '-' ? letter : '_'));
            if (!File.Exists(path))
            {
                throw new FileNotFoundException($"there is no file {path}", path);
            }

            if (!files.TryAdd(name.Length > 0 ? name : "model", path))
            {
                throw new UsageException($"two models have the name {name}: write NAME={path}");
            }
        }

        return files;
    }

    private static string[] Keys(string? file)
    {
        IEnumerable<string> lines = file is not null ? File.ReadLines(file)
            : (Environment.GetEnvironmentVariable("BRINE_API_KEYS") ?? "").Split(',');
        string[] keys = [.. lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')];
        return file is null || keys.Length > 0 ? keys : throw new UsageException($"--api-keys: {file} holds no key");
    }

    private static T Positive<T>(T? given, T otherwise, string option)
        where T : struct, System.Numerics.INumber<T> => given is not { } number ? otherwise : number > T.Zero ? number
        : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{option} takes a number above 0"));
}
