using System.Security.Cryptography;
using System.Text;

namespace Brine;

/// <summary>Keys on the curves P-256, P-384 and P-521, each with the hash of its size.</summary>
internal static class EllipticKeys
{
    /// <exception cref="SignatureException">The text is no such key.</exception>
    internal static ECDsa FromPem(string pem, string what)
    {
        ECDsa key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            _ = HashOf(key);
            return key;
        }
        catch (Exception error) when (error is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new SignatureException("SignatureKey",
                $"the {what} is no key of an elliptic curve in PEM, or is encrypted: {error.Message.ReplaceLineEndings(" ")}", error);
        }
    }

    /// <exception cref="SignatureException">The curve is none of the three.</exception>
    internal static HashAlgorithmName HashOf(ECDsa key) => key.KeySize switch
    {
        256 => HashAlgorithmName.SHA256,
        384 => HashAlgorithmName.SHA384,
        521 => HashAlgorithmName.SHA512,
        _ => throw new SignatureException("SignatureKey", $"a key of {key.KeySize} bits is none of P-256, P-384 and P-521"),
    };

    /// <summary>By what a bundle names a key: the SHA-256 of the text of its public half.</summary>
    internal static string HintOf(ECDsa key) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem().ReplaceLineEndings("\n") + "\n")));
}
