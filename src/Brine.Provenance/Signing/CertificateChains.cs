using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Brine;

/// <summary>Certificates in PEM, and whether a chain of them ends at a root that is trusted.</summary>
internal static class CertificateChains
{
    private const string CodeSigning = "1.3.6.1.5.5.7.3.3";

    /// <exception cref="SignatureException">The text holds no certificate, or one that cannot be read.</exception>
    internal static IReadOnlyList<X509Certificate2> FromPem(string pem)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(pem);
        }
        catch (CryptographicException error)
        {
            throw new SignatureException("SignatureKey", $"a certificate cannot be read: {error.Message.ReplaceLineEndings(" ")}", error);
        }

        return certificates.Count > 0 ? [.. certificates]
            : throw new SignatureException("SignatureKey", "there is no certificate in PEM");
    }

    /// <summary>Why a certificate is not trusted; null where it is.</summary>
    /// <remarks>The chain is looked at as it was when the certificate began to be valid, as the reference does: a signature does not end
    /// with its certificate. Whether it was revoked is not asked, for that needs a network.</remarks>
    internal static string? WhyNotTrusted(IReadOnlyList<X509Certificate2> chain, IReadOnlyList<X509Certificate2> roots)
    {
        X509Certificate2 leaf = chain[0];
        using var builder = new X509Chain
        {
            ChainPolicy =
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck,
                VerificationTime = leaf.NotBefore, DisableCertificateDownloads = true,
            },
        };
        builder.ChainPolicy.CustomTrustStore.AddRange(roots.ToArray());
        builder.ChainPolicy.ExtraStore.AddRange(chain.Skip(1).Concat(roots).ToArray());
        if (!builder.Build(leaf))
        {
            string reasons = string.Join("; ", builder.ChainStatus.Select(status => status.StatusInformation.Trim()).Distinct());
            return $"the certificate of {leaf.Subject} does not go back to a trusted root: {reasons}";
        }

        return MaySign(leaf) ? null : $"the certificate of {leaf.Subject} is not for signing";
    }

    private static bool MaySign(X509Certificate2 certificate)
    {
        var usage = certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault();
        var purposes = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault();
        return (usage is not null && usage.KeyUsages.HasFlag(X509KeyUsageFlags.DigitalSignature))
            || (purposes is not null && purposes.EnhancedKeyUsages.Cast<Oid>().Any(purpose => purpose.Value == CodeSigning));
    }
}
