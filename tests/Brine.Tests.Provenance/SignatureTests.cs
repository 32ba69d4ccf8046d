using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace Brine.Tests.Provenance;

/// <summary>Signatures of files and folders, by keys and by certificates: whole ones are valid, and nothing that was touched is.</summary>
public sealed class SignatureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("nistP256")]
    [InlineData("nistP384")]
    [InlineData("nistP521")]
    public void AFileIsSignedAndVerifiedByAKey(string curve)
    {
        (string secret, string known) = Pki.Key(ECCurve.CreateFromFriendlyName(curve));
        string model = _folder.Write("model.pkl", "content");
        string digest = Sign(model, secret);
        SignatureReport report = Verify(model, known);
        Assert.True(report.IsValid, string.Join('\n', report.Problems));
        Assert.Equal(("model.pkl", digest), (report.ModelName, report.Digest));
        Assert.Equal(["."], report.SignedFiles);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(known))), report.Signer);
    }

    [Fact]
    public void AFolderIsSignedWithAllThatIsInItButGit()
    {
        (string secret, string known) = Pki.Key();
        string model = Folder();
        Sign(model, secret);
        SignatureReport report = Verify(model, known);
        Assert.Equal(["a.bin", "b/c.txt", "b/d.txt"], report.SignedFiles);
        Assert.True(report.IsValid);
    }

    [Theory]
    [InlineData("changed", "b/c.txt was changed")]
    [InlineData("added", "b/new.txt is not signed")]
    [InlineData("removed", "a.bin is missing")]
    [InlineData("renamed", "b/e.txt is not signed")]
    public void WhatChangedIsNamed(string change, string problem)
    {
        (string secret, string known) = Pki.Key();
        string model = Folder();
        Sign(model, secret);
        switch (change)
        {
            case "changed":
                File.AppendAllText(Path.Combine(model, "b", "c.txt"), "!");
                break;
            case "added":
                File.WriteAllText(Path.Combine(model, "b", "new.txt"), "");
                break;
            case "removed":
                File.Delete(Path.Combine(model, "a.bin"));
                break;
            default:
                File.Move(Path.Combine(model, "b", "d.txt"), Path.Combine(model, "b", "e.txt"));
                break;
        }

        SignatureReport report = Verify(model, known);
        Assert.False(report.IsValid);
        Assert.Contains(problem, report.Problems);
        Assert.True(change != "added" || Verify(model, known, ignored: ["b/new.txt"]).IsValid);
    }

    [Fact]
    public void AnotherKeyIsNotTrusted()
    {
        string model = _folder.Write("model.pkl", "content");
        Sign(model, Pki.Key().Private);
        Assert.Equal(["it is signed by a key that is not trusted"], Verify(model, Pki.Key().Public).Problems);
    }

    [Fact]
    public void ACertificateThatGoesBackToATrustedRootIsValidThoughItHasEnded()
    {
        (string secret, string chain, string root) = Pki.Certificates(years: 1);
        string model = _folder.Write("model.pkl", "content");
        Sign(model, secret, chain);
        using TrustedKeys trusted = TrustedKeys.FromRoots(root), others = TrustedKeys.FromRoots(Pki.Certificates().Root);
        SignatureReport report = Verify(model, trusted);
        Assert.True(report.IsValid, string.Join('\n', report.Problems));
        Assert.Equal("CN=signer", report.Signer);
        Assert.Contains("does not go back to a trusted root", Assert.Single(Verify(model, others).Problems),
            StringComparison.Ordinal);
        Assert.Contains("no root is trusted", Assert.Single(Verify(model, Pki.Key().Public).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void ACertificateThatIsNotForSigningIsNone()
    {
        (string secret, string chain, string root) = Pki.Certificates(X509KeyUsageFlags.KeyEncipherment);
        string model = _folder.Write("model.pkl", "content");
        Sign(model, secret, chain);
        using TrustedKeys trusted = TrustedKeys.FromRoots(root);
        Assert.Contains("is not for signing", Assert.Single(Verify(model, trusted).Problems), StringComparison.Ordinal);
    }

    /// <summary>Bits of the signed statement and of the signature, each turned over.</summary>
    [Fact]
    public void NoBitOfWhatIsSignedMayChange()
    {
        (string secret, string known) = Pki.Key();
        string model = _folder.Write("model.pkl", "content");
        Sign(model, secret);
        JsonNode bundle = JsonNode.Parse(File.ReadAllText(model + ".sig"))!;
        JsonNode envelope = bundle["dsseEnvelope"]!, signatures = envelope["signatures"]![0]!;
        int tried = 0;
        foreach ((JsonNode owner, string name) in new[] { (envelope, "payload"), (signatures, "sig") })
        {
            string whole = owner[name]!.GetValue<string>();
            byte[] bytes = Convert.FromBase64String(whole);
            for (int i = 0; i < bytes.Length; i++)
            {
                byte[] damaged = [.. bytes];
                damaged[i] ^= (byte)(1 << (i % 8));
                owner[name] = Convert.ToBase64String(damaged);
                File.WriteAllText(model + ".sig", bundle.ToJsonString());
                Assert.False(IsValid(model, known), $"bit {i % 8} of byte {i} of {name}");
                tried++;
            }

            owner[name] = whole;
        }

        File.WriteAllText(model + ".sig", bundle.ToJsonString());
        Assert.True(IsValid(model, known));
        Assert.True(tried > 400, $"{tried} bits");
    }

    [Theory]
    [InlineData("\"name\":\".\"", "\"name\":\"../model.pkl\"")]
    [InlineData("\"name\":\".\"", "\"name\":\"/etc/passwd\"")]
    [InlineData("\"algorithm\":\"sha256\"", "\"algorithm\":\"md5\"")]
    [InlineData("\"method\":\"files\"", "\"method\":\"names\"")]
    [InlineData("\"hash_type\":\"sha256\"", "\"hash_type\":\"blake2b\"")]
    [InlineData("\"_type\":", "\"_type\":1,\"_type\":")]
    [InlineData("signature/v1.0", "signature/v2.0")]
    [InlineData("\"resources\":[", "\"resources\":[{},")]
    public void AStatementThatIsSignedMustStillBeOne(string part, string instead)
    {
        (string secret, string known) = Pki.Key();
        string model = _folder.Write("model.pkl", "content");
        Sign(model, secret);
        using SigningKey key = SigningKey.FromPem(secret);
        using (SignatureBundle bundle = SignatureBundle.Read(model + ".sig"))
        {
            string json = Encoding.UTF8.GetString(bundle.Payload);
            Assert.Contains(part, json, StringComparison.Ordinal);
            using FileStream file = File.Create(model + ".sig");
            SignatureBundle.Sign(Encoding.UTF8.GetBytes(json.Replace(part, instead, StringComparison.Ordinal)), key).Write(file);
        }

        SignatureException error = Assert.Throws<SignatureException>(() => Verify(model, known));
        Assert.True(error.Code is "SignatureFormat" or "SignatureUnsupported", error.Code);
    }

    [Fact]
    public void PartsOfFilesAreVerifiedEachByItself()
    {
        (string secret, string known) = Pki.Key();
        string model = _folder.Write("model.bin", new byte[2500]);
        SignedFile[] parts = [.. ModelDigests.Of(model, [], 1000, TestContext.Current.CancellationToken)];
        Assert.Equal([".:0:1000", ".:1000:2000", ".:2000:2500"], parts.Select(part => part.Name));
        string json = Encoding.UTF8.GetString(new SignedStatement
            { ModelName = "model.bin", Root = ModelDigests.Root(parts), Files = parts, Ignored = [] }.ToJson())
            .Replace("\"method\":\"files\"", "\"method\":\"shards\",\"shard_size\":1000", StringComparison.Ordinal);
        using SigningKey key = SigningKey.FromPem(secret);
        using (FileStream file = File.Create(model + ".sig"))
        {
            SignatureBundle.Sign(Encoding.UTF8.GetBytes(json), key).Write(file);
        }

        Assert.True(IsValid(model, known));
        byte[] changed = new byte[2500];
        changed[1500] = 1;
        File.WriteAllBytes(model, changed);
        Assert.Equal([".:1000:2000 was changed"], Verify(model, known).Problems);
    }

    [Theory]
    [InlineData("", "SignatureFormat")]
    [InlineData("{}", "SignatureFormat")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[", "SignatureFormat")]
    [InlineData("{'verificationMaterial':{'certificate':{}},'dsseEnvelope':{'payloadType':'application/vnd.in-toto+json','payload':'',"
        + "'signatures':[{'sig':''}]}}", "SignatureUnsupported")]
    public void WhatIsNoSignatureIsRefused(string text, string code)
    {
        string model = _folder.Write("model.pkl", "content");
        _folder.Write("model.pkl.sig", text.Replace('\'', '"'));
        Assert.Equal(code, Assert.Throws<SignatureException>(() => Verify(model, Pki.Key().Public)).Code);
    }

    [Fact]
    public void KeysThatAreNoneAreRefused()
    {
        Assert.Equal("SignatureKey", Assert.Throws<SignatureException>(() => SigningKey.FromPem("no key")).Code);
        Assert.Equal("SignatureKey", Assert.Throws<SignatureException>(() => TrustedKeys.FromRoots("no certificate")).Code);
        Assert.Equal("SignatureKey", Assert.Throws<SignatureException>(() => SigningKey.FromPem(Pki.Key().Private,
            Pki.Certificates().Chain)).Code);
    }

    [Fact]
    public void LinksAndEmptyFoldersAreNotSigned()
    {
        string model = Folder();
        string secret = Pki.Key().Private;
        File.CreateSymbolicLink(Path.Combine(model, "link"), "a.bin");
        Assert.Equal("SignatureLink", Assert.Throws<SignatureException>(() => Sign(model, secret)).Code);
        string empty = Directory.CreateDirectory(_folder["empty"]).FullName;
        Assert.Equal("SignatureEmpty", Assert.Throws<SignatureException>(() => Sign(empty, secret)).Code);
        Assert.Throws<FileNotFoundException>(() => Sign(_folder["none"], secret));
        Assert.Throws<FileNotFoundException>(() => Verify(Path.Combine(model, "a.bin"), Pki.Key().Public));
    }

    private static string Sign(string model, string secret, string? chain = null)
    {
        using SigningKey key = SigningKey.FromPem(secret, chain);
        return ModelSigner.Sign(model, key, cancellationToken: TestContext.Current.CancellationToken);
    }

    private static SignatureReport Verify(string model, string known, IReadOnlyList<string>? ignored = null)
    {
        using TrustedKeys trusted = TrustedKeys.FromPem(known);
        return Verify(model, trusted, ignored);
    }

    private static SignatureReport Verify(string model, TrustedKeys trusted, IReadOnlyList<string>? ignored = null) =>
        SignatureVerifier.Verify(model, trusted, null, ignored, TestContext.Current.CancellationToken);

    private static bool IsValid(string model, string known)
    {
        try
        {
            return Verify(model, known).IsValid;
        }
        catch (SignatureException)
        {
            return false;
        }
    }

    private string Folder()
    {
        string folder = Directory.CreateDirectory(_folder["folder"]).FullName;
        Directory.CreateDirectory(Path.Combine(folder, "b"));
        Directory.CreateDirectory(Path.Combine(folder, ".git"));
        File.WriteAllText(Path.Combine(folder, ".git", "HEAD"), "x");
        File.WriteAllText(Path.Combine(folder, "b", "d.txt"), "d");
        File.WriteAllText(Path.Combine(folder, "b", "c.txt"), "c");
        File.WriteAllText(Path.Combine(folder, "a.bin"), "a");
        return folder;
    }
}
