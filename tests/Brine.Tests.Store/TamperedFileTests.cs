using Brine.Store;

namespace Brine.Tests.Store;

/// <summary>A bit that flipped in a file is found by a check, and the file is not given out.</summary>
public abstract class TamperedFileTests(StoreBackend backend) : IDisposable
{
    private readonly StoreFixture _fixture = new(backend);

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void AFlippedBitInAFileIsFoundAndNeverGivenOut()
    {
        ModelVersion version = _fixture.Fill();
        byte[] right = File.ReadAllBytes(StoreFixture.Tree);
        for (int i = 0; i < right.Length; i += 41)
        {
            byte[] wrong = [.. right];
            wrong[i] ^= (byte)(1 << (i % 8));
            _fixture.Overwrite(version, wrong);
            using ModelStore store = _fixture.Open();
            Assert.Equal("StoreHash", Assert.Throws<StoreException>(() => store.Get("churn@production")).Code);
            Assert.Equal("churn:1", store.Check(Stop).Problems.Single().Place);
        }

        _fixture.Overwrite(version, right[..^1]);
        using ModelStore last = _fixture.Open();
        StoreFixture.Refused("StoreHash", () => last.Get("churn:1"));
        string copy = Path.Combine(_fixture.Root, "copy.pkl");
        StoreFixture.Refused("StoreHash", () => last.CopyTo("churn:1", copy));
        Assert.False(File.Exists(copy));
        StoreFixture.Refused("StoreHash", () => last.Promote("churn", 1, "testing", Stop));
    }
}
