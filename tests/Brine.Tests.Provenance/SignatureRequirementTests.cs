using System.Security.Cryptography;
using Brine.Scanning;

namespace Brine.Tests.Provenance;

public sealed class SignatureRequirementTests : IDisposable
{
    private static readonly byte[] Tree = File.ReadAllBytes(Repo.File("samples", "models", "iris-tree.pkl"));

    private readonly TemporaryFolder _folder = new();
    private readonly ECDsa _ours = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly string _model;
    private readonly TrustedKeys _keys;

    public SignatureRequirementTests()
    {
        _model = _folder.Write("model.pkl", Tree);
        _keys = TrustedKeys.FromPem(_ours.ExportSubjectPublicKeyInfoPem());
    }

    public void Dispose()
    {
        _keys.Dispose();
        _ours.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void ASignedModelLoadsAndNoOther()
    {
        Assert.Contains("there is no", Refused(() => Load()).Message, StringComparison.Ordinal);
        Sign(_ours, _model);
        using (Model model = Load())
        {
            Assert.Equal("DecisionTreeClassifier", model.Info.ClassName);
        }

        byte[] changed = [.. Tree];
        changed[^3] ^= 1;
        File.WriteAllBytes(_model, changed);
        Assert.Contains(". was changed", Refused(() => Load()).Message, StringComparison.Ordinal);
        File.WriteAllBytes(_model, Tree);
        using ECDsa theirs = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Sign(theirs, _model);
        Assert.Contains("a key that is not trusted", Refused(() => Load()).Message, StringComparison.Ordinal);
        File.WriteAllText(_model + ".sig", "{}");
        Assert.Throws<SignatureException>(() => Load());
    }

    [Fact]
    public void BytesAndStreamsNeedAPlaceOfTheSignature()
    {
        Sign(_ours, _model);
        Assert.Contains("no name", Refused(() => Model.Load(Tree.AsMemory(), new Containers.LoadOptions().RequireSignature(_keys))).Message,
            StringComparison.Ordinal);
        Containers.LoadOptions options = new Containers.LoadOptions().RequireSignature(_keys, _model + ".sig");
        Model.Load(Tree.AsMemory(), options).Dispose();
        Model.Load(new MemoryStream(Tree), options).Dispose();
        Refused(() => Model.Load(Tree.AsMemory()[..^1], options));
    }

    [Fact]
    public void AVerdictAndASignatureAreRequiredTogether()
    {
        string evil = _folder.Write("evil.pkl", "cos\nsystem\n(S'id'\ntR."u8.ToArray());
        Sign(_ours, evil);
        Assert.Throws<UnsafeFileException>(() => Model.Load(evil, options => options.Require(Verdict.Safe).RequireSignature(_keys)));
        Assert.Throws<UnsafeFileException>(() => Model.Load(evil, options => options.RequireSignature(_keys).Require(Verdict.Safe)));
        Refused(() => Model.Load(_model, options => options.Require(Verdict.Safe).RequireSignature(_keys)));
        Refused(() => Model.Load(_model, options => options.RequireSignature(_keys).Require(Verdict.Safe)));
        Assert.Throws<FileNotFoundException>(() => Model.Load(_folder["none.pkl"], options => options.RequireSignature(_keys)));
    }

    private Model Load() => Model.Load(_model, options => options.RequireSignature(_keys));

    private static UntrustedFileException Refused(Action action)
    {
        var error = Assert.Throws<UntrustedFileException>(action);
        Assert.Equal("UntrustedFile", error.Code);
        return error;
    }

    private static void Sign(ECDsa key, string model)
    {
        using SigningKey signing = SigningKey.FromPem(key.ExportPkcs8PrivateKeyPem());
        ModelSigner.Sign(model, signing, cancellationToken: TestContext.Current.CancellationToken);
    }
}
