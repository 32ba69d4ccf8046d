using Brine.Containers;
using Microsoft.Data.Sqlite;

namespace Brine.Store;

/// <summary>The index of a folder: one file of SQLite.</summary>
/// <param name="path">The file.</param>
/// <param name="wait">How long to wait for others.</param>
/// <param name="hasFiles">Tells whether files of a store lie beside the index, which then must have been there; null for a copy.</param>
internal sealed class SqliteIndex(string path, TimeSpan wait, Func<bool>? hasFiles = null) : IIndex
{
    private const int Application = 0x4272696E;
    private const int Version = 1;

    private readonly Lock _gate = new();
    private SqliteConnection? _connection;

    public void Create() => Guard(isWrite: true, () =>
    {
        if (_connection is not null)
        {
            return true;
        }

        CreateFolder();
        using SqliteConnection connection = Connect(SqliteOpenMode.ReadWriteCreate);
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        if (Number(connection, "PRAGMA application_id") == 0 && Number(connection, "SELECT count(*) FROM sqlite_schema") == 0)
        {
            RequireNoFiles();
            Run(connection, "CREATE TABLE records(key TEXT NOT NULL PRIMARY KEY, body BLOB NOT NULL, seal TEXT NOT NULL) WITHOUT ROWID;"
                + "CREATE TABLE history(entry INTEGER PRIMARY KEY, body BLOB NOT NULL, hash TEXT NOT NULL);"
                + $"PRAGMA application_id={Application}; PRAGMA user_version={Version}");
            transaction.Commit();
        }

        return true;
    });

    public T Read<T>(Func<IIndexView, T> read) => Guard(isWrite: false, () => Run(read, isWrite: false));

    public T Write<T>(Func<IIndexChange, T> change) => Guard(isWrite: true, () => Run(change, isWrite: true));

    public IReadOnlyList<string> CheckIntegrity() => Guard(isWrite: false, () =>
    {
        using SqliteCommand command = Opened().CreateCommand();
        command.CommandText = "PRAGMA integrity_check(20)";
        using SqliteDataReader reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
        {
            lines.Add(reader.GetString(0));
        }

        return (IReadOnlyList<string>)(lines is ["ok"] ? [] : lines);
    });

    public void Dispose()
    {
        lock (_gate)
        {
            _connection?.Dispose();
            _connection = null;
        }
    }

    private T Run<T>(Func<SqliteRows, T> work, bool isWrite)
    {
        SqliteConnection connection = Opened();
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: !isWrite);
        T result = work(new SqliteRows(connection, transaction));
        transaction.Commit();
        return result;
    }

    private SqliteConnection Opened()
    {
        if (_connection is { } open)
        {
            return open;
        }

        if (!File.Exists(path))
        {
            throw Missing();
        }

        // SQLite reads where it may not write. Nobody else opens the file here: closing it would drop the locks of this process.
        SqliteConnection connection = Connect(SqliteOpenMode.ReadWrite);
        try
        {
            long application = Number(connection, "PRAGMA application_id"), version = Number(connection, "PRAGMA user_version");
            if (application == 0 && Number(connection, "SELECT count(*) FROM sqlite_schema") == 0)
            {
                // Somebody is about to make it.
                throw Missing();
            }

            if (application != Application || version != Version)
            {
                throw new StoreException("StoreVersion", $"{path} is no index of a store, or one of a version that this one does not know");
            }

            return _connection = connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void CreateFolder()
    {
        string folder = Path.GetDirectoryName(path)!;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FileNotWrittenException($"{folder} was not made: {error.Message.TrimEnd('.')}", error);
        }
    }

    /// <summary>A store whose index was lost is no new one: its files would be taken for garbage.</summary>
    private void RequireNoFiles()
    {
        if (hasFiles?.Invoke() == true)
        {
            throw new StoreException("StoreDamaged", $"{path} is empty or gone, and the files of a store lie beside it: bring the index "
                + "back from a copy, or start another store in a folder of its own");
        }
    }

    private StoreException Missing()
    {
        RequireNoFiles();
        return new("StoreMissing",
            $"there is no store in {Path.GetDirectoryName(path)}: it is made when the first model or environment is added");
    }

    private SqliteConnection Connect(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 1,
        }.ToString());
        try
        {
            connection.Open();

            // SQLite itself waits for others, with short pauses; a commit is on the disk, and the name of its journal is off it.
            Run(connection, $"PRAGMA busy_timeout={(long)Math.Min(wait.TotalMilliseconds, int.MaxValue)}; PRAGMA synchronous=EXTRA;"
                + "PRAGMA cell_size_check=ON; PRAGMA trusted_schema=OFF");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is long number ? number : 0;
    }

    private T Guard<T>(bool isWrite, Func<T> work)
    {
        lock (_gate)
        {
            try
            {
                return work();
            }
            catch (SqliteException error)
            {
                throw Explain(error, isWrite);
            }
            catch (Exception error) when (LacksLibrary(error))
            {
                throw new StoreException("StoreEngine",
                    "SQLite's library (e_sqlite3) is not beside the program: the package brings it, a native program needs it beside it",
                    error);
            }
        }
    }

    private static bool LacksLibrary(Exception? error)
    {
        while (error is not null and not DllNotFoundException)
        {
            error = error.InnerException;
        }

        return error is not null;
    }

    private Exception Explain(SqliteException error, bool isWrite) => error.SqliteErrorCode switch
    {
        5 or 6 => new StoreException("StoreLocked",
            $"{path} is being written by others, and stayed so for {wait.TotalSeconds:0.#} seconds: nothing was changed", error),
        13 => new FileNotWrittenException($"{path} was not written: the disk is full; what was there before is unchanged", error),
        8 => new FileNotWrittenException($"{path} was not written: it may only be read", error),
        10 or 14 when isWrite => new FileNotWrittenException(
            $"{path} was not written: {error.Message.TrimEnd('.')}; what was there before is unchanged", error),
        10 or 14 => new StoreException("StoreUnreadable", $"{path} cannot be read: {error.Message.TrimEnd('.')}", error),
        _ => new StoreException("StoreDamaged", $"{path} is not as it was written: {error.Message.TrimEnd('.')}", error),
    };
}
