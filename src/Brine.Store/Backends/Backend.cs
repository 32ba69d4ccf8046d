using System.Security.Cryptography;
using System.Text;

namespace Brine.Store;

/// <summary>Where a store keeps its index and its files.</summary>
/// <param name="Index">The index.</param>
/// <param name="Blobs">The files.</param>
/// <param name="Location">The folder, or the address without its password.</param>
internal sealed record Backend(IIndex Index, IBlobs Blobs, string Location)
{
    internal static Backend Of(string location, StoreOptions options)
    {
        if (!StoreAddress.Is(location))
        {
            string folder = Path.GetFullPath(location);
            var blobs = new BlobFolder(folder);
            return new Backend(new SqliteIndex(Path.Combine(folder, "index.db"), options.Wait, blobs.HasFiles), blobs, folder);
        }

        StoreAddress address = StoreAddress.Parse(location);
        switch (address.Uri.Scheme)
        {
            case "postgresql" or "postgres":
                var database = new PostgresDatabase(address, options.Wait);
                return new Backend(new PostgresIndex(database), new CachedBlobs(Cache(address, options), new PostgresBlobs(database)),
                    address.ToString());
            case "s3":
                var bucket = new S3Bucket(address);
                return new Backend(new S3Index(bucket, CacheFolder(address, options), options.Wait),
                    new CachedBlobs(Cache(address, options), new S3Blobs(bucket, options.Abandoned)), address.ToString());
            default:
                throw address.Wrong("a store is a folder, postgresql://... or s3://...");
        }
    }

    private static BlobFolder Cache(StoreAddress address, StoreOptions options) => new(CacheFolder(address, options));

    /// <summary>A folder of this user for this store.</summary>
    private static string CacheFolder(StoreAddress address, StoreOptions options)
    {
        string root = options.CacheFolder ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) is
            { Length: > 0 } local ? local : Path.GetTempPath(), "brine", "stores");
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(address.ToString()));
        return Path.Combine(Path.GetFullPath(root), Convert.ToHexStringLower(hash.AsSpan(0, 16)));
    }
}
