using System.CommandLine;

namespace Brine.Cli;

/// <summary><c>brine sign FILE --key KEY.pem</c></summary>
internal static class SignCommand
{
    internal static Command Build(CliConsole console)
    {
        var model = new Argument<string>("PATH") { Description = "The model: a file, or a folder with all that is in it." };
        var key = new Option<string>("--key") { Description = "The private key in PEM, on P-256, P-384 or P-521.", Required = true };
        var certificates = new Option<string?>("--certificate")
            { Description = "The certificate of the key and those between it and the root, in PEM; without it the key alone signs." };
        var ignore = new Option<string[]>("--ignore") { Description = "A path in the folder that is not signed; may be said again." };
        var output = new Option<string?>("-o", "--output")
            { Description = "Where the signature goes. Default: FILE.sig, or model.sig in a folder." };
        var command = new Command("sign", "Signs a model, as OpenSSF Model Signing does.") { model, key, certificates, ignore, output };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(model);
            string? chain = parsed.GetValue(certificates);
            using SigningKey signing = SigningKey.FromPem(File.ReadAllText(parsed.GetRequiredValue(key)),
                chain is null ? null : File.ReadAllText(chain));
            string target = parsed.GetValue(output) ?? ModelSigner.SignaturePath(path);
            string digest = ModelSigner.Sign(path, signing, target, parsed.GetValue(ignore), console.Cancellation);
            console.Output.Write($"{target}  sha256 {digest}\n");
            return ExitCode.Done;
        });
        return command;
    }
}
