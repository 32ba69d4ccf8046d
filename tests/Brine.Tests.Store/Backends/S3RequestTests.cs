using Amazon.S3.Model;
using Brine.Store;

namespace Brine.Tests.Store;

/// <summary>How often a bucket is asked, and that what makes it fewer is not believed.</summary>
public sealed class S3RequestTests : IDisposable
{
    private readonly StoreFixture _fixture = new(StoreBackend.S3);

    private S3OfTest Backend => (S3OfTest)_fixture.Backend;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void WhatIsDoneAsksTheBucketAFewTimes()
    {
        using var wire = Wire();
        using ModelStore store = ModelStore.Open(At(wire), _fixture.Options());
        store.Add("churn", StoreFixture.Tree);
        store.SetEnvironment(new StoreEnvironment("production", new PromotionRules()));
        store.Promote("churn", 1, "production", Stop);

        // Is the file there, the file, what is new in the history, the entry.
        Assert.InRange(Requests(wire, () => store.Add("churn", StoreFixture.Forest)), 1, 4);
        Assert.InRange(Requests(wire, () => store.Promote("churn", 2, "production", Stop)), 1, 3);
        Assert.InRange(Requests(wire, () => store.Tag("churn", 1, "old")), 1, 2);
        Model model = store.Get("churn@production");
        Assert.Equal(1, Requests(wire, () => Assert.Same(model, store.Get("churn@production"))));
        Assert.Equal(1, Requests(wire, () => Assert.Equal(2, store.List().Count)));

        // What this machine has already is not fetched: what store it is, and what is new.
        using ModelStore again = ModelStore.Open(At(wire), _fixture.Options());
        Assert.Equal(2, Requests(wire, () => again.List()));
    }

    [Fact]
    public void AMachineThatHasSeenNothingFetchesPacksAndBelievesNone()
    {
        using ModelStore store = _fixture.Open();
        store.Add("churn", StoreFixture.Tree);
        for (int i = 1; i < S3Packs.Entries + 20; i++)
        {
            store.Note("churn", 1, $"note {i}");
        }

        using var wire = Wire();
        S3Object pack = Backend.List("packs/").Single();
        Assert.InRange(LookAnew(wire), 1, 30);
        byte[] right = Backend.Server.Get(Backend.Bucket, pack.Key);
        var random = new Random(9);
        List<byte[]> wrong = [[], right[..^1], [.. right, 0], [0x7f, 0xff, 0xff, 0xff, .. right]];
        for (int i = 0; i < 12; i++)
        {
            byte[] flipped = [.. right];
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
            wrong.Add(flipped);
        }

        foreach (byte[] bytes in wrong)
        {
            Backend.Server.Put(Backend.Bucket, pack.Key, bytes);
            Assert.InRange(LookAnew(wire), S3Packs.Entries, S3Packs.Entries + 40);
        }

        // A pack hides nothing: of an entry that is gone the bucket tells, of one that was changed the check.
        Backend.Server.Put(Backend.Bucket, pack.Key, right);
        S3Object entry = Backend.List("history/")[5];
        byte[] body = Backend.Server.Get(Backend.Bucket, entry.Key);
        body[^3] ^= 1;
        Backend.Server.Put(Backend.Bucket, entry.Key, body);
        Assert.False(store.Check(Stop).IsSound);
        Assert.False(Fresh(wire).Check(Stop).IsSound);
        Backend.Server.Delete(Backend.Bucket, entry.Key);
        StoreFixture.Refused("StoreDamaged", () => Fresh(wire).List());
    }

    private int LookAnew(WireProxy wire) => Requests(wire, () =>
    {
        using ModelStore fresh = Fresh(wire);
        Assert.Equal(S3Packs.Entries + 19, fresh.List().Single().Notes.Count);
        Assert.Equal(S3Packs.Entries + 20, fresh.Log().Count);
    });

    private WireProxy Wire() => new(new Uri(Backend.Server.Endpoint).Port);

    private string At(WireProxy wire) =>
        Backend.Location.Replace(Backend.Server.Endpoint, $"http://127.0.0.1:{wire.Port}", StringComparison.Ordinal);

    private ModelStore Fresh(WireProxy wire) => ModelStore.Open(At(wire),
        _fixture.Options() with { CacheFolder = Path.Combine(_fixture.Root, Path.GetRandomFileName()) });

    private static int Requests(WireProxy wire, Action work)
    {
        int before = wire.Requests;
        work();
        return wire.Requests - before;
    }
}
