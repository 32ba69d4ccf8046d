namespace Brine.Store;

/// <summary>An index as it stood at one moment.</summary>
internal interface IIndexView
{
    /// <summary>The record of a key, with its seal as it is kept.</summary>
    IndexRow? Find(string key);

    /// <summary>The records whose keys begin so, in the order of their keys.</summary>
    IEnumerable<IndexRow> Scan(string prefix);

    /// <summary>An entry of the history.</summary>
    IndexRow? Entry(long number);

    /// <summary>The history from an entry on.</summary>
    IEnumerable<IndexRow> Entries(long first);
}
