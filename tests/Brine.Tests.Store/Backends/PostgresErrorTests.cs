using Brine.Containers;
using Brine.Store;
using Npgsql;

namespace Brine.Tests.Store;

/// <summary>What goes wrong with a database is said in words, with a code, and leaves the store as it was.</summary>
public sealed class PostgresErrorTests : IDisposable
{
    private readonly StoreFixture _fixture = new(StoreBackend.Postgres);
    private readonly PostgresServer _server = PostgresServer.Get();

    private PostgresOfTest Backend => (PostgresOfTest)_fixture.Backend;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void ADatabaseThatIsNotThereOrDoesNotLetInSaysSo()
    {
        string down = $"postgresql://brine:right@127.0.0.1:{PostgresServer.FreePort()}/postgres";
        Assert.Contains("cannot be reached", StoreFixture.Refused("StoreUnreachable", () => At(down).List()), StringComparison.Ordinal);
        string wrong = StoreFixture.Refused("StoreDenied", () => At(_server.Address("brine:wrong")).List());
        Assert.Contains("password", wrong, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", wrong, StringComparison.Ordinal);
        StoreFixture.Refused("StoreMissing", () => At(_server.Address().Replace("/postgres?", "/nothing?", StringComparison.Ordinal)).List());
        StoreFixture.Refused("StoreMissing", () => At(_server.Address()).List());
        StoreFixture.Refused("StoreMissing", () => At(_server.Address()).Get("churn"));
    }

    [Fact]
    public void AUserWhoMayOnlyReadReads()
    {
        using (ModelStore store = _fixture.Open())
        {
            store.Add("churn", StoreFixture.Tree);
        }

        Backend.Run("DROP ROLE IF EXISTS reader");
        Backend.Run("CREATE ROLE reader LOGIN PASSWORD 'reads'");
        string address = _server.Address("reader:reads", $"schema={Backend.Schema}");
        StoreFixture.Refused("StoreMissing", () => At(address).List());
        Backend.Run("GRANT USAGE ON SCHEMA {0} TO reader");
        StoreFixture.Refused("StoreDenied", () => At(address).List());
        Backend.Run("GRANT SELECT ON ALL TABLES IN SCHEMA {0} TO reader");
        using ModelStore reader = At(address);
        Assert.Equal("DecisionTreeClassifier", reader.Get("churn").Info.ClassName);
        Assert.True(reader.Check(Stop).IsSound);
        Assert.Contains("permission denied", Assert.Throws<FileNotWrittenException>(() => reader.Tag("churn", 1, "late")).Message,
            StringComparison.Ordinal);
        Assert.Throws<FileNotWrittenException>(() => reader.Add("churn", StoreFixture.Forest));
        Assert.Empty(reader.List().Single().Tags);
    }

    [Fact]
    public void WhoeverWaitsForOthersTooLongIsToldAndReadersDoNotWait()
    {
        using ModelStore store = _fixture.Open(wait: TimeSpan.FromMilliseconds(200));
        store.Add("churn", StoreFixture.Tree);
        using NpgsqlConnection other = _server.Connect();
        using (NpgsqlTransaction transaction = other.BeginTransaction())
        {
            using var command = new NpgsqlCommand($"LOCK TABLE {Backend.Schema}.history IN EXCLUSIVE MODE", other);
            command.ExecuteNonQuery();
            StoreFixture.Refused("StoreLocked", () => store.Tag("churn", 1, "late"));
            Assert.Single(store.List());
            StoreFixture.Refused("StoreLocked", () => store.Add("churn", StoreFixture.Tree));
        }

        Assert.Equal(["late"], store.Tag("churn", 1, "late").Tags);
        Assert.False(Backend.HasLeftovers);
    }

    [Fact]
    public void AWireThatIsCutInAnUploadLeavesTheStoreAsItWas()
    {
        using ModelStore direct = _fixture.Open();
        direct.Add("churn", StoreFixture.Tree);
        byte[] large = new byte[30_000_000];
        new Random(1).NextBytes(large);
        string file = _fixture.Write("large.bin", large);
        using var wire = new WireProxy(_server.Port);
        using ModelStore store = At(Backend.Location.Replace($":{_server.Port}/", $":{wire.Port}/", StringComparison.Ordinal));
        store.List();
        wire.CutAfter(12_000_000);
        StoreFixture.Refused("StoreUnreachable", () => store.Add("large", file));
        StoreFixture.Refused("StoreUnreachable", () => store.List());
        Assert.Equal("churn:1", direct.List().Single().ToString());
        wire.Mend();
        Assert.Equal(large.Length, store.Add("large", file).File.Bytes);
        Until(() => direct.CollectGarbage().Files >= 0 && !Backend.HasLeftovers);
        Assert.True(direct.Check(Stop).IsSound);
        Assert.Equal(2, direct.List().Count);
    }

    [Fact]
    public void ServersThatStopAreFoundAgain()
    {
        using ModelStore store = _fixture.Open();
        store.Add("churn", StoreFixture.Tree);
        _server.Run("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'brine' AND query LIKE $1",
            $"%{Backend.Schema}%");
        Until(() =>
        {
            try
            {
                return store.List().Count == 1;
            }
            catch (StoreException error) when (error.Code == "StoreUnreachable")
            {
                return false;
            }
        });
    }

    [Theory]
    [InlineData("records", "key", "key || 'x'")]
    [InlineData("records", "body", "set_byte(body, 12, get_byte(body, 12) # 1)")]
    [InlineData("records", "seal", "'x' || substr(seal, 2)")]
    [InlineData("history", "entry", "entry + 1000")]
    [InlineData("history", "body", "set_byte(body, 12, get_byte(body, 12) # 1)")]
    [InlineData("history", "hash", "'x' || substr(hash, 2)")]
    public void AChangedColumnIsFound(string table, string column, string value)
    {
        using ModelStore store = _fixture.Open();
        store.Add("churn", StoreFixture.Tree);
        store.SetEnvironment(new StoreEnvironment("production", new PromotionRules()));
        store.Promote("churn", 1, "production", Stop);
        store.Add("churn", StoreFixture.Forest);
        string key = table == "records" ? "key" : "entry::text";
        foreach (string row in ((string)Backend.Run($"SELECT string_agg({key}, ',') FROM {{0}}.{table}")!).Split(','))
        {
            Backend.Run($"CREATE TABLE {{0}}.kept AS SELECT * FROM {{0}}.{table}");
            Backend.Run($"UPDATE {{0}}.{table} SET {column} = {value} WHERE {key} = $1", row);
            Assert.False(store.Check(Stop).IsSound, $"{row} of {table}");
            try
            {
                Assert.Equal("DecisionTreeClassifier", store.Get("churn@production").Info.ClassName);
            }
            catch (StoreException)
            {
                // Or it says why not.
            }

            Backend.Run($"DELETE FROM {{0}}.{table}");
            Backend.Run($"INSERT INTO {{0}}.{table} SELECT * FROM {{0}}.kept");
            Backend.Run("DROP TABLE {0}.kept");
        }

        Assert.True(store.Check(Stop).IsSound);
    }

    [Fact]
    public void TablesOfAnotherVersionAreLeftAlone()
    {
        using ModelStore store = _fixture.Open();
        store.Add("churn", StoreFixture.Tree);
        Backend.Run("UPDATE {0}.brine_store SET version = 2");
        StoreFixture.Refused("StoreVersion", () => store.List());
        StoreFixture.Refused("StoreVersion", () => store.Add("churn", StoreFixture.Tree));
    }

    private ModelStore At(string address) => ModelStore.Open(address, _fixture.Options());

    private static void Until(Func<bool> isSo)
    {
        for (int i = 0; !isSo(); i++)
        {
            Assert.True(i < 100, "it does not become so");
            Thread.Sleep(100);
        }
    }
}
