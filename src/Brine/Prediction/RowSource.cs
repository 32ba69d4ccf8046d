namespace Brine;

/// <summary>A file of rows that is read some rows at a time, as often as it must be. What its columns are is as far known as rows were
/// looked at.</summary>
internal abstract class RowSource : IDisposable
{
    /// <summary>Looks at the first rows.</summary>
    /// <returns>False where the file has to be read whole.</returns>
    internal abstract bool Begin();

    /// <summary>Goes over all rows for what their columns are.</summary>
    /// <returns>False where the file has to be read whole.</returns>
    internal abstract bool LearnAll();

    /// <summary>The rows from the first on.</summary>
    internal abstract IEnumerable<RowBlock> Read();

    /// <summary>Closes what was begun and not read.</summary>
    public virtual void Dispose()
    {
    }
}
