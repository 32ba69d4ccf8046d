using System.Net;
using System.Text;
using Amazon.S3.Model;
using Brine.Containers;
using Brine.Store;

namespace Brine.Tests.Store;

/// <summary>What goes wrong with a bucket is said in words, with a code, and leaves the store as it was.</summary>
public sealed class S3ErrorTests : IDisposable
{
    private readonly StoreFixture _fixture = new(StoreBackend.S3);

    private S3OfTest Backend => (S3OfTest)_fixture.Backend;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void BucketsAndServersThatAreNotThereSaySo()
    {
        string none = Backend.Location.Replace(Backend.Bucket, "no-such-bucket", StringComparison.Ordinal);
        Assert.Contains("no bucket no-such-bucket", StoreFixture.Refused("StoreMissing", () => At(none).List()), StringComparison.Ordinal);
        StoreFixture.Refused("StoreMissing", () => At(none).Add("churn", StoreFixture.Tree));
        StoreFixture.Refused("StoreMissing", () => At(Backend.Location).List());
        string down = $"s3://{Backend.Bucket}/x?endpoint=http://127.0.0.1:{PostgresServer.FreePort()}";
        StoreFixture.Refused("StoreUnreachable", () => At(down).List());
    }

    [Theory]
    [InlineData("SignatureDoesNotMatch")]
    [InlineData("InvalidAccessKeyId")]
    [InlineData("AccessDenied")]
    public void WhoIsNotLetInIsToldSo(string code)
    {
        using var listener = new HttpListener();
        int port = PostgresServer.FreePort();
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        _ = Task.Run(async () =>
        {
            while (listener.IsListening)
            {
                HttpListenerContext context = await listener.GetContextAsync();
                context.Response.StatusCode = 403;
                context.Response.ContentType = "application/xml";
                context.Response.Close(Encoding.UTF8.GetBytes($"<Error><Code>{code}</Code><Message>not you</Message></Error>"), false);
            }
        }, Stop);
        string address = $"s3://{Backend.Bucket}/x?endpoint=http://127.0.0.1:{port}";
        Assert.Contains("not you", StoreFixture.Refused("StoreDenied", () => At(address).List()), StringComparison.Ordinal);
    }

    /// <summary>Two programs would lose each other's changes there.</summary>
    [Fact]
    public void AServerThatWritesOverWhatIsThereIsRefused()
    {
        using var wire = new WireProxy(new Uri(Backend.Server.Endpoint).Port) { Word = ("If-None-Match", "X-None-Match-") };
        using ModelStore store = At($"s3://{Backend.Bucket}/careless?endpoint=http://127.0.0.1:{wire.Port}");
        StoreFixture.Refused("StoreUnsupported", () => store.Add("churn", StoreFixture.Tree));
        Assert.Empty(Backend.Server.List(Backend.Bucket, "careless/"));
    }

    /// <summary>What was brought before the wire was cut is not sent again, and what nobody goes on with is cleared away.</summary>
    [Fact]
    public void AnUploadInPartsGoesOnWhereItBrokeOff()
    {
        using ModelStore direct = _fixture.Open();
        direct.Add("churn", StoreFixture.Tree);
        byte[] large = new byte[(3 * S3Blobs.Part) + 1234];
        new Random(1).NextBytes(large);
        string file = _fixture.Write("large.bin", large);
        using var wire = new WireProxy(new Uri(Backend.Server.Endpoint).Port);
        using ModelStore store = At(Backend.Location.Replace(Backend.Server.Endpoint, $"http://127.0.0.1:{wire.Port}", StringComparison.Ordinal));
        store.List();
        wire.CutAfter((2 * S3Blobs.Part) + (S3Blobs.Part / 2));
        StoreFixture.Refused("StoreUnreachable", () => store.Add("large", file));
        Assert.Equal("churn:1", direct.List().Single().ToString());
        MultipartUpload half = Uploads().Single();
        Assert.Equal(2, Parts(half));

        // Half of it is under way, or broken off: both look the same, and are left alone for a day.
        Patient(Long).CollectGarbage();
        Assert.Single(Uploads());
        wire.CutAfter((2 * S3Blobs.Part) - 100);
        ModelVersion version = store.Add("large", file);
        Assert.Equal(large.Length, version.File.Bytes);
        Assert.Empty(Uploads());
        Assert.True(direct.Check(Stop).IsSound);
        string copy = Path.Combine(_fixture.Root, "copy.bin");
        using ModelStore elsewhere = ModelStore.Open(Backend.Location, _fixture.Options() with { CacheFolder = Path.Combine(_fixture.Root, "other") });
        elsewhere.CopyTo("large", copy);
        Assert.Equal(large, File.ReadAllBytes(copy));

        // The same bytes again are found there, by what the bucket says of their parts.
        store.Add("again", file);
        Assert.Equal(2, Backend.Files);
    }

    [Fact]
    public void UploadsThatNobodyGoesOnWithAreClearedAway()
    {
        using ModelStore store = _fixture.Open();
        store.Add("churn", StoreFixture.Tree);
        Backend.Server.BeginUpload(Backend.Bucket, "team/models/blobs/" + new string('a', 64) + "/left");
        Patient(Long).CollectGarbage();
        Assert.Single(Uploads());
        Patient(TimeSpan.Zero).CollectGarbage();
        Assert.Empty(Uploads());
    }

