using Brine.Pickling;

namespace Brine.Cli;

/// <summary>A copy of what can be read only once, such as a pipe: a file that goes when it is disposed of, or when the program
/// ends.</summary>
internal sealed class TemporaryCopy : IDisposable
{
    private const int Piece = 1 << 20;

    /// <exception cref="PickleLimitException">The source has more bytes than a file may.</exception>
    internal TemporaryCopy(Stream source, Limits limits, CancellationToken cancellation)
    {
        AppDomain.CurrentDomain.ProcessExit += Delete;
        try
        {
            using var file = new FileStream(Path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
            var buffer = new byte[Piece];
            for (int read = source.Read(buffer); read > 0; read = source.Read(buffer))
            {
                cancellation.ThrowIfCancellationRequested();
                if (file.Position + read > limits.MaxFileBytes)
                {
                    throw new PickleLimitException("LimitFileBytes",
                        $"the input has {file.Position + read} bytes or more, over the limit of {limits.MaxFileBytes}");
                }

                file.Write(buffer.AsSpan(0, read));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "brine-" + System.IO.Path.GetRandomFileName());

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Delete;
        File.Delete(Path);
    }

    private void Delete(object? sender, EventArgs arguments) => File.Delete(Path);
}
