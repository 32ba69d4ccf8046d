namespace Brine.Scanning;

/// <summary>What holds a pickle: it decides which loader reads it.</summary>
internal enum PickleSource
{
    /// <summary>A file or value of its own.</summary>
    Plain,

    /// <summary>torch's archive, whose storages stand for persistent ids.</summary>
    Torch,

    /// <summary>The archive of torch's compiled programs, whose classes are in the archive itself.</summary>
    TorchScript,

    /// <summary>torch's form before 0.2, whose persistent ids are numbers.</summary>
    TorchTar,

    /// <summary>The array of objects inside of a joblib or numpy file: one pickle, and what follows is not part of it.</summary>
    Inner,
}
