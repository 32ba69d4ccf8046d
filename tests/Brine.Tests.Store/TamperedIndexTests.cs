using Brine.Store;
using Microsoft.Data.Sqlite;

namespace Brine.Tests.Store;

/// <summary>A bit that flipped in the index of a folder is found by a check, and what it is in is not given out.</summary>
public sealed class TamperedIndexTests : IDisposable
{
    private readonly StoreFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    /// <summary>Bits of the whole index, one at a time: each is found, or it is in none of the rows.</summary>
    [Fact]
    public void AFlippedBitInTheIndexIsFoundWhereverItIs()
    {
        _fixture.Fill();
        byte[] right = File.ReadAllBytes(_fixture.Database);
        string rows = Rows();
        var random = new Random(15);
        int found = 0, unused = 0;
        for (int i = 0; i < 600; i++)
        {
            int place = random.Next(right.Length);
            byte[] wrong = [.. right];
            wrong[place] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(_fixture.Database, wrong);
            bool isFound = Check();
            found += isFound ? 1 : 0;
            unused += isFound ? 0 : 1;
            Assert.True(isFound || Rows() == rows, $"the flipped bit at {place} is in a row, and was not found");
            Assert.True(Serves(), $"with a flipped bit at {place} the store gave out something else");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{found} found, {unused} in no row");
        Assert.True(found > 120, $"only {found} bits were in rows");
    }

    /// <summary>Every bit of every row, through SQLite: the pages of the file are in order, and the rows are not.</summary>
    [Theory]
    [InlineData("records", "key")]
    [InlineData("records", "body")]
    [InlineData("records", "seal")]
    [InlineData("history", "entry")]
    [InlineData("history", "body")]
    [InlineData("history", "hash")]
    public void AChangedColumnIsFound(string table, string column)
    {
        _fixture.Fill();
        byte[] right = File.ReadAllBytes(_fixture.Database);
        string order = table == "records" ? "key" : "entry";
        long count = (long)Query($"SELECT count(*) FROM {table}")!;
        for (long row = 0; row < count; row++)
        {
            File.WriteAllBytes(_fixture.Database, right);
            string value = column == "entry" ? "entry + 1000"
                : column == "body" ? "CAST(substr(body, 1, 12) || char(unicode(substr(body, 13, 1)) + 1) || substr(body, 14) AS BLOB)"
                : $"{column} || 'x'";
            Query($"UPDATE {table} SET {column} = {value} WHERE {order} = (SELECT {order} FROM {table} ORDER BY {order} LIMIT 1 OFFSET {row})");
            using ModelStore store = _fixture.Open();
            Assert.False(store.Check(Stop).IsSound, $"row {row} of {table}");
            Assert.True(Serves());
        }
    }

    [Fact]
    public void RowsThatAreTakenAwayExchangedOrInventedAreFound()
    {
        _fixture.Fill();
        byte[] right = File.ReadAllBytes(_fixture.Database);
        string[] changes =
        [
            "DELETE FROM history WHERE entry = (SELECT max(entry) FROM history)",
            "DELETE FROM history WHERE entry = 2",
            "DELETE FROM records WHERE key = 'placement/churn/production'",
            "DELETE FROM records WHERE key = 'head'",
            "INSERT INTO records SELECT 'version/churn/0000000009', body, seal FROM records WHERE key = 'version/churn/0000000001'",
            "INSERT INTO history SELECT max(entry) + 1, body, hash FROM history",
            "UPDATE records SET (body, seal) = (SELECT body, seal FROM records WHERE key = 'version/churn/0000000002')"
                + " WHERE key = 'version/churn/0000000001'",
        ];
        foreach (string change in changes)
        {
            File.WriteAllBytes(_fixture.Database, right);
            Query(change);
            using ModelStore store = _fixture.Open();
            Assert.False(store.Check(Stop).IsSound, change);
        }
    }

    /// <summary>Who knows how seals are made can write a record: it does not follow from the history, whose head can be kept
    /// elsewhere.</summary>
    [Fact]
    public void ARecordWithARightSealThatTheHistoryDoesNotHaveIsFound()
    {
        _fixture.Fill();
        string head;
        using (ModelStore store = _fixture.Open())
        {
            head = store.Check(Stop).Head;
        }

        byte[] body = EnvironmentJson.Write(new Placement("churn", "production", 2, "eve", DateTimeOffset.UtcNow) { Entry = 4 });
        using (SqliteConnection connection = Connect())
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "UPDATE records SET body = $body, seal = $seal WHERE key = 'placement/churn/production'";
            command.Parameters.AddWithValue("$body", body);
            command.Parameters.AddWithValue("$seal", Seal.Of("placement/churn/production", body));
            Assert.Equal(1, command.ExecuteNonQuery());
        }

        using ModelStore after = _fixture.Open();
        StoreCheck check = after.Check(Stop);
        Assert.Equal("it says something else than the history", check.Problems.Single().Message);
        Assert.Equal(head, check.Head);
    }

    private bool Check()
    {
        try
        {
            using ModelStore store = _fixture.Open();
            return !store.Check(Stop).IsSound;
        }
        catch (StoreException)
        {
            return true;
        }
    }

    /// <summary>Production has the tree or says why not; never the forest.</summary>
    private bool Serves()
    {
        try
        {
            using ModelStore store = _fixture.Open();
            return store.Find("churn@production") is { Number: 1, File.Name: "iris-tree.pkl" } version && version.Metrics["auc"] == 0.9
                && store.Get("churn@production").Info.ClassName == "DecisionTreeClassifier";
        }
        catch (StoreException)
        {
            return true;
        }
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={_fixture.Database};Pooling=False");
        connection.Open();
        return connection;
    }

    private object? Query(string sql)
    {
        using SqliteConnection connection = Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private string Rows()
    {
        try
        {
            return Query("SELECT (SELECT group_concat(key || hex(body) || seal) FROM records) || "
                + "(SELECT group_concat(entry || hex(body) || hash) FROM history)") as string ?? "";
        }
        catch (SqliteException)
        {
            return "";
        }
    }
}
