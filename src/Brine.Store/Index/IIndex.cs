namespace Brine.Store;

/// <summary>Where records and the history are kept: small bytes under keys, and entries in a row. A backend is this and a place for
/// files.</summary>
internal interface IIndex : IDisposable
{
    /// <summary>Makes the index where there is none yet.</summary>
    void Create();

    /// <summary>Reads what stood in the index at one moment.</summary>
    T Read<T>(Func<IIndexView, T> read);

    /// <summary>Changes the index: all of it or nothing, and nobody else changes it in between.</summary>
    T Write<T>(Func<IIndexChange, T> change);

    /// <summary>What the backend itself finds wrong with its own bytes.</summary>
    IReadOnlyList<string> CheckIntegrity();
}
