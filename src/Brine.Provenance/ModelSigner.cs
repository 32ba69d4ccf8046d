using Brine.Containers;

namespace Brine;

/// <summary>Signs models: a file beside the model says which files it has, and a key vouches for it (OpenSSF Model Signing 1.0).</summary>
public static class ModelSigner
{
    /// <summary>Where the signature of a model lies by default: <c>FILE.sig</c>, or <c>model.sig</c> in a folder.</summary>
    public static string SignaturePath(string modelPath)
    {
        ArgumentNullException.ThrowIfNull(modelPath);
        return Directory.Exists(modelPath) ? Path.Combine(modelPath, "model.sig") : modelPath + ".sig";
    }

    /// <summary>Signs a model.</summary>
    /// <param name="modelPath">A file, or a folder with all that is in it.</param>
    /// <param name="key">The key.</param>
    /// <param name="signaturePath">Where the signature goes; <see cref="SignaturePath"/> when left out.</param>
    /// <param name="ignored">Paths in the folder that are not signed, beside the signature and what belongs to git.</param>
    /// <param name="cancellationToken">Stops the hashing.</param>
    /// <returns>The SHA-256 of the whole.</returns>
    /// <exception cref="FileNotFoundException">There is no such model.</exception>
    /// <exception cref="SignatureException">The folder holds a link, or no file.</exception>
    /// <exception cref="FileNotWrittenException">The signature cannot be written.</exception>
    public static string Sign(string modelPath, SigningKey key, string? signaturePath = null, IReadOnlyList<string>? ignored = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(modelPath);
        ArgumentNullException.ThrowIfNull(key);
        signaturePath ??= SignaturePath(modelPath);
        string[] left = [.. (ignored ?? []).Concat(SignatureFiles.Ignored(modelPath, signaturePath))];
        IReadOnlyList<SignedFile> files = ModelDigests.Of(modelPath, left, shardSize: null, cancellationToken);
        if (files.Count == 0)
        {
            throw new SignatureException("SignatureEmpty", $"there is no file to sign in {modelPath}");
        }

        var statement = new SignedStatement
        {
            ModelName = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(modelPath))),
            Root = ModelDigests.Root(files), Files = files, Ignored = left,
        };

        // Its certificates are the key's, which lets go of them.
        AtomicFile.Write(signaturePath, SignatureBundle.Sign(statement.ToJson(), key).Write);
        return statement.Root;
    }
}
