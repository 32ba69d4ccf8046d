namespace Brine.Scanning;

/// <summary>What holds a pickle: it decides which loader reads it.</summary>
internal enum PickleSource
{
    /// <summary>A file or value of its own.</summary>
    Plain,

    /// <summary>torch's archive, whose storages stand for persistent ids.</summary>
    Torch,

    /// <summary>The array of objects inside of a joblib or numpy file: one pickle, and what follows is not part of it.</summary>
    Inner,
}
