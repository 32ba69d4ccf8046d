using System.Buffers;
using System.IO.Pipelines;

namespace Brine.Pickling;

/// <summary>A pipe: it keeps what the pickle does not take.</summary>
internal sealed class PipeInput(PipeReader reader, long limit) : BufferedInput(limit)
{
    private ReadOnlySequence<byte>? _held;

    internal override void Fill(long needed) => throw new InvalidOperationException("a pipe is read asynchronously: call LoadAsync");

    internal override async ValueTask FillAsync(long needed, CancellationToken cancellationToken)
    {
        if (_held is { } held)
        {
            reader.AdvanceTo(held.GetPosition(Offset), held.End);
            _held = null;
        }

        Forget();
        ReadResult result = await reader.ReadAtLeastAsync((int)Math.Min(Math.Min(needed, Allowed), Array.MaxLength), cancellationToken)
            .ConfigureAwait(false);
        _held = result.Buffer;
        if (result.IsCanceled)
        {
            throw new OperationCanceledException("the pipe's read was cancelled");
        }

        foreach (ReadOnlyMemory<byte> part in result.Buffer)
        {
            for (ReadOnlyMemory<byte> rest = part; !rest.IsEmpty;)
            {
                MakeRoom(needed);
                int taken = Math.Min(rest.Length, Room.Length);
                rest[..taken].CopyTo(Room);
                Arrived(taken);
                rest = rest[taken..];
            }
        }

        if (result.IsCompleted)
        {
            Arrived(0);
        }
    }

    internal override void Settle()
    {
        if (_held is { } held)
        {
            reader.AdvanceTo(held.GetPosition(Offset));
            _held = null;
            Forget();
        }
    }
}
