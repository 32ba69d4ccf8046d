namespace Brine;

/// <summary>Some rows of a file, one after the other. The work on it is done on any thread.</summary>
internal abstract class RowBlock
{
    /// <summary>Which share of the file has been read with these rows, from 0 to 1.</summary>
    internal abstract double Share { get; }

    /// <summary>Finds the rows.</summary>
    /// <returns>How many there are; null where the file has to be read whole.</returns>
    /// <exception cref="ModelInputException">They are no rows.</exception>
    internal abstract int? Parse();

    /// <summary>The first of the rows that were found.</summary>
    /// <returns>Null where they show that the columns are others than was thought.</returns>
    internal abstract DataRows? Make(int count);

    /// <summary>Gives the memory back that the rows lay in: only what was made of them is looked at from now on.</summary>
    internal virtual void Release()
    {
    }
}
