using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Brine;

/// <summary>A file of a signature: a Sigstore bundle around a DSSE envelope, with the key or the certificates that it is verified
/// by.</summary>
internal sealed record SignatureBundle : IDisposable
{
    private const string MediaType = "application/vnd.dev.sigstore.bundle.v0.3+json";

    private const int MostBytes = 16 << 20, MostCertificates = 16;

    internal required byte[] Payload { get; init; }

    internal required byte[] Signature { get; init; }

    /// <summary>By what the key is called; null where certificates are given.</summary>
    internal string? Hint { get; init; }

    internal IReadOnlyList<X509Certificate2> Certificates { get; init; } = [];

    internal static SignatureBundle Sign(byte[] payload, SigningKey key) => new()
    {
        Payload = payload,
        Signature = key.Key.SignData(SignedStatement.Encode(payload), EllipticKeys.HashOf(key.Key), DSASignatureFormat.Rfc3279DerSequence),
        Hint = EllipticKeys.HintOf(key.Key),
        Certificates = key.Certificates,
    };

    internal bool IsSignedBy(ECDsa key) => key.VerifyData(SignedStatement.Encode(Payload), Signature, EllipticKeys.HashOf(key),
        DSASignatureFormat.Rfc3279DerSequence);

    internal void Write(Stream stream)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteString("mediaType", MediaType);
        json.WriteStartObject("verificationMaterial");
        if (Certificates.Count > 0)
        {
            json.WriteStartObject("x509CertificateChain");
            json.WriteStartArray("certificates");
            foreach (X509Certificate2 certificate in Certificates)
            {
                json.WriteStartObject();
                json.WriteBase64String("rawBytes", certificate.RawDataMemory.Span);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
        else
        {
            json.WriteStartObject("publicKey");
            json.WriteString("hint", Hint);
            json.WriteEndObject();
        }

        json.WriteStartArray("tlogEntries");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("dsseEnvelope");
        json.WriteBase64String("payload", Payload);
        json.WriteString("payloadType", SignedStatement.PayloadType);
        json.WriteStartArray("signatures");
        json.WriteStartObject();
        json.WriteBase64String("sig", Signature);
        json.WriteString("keyid", "");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <exception cref="SignatureException">The file is no bundle, or one that is not verified here.</exception>
    internal static SignatureBundle Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        if (file.Length > MostBytes)
        {
            throw new SignatureException("SignatureFormat", $"the signature has {file.Length} bytes, and none has more than {MostBytes}");
        }

        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        using JsonDocument document = SignatureJson.Parse(bytes, "signature");
        JsonElement root = document.RootElement, material = root.Member("verificationMaterial"), envelope = root.Member("dsseEnvelope");
        if (envelope.Text("payloadType") != SignedStatement.PayloadType)
        {
            throw SignatureJson.Unsupported($"the signature is over '{SafeText.Of(envelope.Text("payloadType"))}', not over a statement");
        }

        byte[] payload = envelope.Base64("payload"), signature = envelope.Only("signatures").Base64("sig");
        if (material.TryGetProperty("x509CertificateChain", out JsonElement chain))
        {
            return new SignatureBundle { Payload = payload, Signature = signature, Certificates = CertificatesOf(chain) };
        }

        if (!material.TryGetProperty("publicKey", out JsonElement key))
        {
            throw SignatureJson.Unsupported(
                "the signature is neither by a key nor by a chain of certificates; that of a Sigstore identity is "
                + "verified by model_signing in Python");
        }

        return new SignatureBundle { Payload = payload, Signature = signature, Hint = HintOf(key) };
    }

    public void Dispose()
    {
        foreach (X509Certificate2 certificate in Certificates)
        {
            certificate.Dispose();
        }
    }

    /// <summary>Before 1.1 the key itself stood there, as PEM in base64: its hash is what came later.</summary>
    private static string HintOf(JsonElement key)
    {
        if (key.TryGetProperty("hint", out JsonElement hint) && hint.ValueKind == JsonValueKind.String)
        {
            return SignatureJson.TextOf(hint, "hint");
        }

        using ECDsa given = EllipticKeys.FromPem(Encoding.ASCII.GetString(key.Base64("rawBytes")), "key of the signature");
        return EllipticKeys.HintOf(given);
    }

    private static List<X509Certificate2> CertificatesOf(JsonElement chain)
    {
        JsonElement list = chain.Member("certificates");
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 or > MostCertificates)
        {
            throw SignatureJson.Bad("it has no certificates, or too many");
        }

        var certificates = new List<X509Certificate2>();
        foreach (JsonElement item in list.EnumerateArray())
        {
            try
            {
                certificates.Add(X509CertificateLoader.LoadCertificate(item.Base64("rawBytes")));
            }
            catch (CryptographicException error)
            {
                throw new SignatureException("SignatureFormat", "the signature is damaged: a certificate cannot be read", error);
            }
        }

        return certificates;
    }
}
