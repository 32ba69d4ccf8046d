using Brine.Containers;

namespace Brine;

/// <summary>Loads only files that somebody who is trusted has signed.</summary>
public static class SignatureRequirement
{
    /// <summary>Verifies the signature of each file before it is loaded, and refuses it where it is not valid.</summary>
    /// <param name="options">How to load.</param>
    /// <param name="trusted">Whose signatures count.</param>
    /// <param name="signaturePath">Where the signature is; <see cref="ModelSigner.SignaturePath"/> of the file when left out.</param>
    /// <returns>Options whose loading throws <see cref="UntrustedFileException"/>.</returns>
    /// <remarks>What is loaded are the bytes that were verified, but for folders and files of 1 GiB and more: those must not be changed in
    /// between. It goes together with a verdict that is required.</remarks>
    /// <example><code>
    /// using TrustedKeys keys = TrustedKeys.FromPem(File.ReadAllText("public.pem"));
    /// using Model model = Model.Load("model.pkl", options => options.RequireSignature(keys));
    /// </code></example>
    public static LoadOptions RequireSignature(this LoadOptions options, TrustedKeys trusted, string? signaturePath = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(trusted);
        return options.And((path, bytes) => Check(path, bytes, trusted, signaturePath));
    }

    private static void Check(string? path, ReadOnlyMemory<byte>? bytes, TrustedKeys trusted, string? signaturePath)
    {
        SignatureReport? report = null;
        string place = signaturePath ?? (path is null ? "" : ModelSigner.SignaturePath(path));
        if (place.Length > 0)
        {
            try
            {
                report = bytes is { } there ? SignatureVerifier.Verify(there, trusted, place)
                    : SignatureVerifier.Verify(path!, trusted, place);
            }
            catch (FileNotFoundException) when (path is null || Path.Exists(path))
            {
                // There is no signature, which is said below.
            }
        }

        if (report is not { IsValid: true })
        {
            throw new UntrustedFileException(report, place);
        }
    }
}
