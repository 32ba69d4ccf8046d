using System.Net.Sockets;
using Npgsql;

namespace Brine.Store;

/// <summary>A file on its way into PostgreSQL. Its connection holds a lock of its number, so that nobody takes it for a leftover.</summary>
/// <param name="connection">A connection of its own.</param>
/// <param name="number">Its number.</param>
internal sealed class PostgresUpload(NpgsqlConnection connection, long number) : IDisposable
{
    private readonly PostgresRows _rows = new(connection);

    internal long Number => number;

    internal bool IsKept { get; set; }

    internal void Begin()
    {
        _rows.Value("SELECT pg_advisory_lock($1)", number);
        _rows.Run("INSERT INTO uploads(upload) VALUES($1)", number);
    }

    internal void Write(int piece, byte[] bytes) =>
        _rows.Run("INSERT INTO pieces(upload, number, data) VALUES($1, $2, $3)", number, piece, bytes);

    public void Dispose()
    {
        try
        {
            if (!IsKept)
            {
                _rows.Run("DELETE FROM uploads WHERE upload = $1", number);
            }

            // Connections are used again, and keep their locks.
            _rows.Value("SELECT pg_advisory_unlock($1)", number);
        }
        catch (Exception error) when (error is NpgsqlException or SocketException or InvalidOperationException)
        {
            // The connection is gone, and the lock with it: the next collection clears the rest away.
        }

        connection.Dispose();
    }
}
