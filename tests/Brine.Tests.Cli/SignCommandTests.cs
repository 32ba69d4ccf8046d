using System.Security.Cryptography;
using System.Text.Json;
using Command = Brine.Tests.Support.Cli;

namespace Brine.Tests.Commands;

/// <summary><c>brine sign</c> and <c>brine verify-signature</c></summary>
public sealed class SignCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model, _secret, _known;

    public SignCommandTests()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _secret = _folder.Write("private.pem", key.ExportPkcs8PrivateKeyPem());
        _known = _folder.Write("public.pem", key.ExportSubjectPublicKeyInfoPem());
        _model = _folder.Write("model.pkl", "content");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatIsSignedIsValidUntilItChanges()
    {
        (int exit, string output, string error) = Command.Run("sign", _model, "--key", _secret);
        Assert.Equal((0, ""), (exit, error));
        Assert.StartsWith($"{_model}.sig  sha256 ", output, StringComparison.Ordinal);
        (exit, output, error) = Command.Run("verify-signature", _model, "--key", _known);
        Assert.Equal((0, ""), (exit, error));
        Assert.StartsWith("valid: model.pkl, 1 file, signed by ", output, StringComparison.Ordinal);
        File.WriteAllText(_model, "other");
        (exit, output, _) = Command.Run("verify-signature", _model, "--key", _known);
        Assert.Equal(1, exit);
        Assert.EndsWith("\n  . was changed\n", output, StringComparison.Ordinal);
        JsonElement json = JsonDocument.Parse(Command.Run("verify-signature", _model, "--key", _known, "--json").Output).RootElement;
        Assert.False(json.GetProperty("valid").GetBoolean());
    }

    [Fact]
    public void WhoIsTrustedMustBeSaid()
    {
        Command.Run("sign", _model, "--key", _secret);
        Assert.Equal(4, Command.Run("verify-signature", _model).Exit);
        Assert.Equal(4, Command.Run("sign", _model).Exit);
        Assert.Equal(2, Command.Run("verify-signature", _model, "--key", _model).Exit);
        Assert.Equal(2, Command.Run("verify-signature", _folder["none"], "--key", _known).Exit);
    }
}
