using Brine.Store;

namespace Brine.Tests.Store;

/// <summary>What is so of a store in a folder alone: files, SQLite, permissions.</summary>
public sealed class FolderStoreTests : IDisposable
{
    private readonly StoreFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void WhatKilledProgramsLeftIsClearedAwayAndWhatIsUnderWayIsNot()
    {
        using ModelStore store = _fixture.Open();
        store.Add("churn", StoreFixture.Tree);
        string left = Path.Combine(_fixture.Folder, "incoming", "left"), busy = Path.Combine(_fixture.Folder, "incoming", "busy");
        File.WriteAllText(left, "half a model");
        using (new FileStream(busy, FileMode.CreateNew, FileAccess.ReadWrite, IncomingBlob.Share))
        {
            Assert.Equal(new GarbageReport(1, 12), store.CollectGarbage());
            Assert.True(File.Exists(busy));
        }

        Assert.Equal(1, store.CollectGarbage().Files);
    }

    [Fact]
    public void AStoreWhoseIndexIsLostIsNoNewOne()
    {
        using (ModelStore store = _fixture.Open())
        {
            store.Add("churn", StoreFixture.Tree);
        }

        foreach (Action lose in new[] { () => File.WriteAllBytes(_fixture.Database, []), () => File.Delete(_fixture.Database) })
        {
            lose();
            using ModelStore lost = _fixture.Open();
            Refused("StoreDamaged", () => lost.List());
            Refused("StoreDamaged", () => lost.Add("churn", StoreFixture.Tree));
            Refused("StoreDamaged", () => lost.CollectGarbage());
            Assert.NotEmpty(Directory.GetFiles(Path.Combine(_fixture.Folder, "blobs"), "*", SearchOption.AllDirectories));
        }
    }

    [Fact]
    public void SomebodyElsesFileIsNoStore()
    {
        Directory.CreateDirectory(_fixture.Folder);
        File.WriteAllText(_fixture.Database, "this is a text and no database of any kind, and long enough to have a header of its own......");
        using (ModelStore store = _fixture.Open())
        {
            Refused("StoreDamaged", () => store.List());
        }

        File.Delete(_fixture.Database);
        using (var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_fixture.Database};Pooling=False"))
        {
            other.Open();
            using var command = other.CreateCommand();
            command.CommandText = "CREATE TABLE songs(name TEXT)";
            command.ExecuteNonQuery();
        }

        using ModelStore song = _fixture.Open();
        Refused("StoreVersion", () => song.List());
        Refused("StoreVersion", () => song.Add("churn", StoreFixture.Tree));
    }

    [Fact]
    public void AnIndexThatTheSystemDoesNotLetReadSaysSo()
    {
        using (ModelStore store = _fixture.Open())
        {
            store.Add("churn", StoreFixture.Tree);
        }

        // A folder where SQLite keeps its journal: it can neither be read nor taken away.
        Directory.CreateDirectory(_fixture.Database + "-journal");
        using ModelStore blocked = _fixture.Open();
        Refused("StoreUnreadable", () => blocked.List());
        Assert.Throws<Containers.FileNotWrittenException>(() => blocked.Tag("churn", 1, "late"));
        Directory.Delete(_fixture.Database + "-journal");
        Assert.Empty(blocked.List().Single().Tags);
    }

    [Fact]
    public void AFullDiskLeavesTheStoreAsItWas()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/bin/bash"), "there is no bash here");
        using ModelStore store = _fixture.Open();
        store.Add("churn", StoreFixture.Tree);
        string large = _fixture.Write("large.pkl", Brine.Pickle.Dumps(new string('x', 3_000_000)));

