namespace Brine;

/// <summary>A file is not signed, or not by anybody who is trusted; nothing of it was loaded.</summary>
public sealed class UntrustedFileException : BrineException
{
    internal UntrustedFileException(SignatureReport? report, string signaturePath)
        : base("UntrustedFile", Describe(report, signaturePath)) => Report = report;

    /// <summary>What the signature says; null where there is none.</summary>
    public SignatureReport? Report { get; }

    private static string Describe(SignatureReport? report, string signaturePath) =>
        report is not null ? $"a valid signature is required, and that of the file is not: {string.Join(", ", report.Problems)}"
        : signaturePath.Length == 0 ? "a signature is required, and what is loaded has no name beside which one could lie: say where it is"
        : $"a signature is required, and there is no {signaturePath}";
}
