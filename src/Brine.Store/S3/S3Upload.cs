namespace Brine.Store;

/// <summary>A file in a bucket under a name that nobody else gives. It is left there when it is not kept: somebody else may have found it,
/// and whoever collects garbage says so first.</summary>
/// <param name="key">The name.</param>
internal sealed class S3Upload(string key) : IDisposable
{
    internal string Key => key;

    public void Dispose()
    {
    }
}
