namespace Brine.Tests.Store;

/// <summary>Where a store of a test is.</summary>
public enum StoreBackend
{
    /// <summary>In a folder.</summary>
    Folder,

    /// <summary>In a PostgreSQL of the tests' own.</summary>
    Postgres,

    /// <summary>In a bucket of moto, which plays S3.</summary>
    S3,
}
