using System.Globalization;
using Npgsql;

namespace Brine.Store;

/// <summary>The rows of a store in PostgreSQL within a transaction. What is read is taken at once: a connection answers one question at a
/// time.</summary>
/// <param name="connection">A connection with a transaction.</param>
internal sealed class PostgresRows(NpgsqlConnection connection) : IIndexChange
{
    public IndexRow? Find(string key) =>
        Rows("SELECT key, body, seal FROM records WHERE key = $1", key) is [var row] ? row : null;

    public IEnumerable<IndexRow> Scan(string prefix)
    {
        // What begins with the prefix stands in front of the prefix with its last character raised by one.
        string end = prefix.Length == 0 ? "\uffff" : prefix[..^1] + (char)(prefix[^1] + 1);
        return Rows("SELECT key, body, seal FROM records WHERE key >= $1 AND key < $2 ORDER BY key", prefix, end);
    }

    public IndexRow? Entry(long number) =>
        Rows("SELECT entry::text, body, hash FROM history WHERE entry = $1", number) is [var row] ? row : null;

    public IEnumerable<IndexRow> Entries(long first) =>
        Rows("SELECT entry::text, body, hash FROM history WHERE entry >= $1 ORDER BY history.entry", first);

    public void Put(string key, ReadOnlyMemory<byte> body, string seal) => Run("INSERT INTO records(key, body, seal) VALUES($1, $2, $3)"
        + " ON CONFLICT(key) DO UPDATE SET body = excluded.body, seal = excluded.seal", key, body.ToArray(), seal);

    public void Append(long number, ReadOnlyMemory<byte> body, string hash) =>
        Run("INSERT INTO history(entry, body, hash) VALUES($1, $2, $3)", number, body.ToArray(), hash);

    internal int Run(string sql, params ReadOnlySpan<object> values)
    {
        using NpgsqlCommand command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>Numbers in rows.</summary>
    internal List<long[]> Numbers(string sql, params ReadOnlySpan<object> values)
    {
        using NpgsqlCommand command = Command(sql, values);
        using NpgsqlDataReader reader = command.ExecuteReader();
        var rows = new List<long[]>();
        while (reader.Read())
        {
            long[] row = new long[reader.FieldCount];
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = reader.GetInt64(i);
            }

            rows.Add(row);
        }

        return rows;
    }

    /// <summary>A value, or null where there is no row.</summary>
    internal object? Value(string sql, params ReadOnlySpan<object> values)
    {
        using NpgsqlCommand command = Command(sql, values);
        return command.ExecuteScalar();
    }

    /// <summary>Texts with numbers beside them.</summary>
    internal List<(string Text, long First, long Second)> Named(string sql)
    {
        using NpgsqlCommand command = Command(sql, []);
        using NpgsqlDataReader reader = command.ExecuteReader();
        var rows = new List<(string, long, long)>();
        while (reader.Read())
        {
            rows.Add((reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2)));
        }

        return rows;
    }

    private List<IndexRow> Rows(string sql, params ReadOnlySpan<object> values)
    {
        using NpgsqlCommand command = Command(sql, values);
        using NpgsqlDataReader reader = command.ExecuteReader();
        var rows = new List<IndexRow>();
        while (reader.Read())
        {
            rows.Add(new IndexRow(reader.GetString(0), reader.GetFieldValue<byte[]>(1), reader.GetString(2)));
        }

        return rows;
    }

    private NpgsqlCommand Command(string sql, ReadOnlySpan<object> values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (object value in values)
        {
            command.Parameters.Add(value switch
            {
                string text => new NpgsqlParameter<string> { TypedValue = text },
                long number => new NpgsqlParameter<long> { TypedValue = number },
                int number => new NpgsqlParameter<int> { TypedValue = number },
                byte[] bytes => new NpgsqlParameter<byte[]> { TypedValue = bytes },
                _ => throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{value} is no value of a row"),
                    nameof(values)),
            });
        }

        return command;
    }
}
