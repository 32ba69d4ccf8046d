namespace Brine;

/// <summary>Writes tables one behind the other as one file.</summary>
public abstract class TableWriter : IDisposable
{
    /// <summary>Writes rows; the first of them say what the columns are.</summary>
    /// <exception cref="ModelInputException">A column holds what the format has no form for, or other kinds of values than the rows
    /// before it.</exception>
    public abstract void Write(Table rows);

    /// <summary>Writes what stands behind the last row; without it the file is not complete.</summary>
    public abstract void Finish();

    /// <summary>Lets go of what is held.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of what is held.</summary>
    protected abstract void Dispose(bool disposing);
}
