using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Brine.Tests.Store;

/// <summary>A PostgreSQL of the tests' own, in a folder that goes with it: begun when the first test asks, as a user who is not
/// root.</summary>
internal sealed class PostgresServer
{
    private const string Begin = """
        set -eu
        if [ "$(id -u)" = 0 ]; then
          chown postgres "$1"
          as() { setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; }
        else
          as() { "$@"; }
        fi
        bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
        printf 'right' > "$1/password"; chmod a+r "$1/password"
        as "$bin/initdb" -D "$1/data" -U brine -A scram-sha-256 --pwfile="$1/password" -E UTF8 --locale=C --no-sync >/dev/null
        cd "$1"
        exec timeout -s INT 3000 $([ "$(id -u)" = 0 ] && echo setpriv --reuid=postgres --regid=postgres --clear-groups) "$bin/postgres" -D "$1/data" -p "$2" \
          -c listen_addresses=127.0.0.1 -c unix_socket_directories="$1" -c fsync=off -c max_connections=200 >"$1/log" 2>&1
        """;

    private static readonly Lazy<PostgresServer> One = new(() => new PostgresServer());
    private static int _schemas;

    private readonly string _folder = Directory.CreateTempSubdirectory("brine-postgres-").FullName;
    private readonly Process _process;

    private PostgresServer()
    {
        Port = FreePort();
        var start = new ProcessStartInfo("/bin/bash");
        foreach (string argument in (string[])["-c", Begin, "begin", _folder, $"{Port}"])
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop();
        for (int i = 0; ; i++)
        {
            try
            {
                Run("SELECT 1");
                return;
            }
            catch (NpgsqlException) when (i < 300 && !_process.HasExited)
            {
                Thread.Sleep(100);
            }
        }
    }

    internal int Port { get; }

    internal static PostgresServer Get()
    {
        BackendOfTest.Require("postgres", OperatingSystem.IsLinux() && Directory.Exists("/usr/lib/postgresql")
            ? null : "there is no PostgreSQL: apt-get install postgresql");
        return One.Value;
    }

    internal string Address(string? user = null, string? words = null) =>
        $"postgresql://{user ?? "brine:right"}@127.0.0.1:{Port}/postgres?{words ?? $"schema={NewSchema()}"}";

    internal static string NewSchema() => $"test_{Interlocked.Increment(ref _schemas)}";

    internal NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={Port};Username=brine;Password=right;Database=postgres;Pooling=false");
        connection.Open();
        return connection;
    }

    /// <summary>What a statement answers first.</summary>
    internal object? Run(string sql, params object[] values)
    {
        using NpgsqlConnection connection = Connect();
        using var command = new NpgsqlCommand(sql, connection);
        foreach (object value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command.ExecuteScalar();
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Stop()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
            Directory.Delete(_folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            // The folder stays.
        }
    }
}
