namespace Brine.Store;

/// <summary>A change of an index that is under way.</summary>
internal interface IIndexChange : IIndexView
{
    /// <summary>Writes a record, in place of an older one of that key.</summary>
    void Put(string key, ReadOnlyMemory<byte> body, string seal);

    /// <summary>Writes the next entry of the history.</summary>
    void Append(long number, ReadOnlyMemory<byte> body, string hash);
}
