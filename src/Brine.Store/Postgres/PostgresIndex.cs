namespace Brine.Store;

/// <summary>The index of a store in PostgreSQL: two tables.</summary>
/// <param name="database">Where they are.</param>
internal sealed class PostgresIndex(PostgresDatabase database) : IIndex
{
    public void Create() => database.Create();

    public T Read<T>(Func<IIndexView, T> read) => database.Read(read);

    public T Write<T>(Func<IIndexChange, T> change) => database.Write(change);

    /// <summary>The server looks after its own pages; what they say is held against the history by who asks.</summary>
    public IReadOnlyList<string> CheckIntegrity() => [];

    public void Dispose() => database.Dispose();
}
