using System.IO.Compression;
using Brine.Store;

namespace Brine.Tests.Store;

public abstract class BundleTests(StoreBackend backend) : IDisposable
{
    private readonly StoreFixture _fixture = new(backend);
    private readonly StoreFixture _other = new(backend);

    public void Dispose()
    {
        _fixture.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void AVersionGoesToAnotherStoreWithItsFiles()
    {
        string bundle = Exported();
        using ModelStore there = _other.Open("eve");
        there.Add("churn", StoreFixture.Forest);
        ModelVersion version = there.Import(bundle, cancellationToken: Stop);
        Assert.Equal(("churn", 2, "eve"), (version.Name, version.Number, version.AddedBy));
        Assert.StartsWith("churn:1, added ", version.ImportedFrom, StringComparison.Ordinal);
        Assert.Equal((0.5, "python", 1), (version.Metrics["auc"], version.CasesBy, version.Notes.Count));
        Assert.Empty(version.Approvals);
        Assert.True(there.Validate("churn:2").Passed);
        Assert.Equal("renamed:1", there.Import(bundle, "renamed", Stop).ToString());
        Assert.True(there.Check(Stop).IsSound);
    }

    [Fact]
    public void WhatWasDamagedOnTheWayIsRefusedAndLeavesNothing()
    {
        byte[] right = File.ReadAllBytes(Exported());
        using ModelStore there = _other.Open();
        there.Add("other", StoreFixture.Forest);
        int refused = 0;
        for (int i = 0; i < right.Length; i += 13)
        {
            byte[] wrong = [.. right];
            wrong[i] ^= 0x10;
            try
            {
                ModelVersion version = there.Import(_other.Write("wrong.zip", wrong), cancellationToken: Stop);

                // The bit was in a date of the archive, or in a word that somebody wrote.
                Assert.Equal(0, new[] { version.File.Hash, Hash }.Distinct().Count() - 1);
            }
            catch (StoreException error) when (error.Code is "StoreBundle" or "StoreName" or "StoreMetric" or "StoreCases")
            {
                refused++;
            }
        }

        Assert.True(refused > right.Length / 13 / 2, $"{refused} refused");
        foreach (byte[] wrong in new[] { right[..100], right[..^1], "PK"u8.ToArray(), [] })
        {
            StoreFixture.Refused("StoreBundle", () => there.Import(_other.Write("wrong.zip", wrong), cancellationToken: Stop));
        }

        Assert.False(_other.Backend.HasLeftovers);
        Assert.True(there.Check(Stop).IsSound);
    }

    [Fact]
    public void FilesThatArePackedAreNotUnpacked()
    {
        string bundle = Exported(), packed = Path.Combine(_fixture.Root, "packed.zip");
        using (ZipArchive from = ZipFile.OpenRead(bundle), to = ZipFile.Open(packed, ZipArchiveMode.Create))
        {
            foreach (ZipArchiveEntry entry in from.Entries)
            {
                using Stream source = entry.Open(), target = to.CreateEntry(entry.FullName, CompressionLevel.Optimal).Open();
                source.CopyTo(target);
            }
        }

        using ModelStore there = _other.Open();
        StoreFixture.Refused("StoreBundle", () => there.Import(packed, cancellationToken: Stop));
    }

    private static string Hash { get; } =
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(StoreFixture.Tree)));

    private string Exported()
    {
        using ModelStore store = _fixture.Open();
        store.Add("churn", StoreFixture.Tree, new AddOptions
            { CasesPath = _fixture.Cases("python"), Metrics = new Dictionary<string, double> { ["auc"] = 0.5 }, Note = "good" });
        store.SetEnvironment(new StoreEnvironment("production", new PromotionRules()));
        using ModelStore ben = _fixture.Open("ben");
        ben.Approve("churn", 1, "production");
        string bundle = Path.Combine(_fixture.Root, "churn.zip");
        store.Export("churn:1", bundle);
        return bundle;
    }
}
