using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Brine.Store;

/// <summary>The rows of an index within a transaction.</summary>
internal sealed class SqliteRows(SqliteConnection connection, SqliteTransaction transaction) : IIndexChange
{
    public IndexRow? Find(string key)
    {
        using SqliteCommand command = Command("SELECT key, body, seal FROM records WHERE key = $key", ("$key", key));
        return First(command);
    }

    public IEnumerable<IndexRow> Scan(string prefix)
    {
        // What begins with the prefix stands in front of the prefix with its last character raised by one.
        string end = prefix.Length == 0 ? "\uffff" : prefix[..^1] + (char)(prefix[^1] + 1);
        using SqliteCommand command = Command("SELECT key, body, seal FROM records WHERE key >= $first AND key < $end ORDER BY key",
            ("$first", prefix), ("$end", end));
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return Row(reader);
        }
    }

    public IndexRow? Entry(long number)
    {
        using SqliteCommand command = Command("SELECT entry, body, hash FROM history WHERE entry = $number", ("$number", number));
        return First(command);
    }

    public IEnumerable<IndexRow> Entries(long first)
    {
        using SqliteCommand command = Command("SELECT entry, body, hash FROM history WHERE entry >= $first ORDER BY entry",
            ("$first", first));
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return Row(reader);
        }
    }

    public void Put(string key, ReadOnlyMemory<byte> body, string seal)
    {
        using SqliteCommand command = Command("INSERT INTO records(key, body, seal) VALUES($key, $body, $seal)"
            + " ON CONFLICT(key) DO UPDATE SET body = excluded.body, seal = excluded.seal",
            ("$key", key), ("$body", body.ToArray()), ("$seal", seal));
        command.ExecuteNonQuery();
    }

    public void Append(long number, ReadOnlyMemory<byte> body, string hash)
    {
        using SqliteCommand command = Command("INSERT INTO history(entry, body, hash) VALUES($number, $body, $hash)",
            ("$number", number), ("$body", body.ToArray()), ("$hash", hash));
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        SqliteCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach ((string name, object value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }

    private static IndexRow? First(SqliteCommand command)
    {
        using SqliteDataReader reader = command.ExecuteReader();
        return reader.Read() ? Row(reader) : null;
    }

    /// <summary>Columns of another kind than they were written are empty: their seals are wrong.</summary>
    private static IndexRow Row(SqliteDataReader reader) => new(
        Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture) ?? "", reader.GetValue(1) as byte[] ?? [],
        reader.GetValue(2) as string ?? "");
}
