using System.Runtime.InteropServices;

namespace Brine.Native.Arrow;

/// <summary><c>struct ArrowArray</c> of the Arrow C data interface: the memory of an array.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ArrowArray
{
    internal long Length;
    internal long NullCount;
    internal long Offset;
    internal long BufferCount;
    internal long ChildCount;
    internal void** Buffers;
    internal ArrowArray** Children;
    internal ArrowArray* Dictionary;
    internal delegate* unmanaged<ArrowArray*, void> ReleaseCallback;
    internal void* PrivateData;

    /// <summary>Gives an array back to whoever made it, once.</summary>
    internal static void Release(ArrowArray* array)
    {
        if (array->ReleaseCallback is not null)
        {
            array->ReleaseCallback(array);
            array->ReleaseCallback = null;
        }
    }
}
