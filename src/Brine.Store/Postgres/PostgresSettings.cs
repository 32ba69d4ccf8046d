using Npgsql;

namespace Brine.Store;

/// <summary>How an address of PostgreSQL is written, in libpq's words: <c>postgresql://user@host:5432/database?sslmode=require</c>. A
/// password may also stand in PGPASSWORD or in ~/.pgpass.</summary>
internal static class PostgresSettings
{
    private const int SecondsToConnect = 10;

    internal static NpgsqlConnectionStringBuilder Of(StoreAddress address, out string schema)
    {
        address.WithWords("schema", "sslmode", "sslrootcert", "sslcert", "sslkey", "host");
        schema = address.Words.GetValueOrDefault("schema", "brine");
        if (schema.Length is 0 or > 60
            || !schema.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_'))
        {
            throw address.Wrong("a schema has small letters, digits and '_'");
        }

        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = address.Words.TryGetValue("host", out string? folder) ? folder
                : address.Uri.Host.Length > 0 ? address.Uri.Host : "localhost",
            SearchPath = schema,
            Timeout = SecondsToConnect,
            CommandTimeout = 0,
            KeepAlive = 30,
            ApplicationName = "brine",
            IncludeErrorDetail = false,
        };
        if (address.Uri.Port > 0)
        {
            settings.Port = address.Uri.Port;
        }

        if (Uri.UnescapeDataString(address.Uri.AbsolutePath).Trim('/') is { Length: > 0 } database)
        {
            settings.Database = database;
        }

        settings.Username = address.User ?? settings.Username;
        settings.Password = address.Password ?? settings.Password;
        settings.RootCertificate = address.Words.GetValueOrDefault("sslrootcert") ?? settings.RootCertificate;
        settings.SslCertificate = address.Words.GetValueOrDefault("sslcert") ?? settings.SslCertificate;
        settings.SslKey = address.Words.GetValueOrDefault("sslkey") ?? settings.SslKey;
        if (address.Words.TryGetValue("sslmode", out string? mode))
        {
            settings.SslMode = mode switch
            {
                "disable" => SslMode.Disable,
                "allow" => SslMode.Allow,
                "prefer" => SslMode.Prefer,
                "require" => SslMode.Require,
                "verify-ca" => SslMode.VerifyCA,
                "verify-full" => SslMode.VerifyFull,
                _ => throw address.Wrong("sslmode is disable, allow, prefer, require, verify-ca or verify-full"),
            };
        }

        return settings;
    }
}
