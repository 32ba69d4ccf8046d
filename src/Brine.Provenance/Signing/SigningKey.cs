using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Brine;

/// <summary>A private key that signs, with its certificates where it has some.</summary>
public sealed class SigningKey : IDisposable
{
    private SigningKey(ECDsa key, IReadOnlyList<X509Certificate2> certificates) => (Key, Certificates) = (key, certificates);

    internal ECDsa Key { get; }

    internal IReadOnlyList<X509Certificate2> Certificates { get; }

    /// <summary>Reads a private key.</summary>
    /// <param name="pem">The key, on P-256, P-384 or P-521, in PEM.</param>
    /// <param name="certificates">Its certificate, and those between it and the root, in PEM; null to sign by the key alone.</param>
    /// <exception cref="SignatureException">The key or a certificate cannot be read, or they do not belong together.</exception>
    public static SigningKey FromPem(string pem, string? certificates = null)
    {
        ArgumentNullException.ThrowIfNull(pem);
        ECDsa key = EllipticKeys.FromPem(pem, "private key");
        try
        {
            IReadOnlyList<X509Certificate2> chain = certificates is null ? [] : CertificateChains.FromPem(certificates);
            if (chain is [var leaf, ..])
            {
                using ECDsa? signed = leaf.GetECDsaPublicKey();
                if (signed is null || EllipticKeys.HintOf(signed) != EllipticKeys.HintOf(key))
                {
                    throw new SignatureException("SignatureKey", "the first certificate is not that of the private key");
                }
            }

            return new SigningKey(key, chain);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>Lets go of the key.</summary>
    public void Dispose()
    {
        Key.Dispose();
        foreach (X509Certificate2 certificate in Certificates)
        {
            certificate.Dispose();
        }
    }
}
