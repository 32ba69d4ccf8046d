namespace Brine;

/// <summary>A file of rows of typed columns that is read some rows at a time.</summary>
public abstract class TableReader : IDisposable
{
    /// <summary>The names of all columns of the file, of those too that are not read.</summary>
    public abstract IReadOnlyList<string> ColumnNames { get; }

    /// <summary>Which share of the file has been read, from 0 to 1.</summary>
    public abstract double Share { get; }

    /// <summary>
    /// Reads the next rows. Ints and bools with gaps are columns with a mask (<see cref="Column.IsMissing"/>), in each table by what its
    /// own rows show.
    /// </summary>
    /// <returns>The rows, all with the same columns; null at the end. A file without rows gives one table of none.</returns>
    /// <exception cref="ModelInputException">The file is corrupt, or holds what is no table.</exception>
    public abstract Table? Read();

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the file.</summary>
    protected abstract void Dispose(bool disposing);
}
