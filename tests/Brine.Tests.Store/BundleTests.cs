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
        string bundle = Exported();
        Assert.Contains("version.json in it is packed", Refused(Repacked(bundle, _ => CompressionLevel.Optimal)), StringComparison.Ordinal);
        string message = Refused(Repacked(bundle,
            name => name == "version.json" ? CompressionLevel.NoCompression : CompressionLevel.Optimal));
        Assert.Contains("the file iris-tree.pkl in it is packed", message, StringComparison.Ordinal);
        Assert.Contains("the archive was packed again", message, StringComparison.Ordinal);
    }

    /// <summary>An archive that was unpacked and packed again, as it is or otherwise: it is taken, or what is wrong is said.</summary>
    [Fact]
    public void ArchivesThatWerePackedAgainAreTakenOrToldWhatIsWrong()
    {
        string bundle = Exported();
        Assert.Contains("lies in the folder churn-1/, and not at the top",
            Refused(Repacked(bundle, rename: name => "churn-1/" + name)), StringComparison.Ordinal);
        Assert.Contains("it has no version.json", Refused(Repacked(bundle, rename: name => name + ".txt")), StringComparison.Ordinal);
        Assert.Contains("it lacks the file iris-tree.pkl",
            Refused(Repacked(bundle, rename: name => name.StartsWith("files/", StringComparison.Ordinal) ? "other/" + name : name)),
            StringComparison.Ordinal);
        string twice = Repacked(bundle, more: archive => Put(archive, "version.json", "{}"));
        Refused(twice);
        Refused(_other.Write("tar.zip", new byte[10240]));
        byte[] right = File.ReadAllBytes(bundle);
        Refused(_other.Write("front.zip", [.. "#!/bin/sh\n"u8, .. right]));

        // As it is, in another order, with a folder's own entry and a file that is none of ours.
        using ModelStore there = _other.Open("eve");
        string again = Repacked(bundle, more: archive =>
        {
            archive.CreateEntry("files/");
            Put(archive, ".DS_Store", "x");
        });
        Assert.Equal("churn:1", there.Import(again, cancellationToken: Stop).ToString());
        Assert.True(there.Validate("churn:1").Passed);
        Assert.True(there.Check(Stop).IsSound);
    }

    private string Refused(string bundle)
    {
        using ModelStore there = _other.Open();
        string message = StoreFixture.Refused("StoreBundle", () => there.Import(bundle, cancellationToken: Stop));
        Assert.StartsWith($"{bundle} is no version that a store exported", message, StringComparison.Ordinal);
        Assert.False(_other.Backend.HasLeftovers);
        return message;
    }

    private string Repacked(string bundle, Func<string, CompressionLevel>? level = null, Func<string, string>? rename = null,
        Action<ZipArchive>? more = null)
    {
        string packed = Path.Combine(_fixture.Root, Path.GetRandomFileName() + ".zip");
        using ZipArchive from = ZipFile.OpenRead(bundle), to = ZipFile.Open(packed, ZipArchiveMode.Create);
        foreach (ZipArchiveEntry entry in from.Entries.Reverse())
        {
            string name = rename?.Invoke(entry.FullName) ?? entry.FullName;
            using Stream source = entry.Open(),
                target = to.CreateEntry(name, level?.Invoke(entry.FullName) ?? CompressionLevel.NoCompression).Open();
            source.CopyTo(target);
        }

        more?.Invoke(to);
        return packed;
    }

    private static void Put(ZipArchive archive, string name, string text)
    {
        using var writer = new StreamWriter(archive.CreateEntry(name, CompressionLevel.NoCompression).Open());
        writer.Write(text);
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
