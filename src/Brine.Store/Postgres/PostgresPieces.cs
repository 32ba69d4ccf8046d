namespace Brine.Store;

/// <summary>Reads the pieces of a file one after the other.</summary>
/// <param name="rows">Rows within a transaction: the file stays as long as it is read.</param>
/// <param name="upload">The number of the file.</param>
internal sealed class PostgresPieces(PostgresRows rows, long upload) : Stream
{
    private byte[] _piece = [];
    private int _used;
    private int _next;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_used == _piece.Length)
        {
            if (rows.Value("SELECT data FROM pieces WHERE upload = $1 AND number = $2", upload, _next) is not byte[] piece)
            {
                return 0;
            }

            (_piece, _used, _next) = (piece, 0, _next + 1);
        }

        int count = Math.Min(buffer.Length, _piece.Length - _used);
        _piece.AsSpan(_used, count).CopyTo(buffer);
        _used += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
