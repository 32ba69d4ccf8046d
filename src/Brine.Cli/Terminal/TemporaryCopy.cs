namespace Brine.Cli;

/// <summary>A copy of what can be read only once, such as a pipe: a file that goes when it is disposed of.</summary>
internal sealed class TemporaryCopy : IDisposable
{
    internal TemporaryCopy(Stream source)
    {
        using var file = new FileStream(Path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
        source.CopyTo(file, 1 << 20);
    }

    internal string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "brine-" + System.IO.Path.GetRandomFileName());

    public void Dispose() => File.Delete(Path);
}
