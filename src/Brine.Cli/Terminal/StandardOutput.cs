using Brine.Containers;

namespace Brine.Cli;

/// <summary>Standard output, whose errors say so: a full disk behind it is no file that cannot be read. A reader that went away stays what
/// it is.</summary>
/// <param name="inner">Where the bytes go; null where the caller of the program closed it.</param>
internal sealed class StandardOutput(Stream? inner) : Stream
{
    private const int BrokenPipe = 32;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
        try
        {
            inner?.Flush();
        }
        catch (Exception error) when (IsFailure(error))
        {
            throw Failure(error);
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            (inner ?? throw new IOException("it is closed")).Write(buffer);
        }
        catch (Exception error) when (IsFailure(error))
        {
            throw Failure(error);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private static bool IsFailure(Exception error) =>
        error is UnauthorizedAccessException || error is IOException { HResult: not BrokenPipe };

    private static FileNotWrittenException Failure(Exception error) =>
        new($"standard output was not written: {error.Message.TrimEnd('.')}", error);
}