        // A process that may write files of one megabyte at most, of a larger one.
        (int exit, _, string error) = Shell.Run("/bin/bash", _fixture.Root, "-c",
            $"trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; ulimit -f 1000; dotnet '{Support.Cli.Program}' store add large '{large}' --store '{_fixture.Folder}'");
        Assert.Equal(2, exit);
        Assert.StartsWith("brine: FileNotWritten: ", error, StringComparison.Ordinal);
        Assert.Single(store.List());
        Assert.Empty(Directory.GetFiles(Path.Combine(_fixture.Folder, "incoming")));
        Assert.True(store.Check(Stop).IsSound);
    }

    /// <summary>Root may write everywhere: somebody else reads.</summary>
    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void AStoreThatMayOnlyBeReadIsRead()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "there are no such permissions here");
        using (ModelStore store = _fixture.Open())
        {
            store.Add("churn", StoreFixture.Tree);
        }

        const UnixFileMode Read = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode Enter = Read | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(_fixture.Root, Enter | UnixFileMode.UserWrite);
        File.SetUnixFileMode(_fixture.Database, Read);
        foreach (string folder in Directory.GetDirectories(_fixture.Folder, "*", SearchOption.AllDirectories).Append(_fixture.Folder))
        {
            File.SetUnixFileMode(folder, Enter);
        }

        try
        {
            (int exit, string output, string error) = AsNobody("show", "churn");
            Assert.True(exit == 0, error);
            Assert.Contains("DecisionTreeClassifier", output, StringComparison.Ordinal);
            Assert.Equal(0, AsNobody("check").Exit);
            (exit, _, error) = AsNobody("tag", "churn", "1", "late");
            Assert.Equal((2, true), (exit, error.StartsWith("brine: FileNotWritten: ", StringComparison.Ordinal)));
        }
        finally
        {
            foreach (string folder in Directory.GetDirectories(_fixture.Folder, "*", SearchOption.AllDirectories).Append(_fixture.Folder))
            {
                File.SetUnixFileMode(folder, Enter | UnixFileMode.UserWrite);
            }
        }

        (int Exit, string Output, string Error) AsNobody(params string[] words)
        {
            string[] user = Environment.UserName == "root" ? ["/usr/bin/setpriv", "--reuid=65534", "--clear-groups"] : ["/usr/bin/env"];
            return Shell.Run(user[0], _fixture.Root,
                [.. user[1..], "dotnet", Support.Cli.Program, "store", .. words, "--store", _fixture.Folder]);
        }
    }

    [Fact]
    public void WithoutTheLibraryOfSqliteTheCommandSaysSo()
    {
        string program = Support.Cli.Program, settings = Path.ChangeExtension(program, ".deps.json"),
            without = Path.ChangeExtension(program, ".none.deps.json");
        File.WriteAllText(without, File.ReadAllText(settings).Replace("/native/libe_sqlite3.", "/none/libe_sqlite3.", StringComparison.Ordinal));
        try
        {
            (int exit, _, string error) = Shell.Run("dotnet", _fixture.Root, "exec", "--runtimeconfig",
                Path.ChangeExtension(program, ".runtimeconfig.json"), "--depsfile", without, program, "store", "add", StoreFixture.Tree,
                "--store", _fixture.Folder);
            Assert.StartsWith("brine: StoreEngine: ", error, StringComparison.Ordinal);
            Assert.Equal(3, exit);
        }
        finally
        {
            File.Delete(without);
        }
    }

    [Fact]
    public void WaitingForOthersEndsWithAnErrorThatSaysSo()
    {
        using ModelStore store = _fixture.Open(wait: TimeSpan.FromMilliseconds(200));
        store.Add("churn", StoreFixture.Tree);
        using var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_fixture.Database};Pooling=False");
        other.Open();
        using (other.BeginTransaction(deferred: false))
        {
            Assert.Contains("written by others", StoreFixture.Refused("StoreLocked", () => store.Tag("churn", 1, "late")),
                StringComparison.Ordinal);

            // Who only reads does not wait.
            Assert.Single(store.List());
            StoreFixture.Refused("StoreLocked", () => store.Add("churn", StoreFixture.Tree));
        }

        Assert.Equal(["late"], store.Tag("churn", 1, "late").Tags);
        Assert.Single(store.List());
        Assert.Empty(Directory.GetFiles(Path.Combine(_fixture.Folder, "incoming")));
    }

    [Fact]
    public void AFileThatIsTouchedAfterItWasOpenedIsHashedAgain()
    {
        using ModelStore store = _fixture.Open();
        ModelVersion version = store.Add("churn", StoreFixture.Tree);
        Model model = store.Get("churn:1");
        string path = store.VerifiedPath("churn:1");
        byte[] wrong = File.ReadAllBytes(StoreFixture.Tree);
        wrong[100] ^= 1;
        _fixture.Overwrite(version, wrong);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(5));
        StoreFixture.Refused("StoreHash", () => store.Get("churn:1"));
        _fixture.Overwrite(version, File.ReadAllBytes(StoreFixture.Tree));
        Assert.Same(model, store.Get("churn:1"));
    }
}
