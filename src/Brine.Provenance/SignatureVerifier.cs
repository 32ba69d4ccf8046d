using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Brine;

/// <summary>Verifies signatures of models: that somebody who is trusted signed them, and that not a byte has changed since.</summary>
public static class SignatureVerifier
{
    /// <summary>Verifies the signature of a model.</summary>
    /// <param name="modelPath">A file, or a folder with all that is in it.</param>
    /// <param name="trusted">Whose signatures count.</param>
    /// <param name="signaturePath">Where the signature is; <see cref="ModelSigner.SignaturePath"/> when left out.</param>
    /// <param name="ignored">Paths in the folder that may be there unsigned, beside those that the signature itself leaves out.</param>
    /// <param name="cancellationToken">Stops the hashing.</param>
    /// <exception cref="FileNotFoundException">There is no such model, or no signature.</exception>
    /// <exception cref="SignatureException">The signature cannot be read, or is of a kind that is not verified here.</exception>
    public static SignatureReport Verify(string modelPath, TrustedKeys trusted, string? signaturePath = null,
        IReadOnlyList<string>? ignored = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(modelPath);
        ArgumentNullException.ThrowIfNull(trusted);
        signaturePath ??= ModelSigner.SignaturePath(modelPath);
        return Verify(trusted, signaturePath, statement => ModelDigests.Of(modelPath,
            [.. statement.Ignored, .. ignored ?? [], .. SignatureFiles.Ignored(modelPath, signaturePath)], statement.ShardSize,
            cancellationToken));
    }

    /// <summary>Verifies the signature of a model that is one file and lies in memory.</summary>
    internal static SignatureReport Verify(ReadOnlyMemory<byte> model, TrustedKeys trusted, string signaturePath) =>
        Verify(trusted, signaturePath, statement => ModelDigests.Of(model, statement.ShardSize));

    private static SignatureReport Verify(TrustedKeys trusted, string signaturePath,
        Func<SignedStatement, IReadOnlyList<SignedFile>> digest)
    {
        using SignatureBundle bundle = SignatureBundle.Read(signaturePath);
        var problems = new List<string>();
        string signer = SignerOf(bundle, trusted, problems);
        SignedStatement statement = SignedStatement.Parse(bundle.Payload);
        if (problems.Count == 0)
        {
            // What nobody trusted signed is not worth hashing.
            Compare(statement, digest(statement), problems);
        }

        return new SignatureReport
        {
            Signer = signer,
            ModelName = SafeText.Of(statement.ModelName),
            Digest = statement.Root,
            SignedFiles = [.. statement.Files.Select(file => SafeText.Of(file.Name))],
            Problems = problems,
        };
    }

    private static string SignerOf(SignatureBundle bundle, TrustedKeys trusted, List<string> problems)
    {
        if (bundle.Certificates is [var leaf, ..])
        {
            using ECDsa? key = leaf.GetECDsaPublicKey();
            if (trusted.Roots.Count == 0)
            {
                problems.Add("it is signed by a certificate, and no root is trusted: say which");
            }
            else if (CertificateChains.WhyNotTrusted(bundle.Certificates, trusted.Roots) is { } reason)
            {
                problems.Add(SafeText.Of(reason));
            }
            else if (key is null || !bundle.IsSignedBy(key))
            {
                problems.Add("the signature is not by the key of its certificate, or what it signs was changed");
            }

            return SafeText.Of(leaf.Subject);
        }

        string hint = bundle.Hint!;
        if (trusted.Keys.FirstOrDefault(key => EllipticKeys.HintOf(key) == hint) is not { } known)
        {
            problems.Add(trusted.Keys.Count == 0 ? "it is signed by a key, and none is trusted: say which"
                : "it is signed by a key that is not trusted");
        }
        else if (!bundle.IsSignedBy(known))
        {
            problems.Add("the signature is not by this key, or what it signs was changed");
        }

        return SafeText.Of(hint);
    }

    private static void Compare(SignedStatement statement, IReadOnlyList<SignedFile> found, List<string> problems)
    {
        Dictionary<string, byte[]> signed = new(StringComparer.Ordinal);
        foreach (SignedFile file in statement.Files)
        {
            if (!signed.TryAdd(file.Name, file.Digest))
            {
                problems.Add($"{SafeText.Of(file.Name)} is signed twice");
            }
        }

        foreach (SignedFile file in found)
        {
            if (!signed.Remove(file.Name, out byte[]? digest))
            {
                problems.Add($"{SafeText.Of(file.Name)} is not signed");
            }
            else if (!digest.AsSpan().SequenceEqual(file.Digest))
            {
                problems.Add($"{SafeText.Of(file.Name)} was changed");
            }
        }

        problems.AddRange(signed.Keys.Select(name => $"{SafeText.Of(name)} is missing"));
    }
}
