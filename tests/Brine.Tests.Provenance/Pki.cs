using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Brine.Tests.Provenance;

/// <summary>Keys and certificates that are made for a test.</summary>
internal static class Pki
{
    internal static (string Private, string Public) Key(ECCurve? curve = null)
    {
        using ECDsa key = ECDsa.Create(curve ?? ECCurve.NamedCurves.nistP256);
        return (key.ExportPkcs8PrivateKeyPem(), key.ExportSubjectPublicKeyInfoPem() + "\n");
    }

    /// <summary>A root, a certificate between, and the one of a key.</summary>
    internal static (string Private, string Chain, string Root) Certificates(X509KeyUsageFlags usage = X509KeyUsageFlags.DigitalSignature,
        int years = 10)
    {
        DateTimeOffset start = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), end = start.AddYears(30);
        using ECDsa rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP384), betweenKey = ECDsa.Create(ECCurve.NamedCurves.nistP256),
            key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 root = Authority("CN=root", rootKey).CreateSelfSigned(start, end);
        using X509Certificate2 between = Authority("CN=between", betweenKey).Create(root, start, end, [1]).CopyWithPrivateKey(betweenKey);
        var request = new CertificateRequest("CN=signer", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        using X509Certificate2 leaf = request.Create(between, start, start.AddYears(years), [2]);
        return (key.ExportPkcs8PrivateKeyPem(), $"{leaf.ExportCertificatePem()}\n{between.ExportCertificatePem()}\n",
            root.ExportCertificatePem());
    }

    private static CertificateRequest Authority(string name, ECDsa key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        return request;
    }
}
