using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Brine;

/// <summary>Rectangular arrays as one row of elements.</summary>
internal static class Flattening
{
    /// <summary>All elements, row by row, where they are.</summary>
    internal static ReadOnlySpan<T> AsFlatSpan<T>(this T[,] values)
        where T : unmanaged =>
        values.Length == 0 ? [] : MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(values)), values.Length);
}
