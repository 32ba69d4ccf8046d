using System.Data;
using System.Net.Sockets;
using Brine.Containers;
using Npgsql;

namespace Brine.Store;

/// <summary>A schema of a PostgreSQL database in which a store is, and what its errors mean.</summary>
internal sealed class PostgresDatabase : IDisposable
{
    private const int Version = 1;

    private readonly NpgsqlDataSource _source;
    private readonly string _location;
    private readonly string _schema;
    private readonly TimeSpan _wait;

    internal PostgresDatabase(StoreAddress address, TimeSpan wait)
    {
        (_location, _wait) = (address.ToString(), wait);
        NpgsqlConnectionStringBuilder settings = PostgresSettings.Of(address, out _schema);
        var builder = new NpgsqlSlimDataSourceBuilder(settings.ToString());
        builder.EnableTransportSecurity();
        _source = builder.Build();
    }

    public void Dispose() => _source.Dispose();

    /// <summary>Makes the tables where there are none yet.</summary>
    internal void Create() => Guard(isWrite: true, () =>
    {
        using NpgsqlConnection connection = _source.OpenConnection();
        if (Find(connection) is not null)
        {
            return true;
        }

        using NpgsqlTransaction transaction = connection.BeginTransaction();
        Run(connection, $"SELECT pg_advisory_xact_lock(hashtextextended('models in {_schema}', 0))");
        if (Find(connection) is null)
        {
            Run(connection, $"""
                CREATE SCHEMA IF NOT EXISTS "{_schema}";
                CREATE TABLE brine_store(version integer NOT NULL);
                INSERT INTO brine_store VALUES({Version});
                CREATE TABLE records(key text COLLATE "C" PRIMARY KEY, body bytea NOT NULL, seal text NOT NULL);
                CREATE TABLE history(entry bigint PRIMARY KEY, body bytea NOT NULL, hash text NOT NULL);
                CREATE TABLE uploads(upload bigint PRIMARY KEY);
                CREATE TABLE pieces(upload bigint NOT NULL REFERENCES uploads ON DELETE CASCADE, number integer NOT NULL,
                    data bytea NOT NULL, PRIMARY KEY(upload, number));
                ALTER TABLE pieces ALTER COLUMN data SET STORAGE EXTERNAL;
                CREATE TABLE blobs(hash text COLLATE "C" PRIMARY KEY, bytes bigint NOT NULL,
                    upload bigint NOT NULL UNIQUE REFERENCES uploads)
                """);
        }

        transaction.Commit();
        return true;
    });

    /// <summary>A connection to a store that is there.</summary>
    internal NpgsqlConnection Open()
    {
        NpgsqlConnection connection = _source.OpenConnection();
        try
        {
            switch (Find(connection))
            {
                case Version:
                    return connection;
                case null:
                    throw Missing(null);
                default:
                    throw new StoreException("StoreVersion", $"{_location} is a store of a version that this one does not know");
            }
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Reads what stood there at one moment.</summary>
    internal T Read<T>(Func<PostgresRows, T> read) => Guard(isWrite: false, () =>
    {
        using NpgsqlConnection connection = Open();
        using NpgsqlTransaction transaction = connection.BeginTransaction(IsolationLevel.RepeatableRead);
        return read(new PostgresRows(connection));
    });

    /// <summary>Changes the store, one after the other: readers do not wait, and do not keep others waiting.</summary>
    internal T Write<T>(Func<PostgresRows, T> change) => Guard(isWrite: true, () =>
    {
        using NpgsqlConnection connection = Open();
        using NpgsqlTransaction transaction = connection.BeginTransaction(IsolationLevel.ReadCommitted);
        long milliseconds = (long)Math.Clamp(_wait.TotalMilliseconds, 1, int.MaxValue);
        Run(connection, FormattableString.Invariant(
            $"SET LOCAL lock_timeout={milliseconds}; SET LOCAL synchronous_commit=on; LOCK TABLE history IN EXCLUSIVE MODE"));
        T result = change(new PostgresRows(connection));
        try
        {
            transaction.Commit();
        }
        catch (NpgsqlException error) when (error is not PostgresException)
        {
            throw new StoreException("StoreUnreachable", $"{_location} did not answer whether the change was made: look at the history "
                + "before it is repeated", error);
        }

        return result;
    });

    internal T Guard<T>(bool isWrite, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (PostgresException error)
        {
            throw Explain(error, isWrite);
        }
        catch (Exception error) when (error is NpgsqlException or SocketException or TimeoutException)
        {
            throw new StoreException("StoreUnreachable", $"{_location} cannot be reached: {Reason(error)}", error);
        }
    }

    private static string Reason(Exception error)
    {
        string text = (error.InnerException is { } inner ? inner.Message : error.Message).TrimEnd('.');
        return SafeText.Of(text);
    }

    private Exception Explain(PostgresException error, bool isWrite)
    {
        string text = SafeText.Of(error.MessageText);
        return error.SqlState switch
        {
            "55P03" or "40001" or "40P01" => new StoreException("StoreLocked",
                $"{_location} is being written by others, and stayed so for {_wait.TotalSeconds:0.#} seconds: nothing was changed", error),
            "28P01" or "28000" => new StoreException("StoreDenied", $"{_location} does not let this user in: {text}", error),
            "3D000" => new StoreException("StoreMissing", $"{_location}: {text}", error),
            "3F000" or "42P01" => Missing(error),
            "42501" or "25006" when isWrite => new FileNotWrittenException(
                $"{_location} was not written: {text}; what was there before is unchanged", error),
            "42501" => new StoreException("StoreDenied", $"{_location} does not let this user read: {text}", error),
            "53100" => new FileNotWrittenException($"{_location} was not written: {text}; what was there before is unchanged", error),
            "XX001" or "XX002" => new StoreException("StoreDamaged", $"{_location} is not as it was written: {text}", error),
            _ => new StoreException("StoreUnreachable", $"{_location} did not do it: {text} ({error.SqlState})", error),
        };
    }

    private StoreException Missing(Exception? cause) =>
        new("StoreMissing", $"there is no store in {_location}: it is made when the first model or environment is added", cause);

    /// <summary>The version of the store's tables; null where there are none.</summary>
    private int? Find(NpgsqlConnection connection)
    {
        // Asked of the catalog's rows: to_regclass may still say what it was before somebody else was waited for.
        using (var command = new NpgsqlCommand(
            $"SELECT EXISTS(SELECT FROM pg_tables WHERE schemaname = '{_schema}' AND tablename = 'brine_store')", connection))
        {
            if (command.ExecuteScalar() is not true)
            {
                return null;
            }
        }

        using var version = new NpgsqlCommand("SELECT version FROM brine_store", connection);
        return version.ExecuteScalar() as int? ?? 0;
    }

    internal static void Run(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
