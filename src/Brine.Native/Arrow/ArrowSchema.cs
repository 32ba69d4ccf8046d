using System.Runtime.InteropServices;

namespace Brine.Native.Arrow;

/// <summary><c>struct ArrowSchema</c> of the Arrow C data interface: what an array holds.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ArrowSchema
{
    internal byte* Format;
    internal byte* Name;
    internal byte* Metadata;
    internal long Flags;
    internal long ChildCount;
    internal ArrowSchema** Children;
    internal ArrowSchema* Dictionary;
    internal delegate* unmanaged<ArrowSchema*, void> ReleaseCallback;
    internal void* PrivateData;

    /// <summary>Gives a schema back to whoever made it, once.</summary>
    internal static void Release(ArrowSchema* schema)
    {
        if (schema->ReleaseCallback is not null)
        {
            schema->ReleaseCallback(schema);
            schema->ReleaseCallback = null;
        }
    }
}
