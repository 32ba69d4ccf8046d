using System.CommandLine;
using System.Text.Json;

namespace Brine.Cli;

/// <summary><c>brine verify-signature FILE --key PUBLIC.pem</c></summary>
internal static class VerifySignatureCommand
{
    internal static Command Build(CliConsole console)
    {
        var model = new Argument<string>("PATH") { Description = "The model: a file or a folder." };
        var keys = new Option<string[]>("--key") { Description = "A public key that is trusted, in PEM; may be said again." };
        var roots = new Option<string?>("--roots") { Description = "The roots of certificates that are trusted, in PEM." };
        var ignore = new Option<string[]>("--ignore") { Description = "A path in the folder that may be unsigned; may be said again." };
        var signature = new Option<string?>("--signature") { Description = "The signature. Default: FILE.sig, or model.sig in a folder." };
        var json = new Option<bool>("--json") { Description = "Write the answer as JSON." };
        var command = new Command("verify-signature", "Whether somebody trusted signed a model, and not a byte has changed since.")
            { model, keys, roots, ignore, signature, json };
        command.SetAction(parsed =>
        {
            string[] known = parsed.GetValue(keys) ?? [];
            string? trustedRoots = parsed.GetValue(roots);
            if (known.Length > 0 == (trustedRoots is not null))
            {
                throw new UsageException("say whom to trust: --key PUBLIC.pem, or --roots ROOTS.pem");
            }

            using TrustedKeys trusted = trustedRoots is null ? TrustedKeys.FromPem([.. known.Select(File.ReadAllText)])
                : TrustedKeys.FromRoots(File.ReadAllText(trustedRoots));
            SignatureReport report = SignatureVerifier.Verify(parsed.GetRequiredValue(model), trusted, parsed.GetValue(signature),
                parsed.GetValue(ignore), console.Cancellation);
            Write(console, report, parsed.GetValue(json));
            return report.IsValid ? ExitCode.Done : ExitCode.No;
        });
        return command;
    }

    private static void Write(CliConsole console, SignatureReport report, bool asJson)
    {
        if (!asJson)
        {
            console.Output.Write($"{(report.IsValid ? "valid" : "NOT valid")}: {report.ModelName}, {report.SignedFiles.Count} "
                + $"file{(report.SignedFiles.Count == 1 ? "" : "s")}, signed by {report.Signer}\n");
            foreach (string problem in report.Problems)
            {
                console.Output.Write($"  {problem}\n");
            }

            return;
        }

        using (var writer = new Utf8JsonWriter(console.OutputStream))
        {
            writer.WriteStartObject();
            writer.WriteBoolean("valid", report.IsValid);
            writer.WriteString("model", report.ModelName);
            writer.WriteString("signer", report.Signer);
            writer.WriteString("sha256", report.Digest);
            Write(writer, "files", report.SignedFiles);
            Write(writer, "problems", report.Problems);
            writer.WriteEndObject();
        }

        console.OutputStream.WriteByte((byte)'\n');
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<string> items)
    {
        writer.WriteStartArray(name);
        foreach (string item in items)
        {
            writer.WriteStringValue(item);
        }

        writer.WriteEndArray();
    }
}