    /// <summary>A file may be given up between the moment in which it was brought and the entry that names it: it is brought
    /// again.</summary>
    [Fact]
    public void AFileThatIsClearedAwayWhileItIsAddedIsBroughtAgain()
    {
        using ModelStore store = _fixture.Open();
        store.Add("first", StoreFixture.Forest);
        bool isCleared = false;
        using ModelStore other = _fixture.Open("ben");
        using ModelStore slow = ModelStore.Open(Backend.Location, _fixture.Options() with
        {
            Clock = new CallingClock(() =>
            {
                // Within the change: the file is there, and no entry names it.
                if (!isCleared)
                {
                    isCleared = true;
                    Assert.Equal(1, other.CollectGarbage().Files);
                }
            }),
        });
        ModelVersion version = slow.Add("churn", StoreFixture.Tree);
        Assert.True(isCleared);
        Assert.True(Backend.Has(version));
        Assert.Equal(2, Backend.Files);
        Assert.True(store.Check(Stop).IsSound);
        Assert.Equal(["add", "gc", "add"], store.Log().Select(entry => entry.Action));
    }

    [Fact]
    public void AFlippedBitInTheHistoryIsFound()
    {
        using ModelStore store = Filled();
        var random = new Random(3);
        foreach (S3Object item in Backend.List("history/"))
        {
            byte[] right = Backend.Server.Get(Backend.Bucket, item.Key);
            for (int i = 0; i < 12; i++)
            {
                byte[] wrong = [.. right];
                wrong[random.Next(wrong.Length)] ^= (byte)(1 << random.Next(8));
                Backend.Server.Put(Backend.Bucket, item.Key, wrong);
                Assert.False(store.Check(Stop).IsSound, item.Key);
                using ModelStore fresh = Fresh();
                StoreFixture.Refused("StoreDamaged", () => fresh.Get("churn@production"));
                Assert.False(fresh.Check(Stop).IsSound, item.Key);
            }

            Backend.Server.Put(Backend.Bucket, item.Key, right);
            Assert.True(store.Check(Stop).IsSound);
        }
    }

    [Fact]
    public void EntriesThatAreTakenAwayOrInventedAreFound()
    {
        using ModelStore store = Filled();
        IReadOnlyList<S3Object> entries = Backend.List("history/");
        foreach (S3Object item in entries)
        {
            byte[] right = Backend.Server.Get(Backend.Bucket, item.Key);
            Backend.Server.Delete(Backend.Bucket, item.Key);
            Assert.False(store.Check(Stop).IsSound, item.Key);
            Assert.Equal(item != entries[^1], Problem(() => Fresh().List()) == "StoreDamaged");
            Backend.Server.Put(Backend.Bucket, item.Key, right);
        }

        string next = entries[^1].Key[..^1] + "9";
        Backend.Server.Put(Backend.Bucket, next, Backend.Server.Get(Backend.Bucket, entries[^1].Key));
        Assert.Equal("StoreDamaged", Problem(() => store.List()));
        Backend.Server.Delete(Backend.Bucket, next);
        Assert.True(store.Check(Stop).IsSound);
    }

    /// <summary>A bucket that was emptied has another store when one is made there again.</summary>
    [Fact]
    public void AnotherStoreInTheSamePlaceIsAnotherStore()
    {
        using (ModelStore store = Filled())
        {
            foreach (S3Object item in Backend.List(""))
            {
                Backend.Server.Delete(Backend.Bucket, item.Key);
            }

            StoreFixture.Refused("StoreDamaged", () => store.List());
        }

        using ModelStore next = _fixture.Open();
        StoreFixture.Refused("StoreMissing", () => next.List());
        Assert.Equal(1, next.Add("churn", StoreFixture.Tree).Number);
        Assert.Single(next.Log());
    }

    private ModelStore Filled()
    {
        ModelStore store = _fixture.Open();
        store.Add("churn", StoreFixture.Tree);
        store.SetEnvironment(new StoreEnvironment("production", new PromotionRules()));
        store.Promote("churn", 1, "production", Stop);
        Assert.True(store.Check(Stop).IsSound);
        return store;
    }

    /// <summary>moto says of each upload that it was begun in 2010.</summary>
    private static TimeSpan Long => TimeSpan.FromDays(36_500);

    private ModelStore Patient(TimeSpan abandoned) => ModelStore.Open(Backend.Location, _fixture.Options() with { Abandoned = abandoned });

    private ModelStore Fresh() => ModelStore.Open(Backend.Location,
        _fixture.Options() with { CacheFolder = Path.Combine(_fixture.Root, Path.GetRandomFileName()) });

    private ModelStore At(string address) => ModelStore.Open(address, _fixture.Options());

    private static string? Problem(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (StoreException error)
        {
            return error.Code;
        }
    }

    private List<MultipartUpload> Uploads() =>
        Backend.Server.Client.ListMultipartUploadsAsync(Backend.Bucket, Stop).GetAwaiter().GetResult().MultipartUploads ?? [];

    private int Parts(MultipartUpload upload) =>
        Backend.Server.Client.ListPartsAsync(Backend.Bucket, upload.Key, upload.UploadId, Stop).GetAwaiter().GetResult().Parts?.Count ?? 0;

    private sealed class CallingClock(Action call) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow()
        {
            call();
            return base.GetUtcNow();
        }
    }
}
