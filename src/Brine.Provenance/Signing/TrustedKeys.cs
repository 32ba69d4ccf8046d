using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Brine;

/// <summary>Whose signatures count: public keys, or the roots of certificates.</summary>
public sealed class TrustedKeys : IDisposable
{
    private TrustedKeys(IReadOnlyList<ECDsa> keys, IReadOnlyList<X509Certificate2> roots) => (Keys, Roots) = (keys, roots);

    internal IReadOnlyList<ECDsa> Keys { get; }

    internal IReadOnlyList<X509Certificate2> Roots { get; }

    /// <summary>Trusts public keys.</summary>
    /// <param name="pems">The keys, on P-256, P-384 or P-521, in PEM, each by itself.</param>
    /// <exception cref="SignatureException">A key cannot be read.</exception>
    public static TrustedKeys FromPem(params IReadOnlyList<string> pems) =>
        new([.. pems.Select(pem => EllipticKeys.FromPem(pem, "public key"))], []);

    /// <summary>Trusts who has a certificate that goes back to one of these.</summary>
    /// <param name="pem">Certificates in PEM.</param>
    /// <exception cref="SignatureException">A certificate cannot be read.</exception>
    public static TrustedKeys FromRoots(string pem)
    {
        ArgumentNullException.ThrowIfNull(pem);
        return new([], CertificateChains.FromPem(pem));
    }

    /// <summary>Lets go of the keys.</summary>
    public void Dispose()
    {
        foreach (IDisposable item in Keys.Concat<IDisposable>(Roots))
        {
            item.Dispose();
        }
    }
}
