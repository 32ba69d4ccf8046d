namespace Brine;

/// <summary>What a signature says of a model.</summary>
public sealed record SignatureReport
{
    /// <summary>True where a trusted key signed exactly these files.</summary>
    public bool IsValid => Problems.Count == 0;

    /// <summary>Who signed: the subject of a certificate, or the SHA-256 of a key.</summary>
    public required string Signer { get; init; }

    /// <summary>The name that the signature gives the model.</summary>
    public required string ModelName { get; init; }

    /// <summary>The SHA-256 of all digests, by which the model can be called.</summary>
    public required string Digest { get; init; }

    /// <summary>The files that are signed, relative to the model; <c>.</c> for a model that is one file.</summary>
    public required IReadOnlyList<string> SignedFiles { get; init; }

    /// <summary>What speaks against it: a key that is not trusted, files that were changed, added or taken away.</summary>
    public required IReadOnlyList<string> Problems { get; init; }
}
