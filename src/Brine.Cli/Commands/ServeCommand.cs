using System.CommandLine;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Brine.Server;
using Microsoft.AspNetCore.Connections;

namespace Brine.Cli;

/// <summary><c>brine serve [NAME=]MODEL... [--urls http://127.0.0.1:8080] [--grpc http://127.0.0.1:8081] [--api-keys FILE]</c></summary>
internal static class ServeCommand
{
    internal static Command Build(CliConsole console)
    {
        var models = new Argument<string[]>("MODEL")
        {
            Description = "The models, each FILE or NAME=FILE, or a folder of MLflow; the name of a file without its ending is the name "
                + "otherwise. A FOLDER has NAME.pkl, or NAME/VERSION.pkl, which may come and go. NAME@ENV and NAME:VERSION are in the "
                + "store.",
            Arity = ArgumentArity.OneOrMore,
        };
        var urls = new Option<string>("--urls")
        {
            Description = "Where to listen, separated by ;. http://0.0.0.0:8080 is all addresses of this machine. Default: "
                + "http://127.0.0.1:8080, this machine alone.",
            DefaultValueFactory = _ => "http://127.0.0.1:8080",
        };
        var grpc = new Option<string?>("--grpc")
            { Description = "Where to listen for gRPC, separated by ;, as http://127.0.0.1:8081. Nowhere without it." };
        var certificate = new Option<string?>("--certificate")
            { Description = "A file with a certificate and its key (PEM), for addresses that begin with https." };
        var key = new Option<string?>("--certificate-key") { Description = "The file with the key of the certificate, if it is another." };
        var keys = new Option<string?>("--api-keys")
            { Description = "A file with a key a line; a request must have one of them. Or the variable BRINE_API_KEYS, by commas." };
        var names = new Option<string[]>("--allow-host")
            { Description = "A name under which the server is asked, beside localhost." };
        var aliases = new Option<string[]>("--alias") { Description = "Another name of a model: ALIAS=NAME or ALIAS=NAME:VERSION." };
        var loading = new Option<bool>("--allow-load") { Description = "Lets requests load models again and unload them." };
        var rows = new Option<int?>("--max-rows") { Description = "The rows that one request may ask about. Default: 1000000." };
        var body = new Option<long?>("--max-body") { Description = "The bytes that a request may have. Default: 67108864." };
        var log = new Option<string?>("--log")
            { Description = "A line for each request on standard error: text or json. Warnings alone without it." };
        var command = new Command("serve", "Answers over HTTP: JSON, the Open Inference Protocol, KServe's and MLflow's; and over gRPC.")
            { models, urls, grpc, certificate, key, keys, names, aliases, loading, rows, body, log };
        command.SetAction(parsed =>
        {
            // Threads of the pool that look for work in vain before they sleep take a third of the processors from who asks here.
            AppContext.SetData("System.Threading.ThreadPool.UnfairSemaphoreSpinLimit", 0);
            ServedFiles files = ServedFiles.Of(console, parsed.GetRequiredValue(models));
            string[] secrets = Keys(parsed.GetValue(keys)), places = Words(parsed.GetRequiredValue(urls));
            string[] grpcPlaces = Words(parsed.GetValue(grpc) ?? "");

            // gRPC needs HTTP/2: an address of its own, or one with TLS. Where there is none, nobody waits for it to start.
            bool hasGrpc = grpcPlaces.Length > 0 || places.Any(url => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase));
            var host = new BrineHostOptions
            {
                Log = LogOf(parsed.GetValue(log)),
                Certificate = parsed.GetValue(certificate),
                CertificateKey = parsed.GetValue(key),
                ConfigureServices = services =>
                {
                    if (hasGrpc)
                    {
                        services.AddBrineGrpc();
                    }

                    ServeTelemetry.Add(services);
                },
                ConfigureEndpoints = endpoints =>
                {
                    if (hasGrpc)
                    {
                        endpoints.MapBrineGrpc();
                    }

                    ServeTelemetry.Map(endpoints);
                },
            };
            Fill(host.GrpcUrls, grpcPlaces);
            var others = ServedAliases.Of(parsed.GetValue(aliases) ?? [], files);
            return Run(console, files, others, places, host, options =>
            {
                options.Load = console.Load;
                options.DataLimits = console.Limits;
                Fill(options.Formats, TableFormats.All);
                Fill(options.Folders, files.Folders);
                Fill(options.ApiKeys, secrets);
                Fill(options.Hosts, parsed.GetValue(names) ?? []);
                options.MaxRows = Positive(parsed.GetValue(rows), options.MaxRows, "--max-rows");
                options.MaxBodyBytes = Positive(parsed.GetValue(body), options.MaxBodyBytes, "--max-body");
                options.AllowsLoading = parsed.GetValue(loading);
                foreach ((string alias, string meant) in others)
                {
                    options.Aliases[alias] = meant;
                }
            });
        });
        return command;
    }

    private static int Run(CliConsole console, ServedFiles files, IReadOnlyDictionary<string, string> aliases, string[] urls,
        BrineHostOptions options, Action<BrineServerOptions> configure)
    {
        try
        {
            Serve().GetAwaiter().GetResult();
            return ExitCode.Done;
        }
        catch (ArgumentException error) when (error.ParamName is "url" or "name")
        {
            throw new UsageException((error.ParamName == "url" ? "--urls: " : "") + error.Message.Split(" (Parameter")[0]);
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            string place = urls.Concat(options.GrpcUrls).FirstOrDefault(
                url => error.Message.Contains(url.Replace("localhost", "127.0.0.1", StringComparison.OrdinalIgnoreCase).TrimEnd('/') + ":",
                    StringComparison.OrdinalIgnoreCase)) ?? string.Join(", ", urls.Concat(options.GrpcUrls));
            console.Error.WriteLine($"brine: PortInUse: another program listens at {place}; stop it, or choose another port with --urls "
                + "(http://127.0.0.1:0 takes one that is free)");
            return ExitCode.CouldNot;
        }
        catch (SocketException error)
        {
            throw new UsageException($"--urls: the system does not let it listen at {string.Join(", ", urls.Concat(options.GrpcUrls))}: "
                + error.Message);
        }
        catch (CryptographicException error)
        {
            throw new UsageException("--certificate: " + error.Message);
        }

        async Task Serve()
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(console.Cancellation);
            using PosixSignalRegistration ended = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
            {
                signal.Cancel = true;
                stop.Cancel();
            });
            await using BrineHost host = await BrineHost.StartAsync(files.Models, urls, configure, options, stop.Token);
            foreach (ServedModel model in host.Registry.Versions)
            {
                console.Error.WriteLine($"brine: {model.Name} {model.Version}: {model.Model.Info.ClassName}, {model.Path}");
            }

            ServedAliases.NoteMissing(console, aliases, host.Registry);
            foreach (string folder in files.Folders.Where(
                folder => !host.Registry.Versions.Any(model => model.Path.StartsWith(folder, StringComparison.Ordinal))))
            {
                console.Note($"{folder} has no model yet; NAME.pkl and NAME/VERSION.pkl are served when they come");
            }

            console.Error.WriteLine($"brine: listening at {string.Join(", ", host.Addresses)}; Ctrl-C stops");
            Task watch = new StoreWatch(console, files.StoreWords).RunAsync(host.Registry, stop.Token);
            await host.RunAsync(stop.Token);
            await watch;
        }
    }

    private static ServerLog LogOf(string? name) => name switch
    {
        null => ServerLog.Warnings,
        "text" => ServerLog.Text,
        "json" => ServerLog.Json,
        _ => throw new UsageException($"--log: '{name}' is neither text nor json"),
    };

    private static string[] Words(string list) =>
        list.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static void Fill<T>(IList<T> list, IEnumerable<T> items)
    {
        foreach (T item in items)
        {
            list.Add(item);
        }
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
