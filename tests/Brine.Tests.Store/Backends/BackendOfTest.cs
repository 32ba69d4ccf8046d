using Brine.Store;

namespace Brine.Tests.Store;

/// <summary>A store of a test, from the outside: where it is, what lies in it, and how somebody damages it.</summary>
internal abstract class BackendOfTest : IDisposable
{
    internal abstract string Location { get; }

    /// <summary>How many files it keeps.</summary>
    internal abstract int Files { get; }

    /// <summary>Whether there are files that nobody references yet or any more.</summary>
    internal abstract bool HasLeftovers { get; }

    /// <summary>Whether anything was made at all.</summary>
    internal abstract bool IsMade { get; }

    public abstract void Dispose();

    internal abstract bool Has(ModelVersion version);

    /// <summary>Puts other bytes in place of a file, or takes it away.</summary>
    internal abstract void Overwrite(ModelVersion version, byte[]? bytes);

    internal static BackendOfTest Of(StoreBackend backend, string root) => backend switch
    {
        StoreBackend.Postgres => new PostgresOfTest(),
        StoreBackend.S3 => new S3OfTest(),
        _ => new FolderOfTest(Path.Combine(root, "models")),
    };

    /// <summary>Says whether a backend is to be tried, and fails or skips where it is not.</summary>
    internal static void Require(string name, string? missing)
    {
        string wanted = Environment.GetEnvironmentVariable("BRINE_BACKENDS") ?? "";
        Assert.SkipUnless(wanted.Split(',').Contains(name), $"{name} is tried where BRINE_BACKENDS says so");
        Assert.True(missing is null, missing);
    }
}
