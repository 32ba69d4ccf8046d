using System.Buffers;
using System.Runtime.InteropServices;

namespace Brine;

/// <summary>The bytes of an array of numbers, not copied.</summary>
/// <param name="numbers">The array.</param>
internal sealed class SharedNumbers(double[] numbers) : MemoryManager<byte>
{
    public override Span<byte> GetSpan() => MemoryMarshal.AsBytes(numbers.AsSpan());

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        GCHandle handle = GCHandle.Alloc(numbers, GCHandleType.Pinned);
        unsafe
        {
            return new MemoryHandle((byte*)handle.AddrOfPinnedObject() + elementIndex, handle, this);
        }
    }

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
