using Brine.Store;

namespace Brine.Tests.Store;

internal sealed class PostgresOfTest : BackendOfTest
{
    private readonly PostgresServer _server = PostgresServer.Get();

    internal string Schema { get; } = PostgresServer.NewSchema();

    internal override string Location => _server.Address(words: $"schema={Schema}");

    internal override int Files => (int)(long)Run("SELECT count(*) FROM {0}.blobs")!;

    internal override bool HasLeftovers =>
        IsMade && (long)Run("SELECT count(*) FROM {0}.uploads WHERE upload NOT IN (SELECT upload FROM {0}.blobs)")! > 0;

    internal override bool IsMade => Run("SELECT to_regclass('{0}.history') IS NOT NULL") is true;

    /// <summary>The schema goes with the server.</summary>
    public override void Dispose()
    {
    }

    internal override bool Has(ModelVersion version) => (long)Run("SELECT count(*) FROM {0}.blobs WHERE hash = $1", version.File.Hash)! > 0;

    internal override void Overwrite(ModelVersion version, byte[]? bytes)
    {
        object upload = Run("SELECT upload FROM {0}.blobs WHERE hash = $1", version.File.Hash)!;
        if (bytes is null)
        {
            Run("DELETE FROM {0}.blobs WHERE hash = $1", version.File.Hash);
            Run("DELETE FROM {0}.uploads WHERE upload = $1", upload);
            return;
        }

        Run("DELETE FROM {0}.pieces WHERE upload = $1", upload);
        Run("INSERT INTO {0}.pieces(upload, number, data) VALUES($1, 0, $2)", upload, bytes);
    }

    internal object? Run(string sql, params object[] values) =>
        _server.Run(sql.Replace("{0}", Schema, StringComparison.Ordinal), values);
}
