namespace Brine.Pickling;

/// <summary>A stream, read forward.</summary>
internal sealed class StreamInput(Stream stream, long limit) : BufferedInput(limit)
{
    internal override void Fill(long needed)
    {
        do
        {
            MakeRoom(needed);
            Arrived(stream.Read(Room.Span));
        }
        while (!IsWhole && Unread < needed);
    }

    internal override async ValueTask FillAsync(long needed, CancellationToken cancellationToken)
    {
        do
        {
            MakeRoom(needed);
            Arrived(await stream.ReadAsync(Room, cancellationToken).ConfigureAwait(false));
        }
        while (!IsWhole && Unread < needed);
    }

    internal override void Settle()
    {
        if (stream.CanSeek && Unread > 0)
        {
            stream.Seek(-Unread, SeekOrigin.Current);
            Forget();
        }
    }
}
