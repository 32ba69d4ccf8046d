using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Brine.Pickling;

/// <summary>Text whose bytes are its characters, which nearly all text in files is.</summary>
internal static class AsciiText
{
    /// <summary>Text of ASCII alone, checked and widened in one go.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryRead(ref byte source, int length, [NotNullWhen(true)] out string? text)
    {
        if (length == 0)
        {
            text = "";
            return true;
        }

        // The text is new, and nobody else has it yet: the one moment at which it can be written to.
        text = new string('\0', length);
        return TryWiden(ref source, ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text.AsSpan())), length);
    }

    /// <summary>Writes text of ASCII alone as bytes, checked and narrowed in one go.</summary>
    /// <returns>False where the text has other characters: what was written is nothing then.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool TryWrite(string text, ref byte target)
    {
        int length = text.Length;
        ref ushort source = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text.AsSpan()));
        if (length < 8)
        {
            int bits = 0;
            for (int i = 0; i < length; i++)
            {
                ushort value = Unsafe.Add(ref source, i);
                bits |= value;
                Unsafe.Add(ref target, i) = (byte)value;
            }

            return bits < 0x80;
        }

        Vector128<ushort> seen = default;
        int at = 0;
        for (; at <= length - 16; at += 16)
        {
            Vector128<ushort> low = Vector128.LoadUnsafe(ref source, (nuint)at), high = Vector128.LoadUnsafe(ref source, (nuint)at + 8);
            seen |= low | high;
            Vector128.Narrow(low, high).StoreUnsafe(ref target, (nuint)at);
        }

        // As in widening: one or two halves that may overlap with what is done.
        if (length - at >= 8)
        {
            seen |= NarrowHalf(ref source, ref target, at);
        }

        seen |= NarrowHalf(ref source, ref target, length - 8);
        return (seen & Vector128.Create((ushort)0xFF80)) == Vector128<ushort>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> NarrowHalf(ref ushort source, ref byte target, int at)
    {
        Vector128<ushort> characters = Vector128.LoadUnsafe(ref source, (nuint)at);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, at), Vector128.Narrow(characters, characters).AsUInt64().ToScalar());
        return characters;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryWiden(ref byte source, ref ushort target, int length)
    {
        if (length < 8)
        {
            int bits = 0;
            for (int i = 0; i < length; i++)
            {
                byte value = Unsafe.Add(ref source, i);
                bits |= value;
                Unsafe.Add(ref target, i) = value;
            }

            return bits < 0x80;
        }

        Vector128<byte> seen = default;
        int at = 0;
        for (; at <= length - 16; at += 16)
        {
            Vector128<byte> bytes = Vector128.LoadUnsafe(ref source, (nuint)at);
            seen |= bytes;
            (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(bytes);
            low.StoreUnsafe(ref target, (nuint)at);
            high.StoreUnsafe(ref target, (nuint)at + 8);
        }

        // What is left, from 0 to 15 bytes, is covered by one or two halves that may overlap with what is done.
        if (length - at >= 8)
        {
            seen |= WidenHalf(ref source, ref target, at);
        }

        seen |= WidenHalf(ref source, ref target, length - 8);
        return (seen & Vector128.Create((byte)0x80)) == Vector128<byte>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> WidenHalf(ref byte source, ref ushort target, int at)
    {
        Vector128<byte> bytes = Vector128.CreateScalar(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, at))).AsByte();
        Vector128.WidenLower(bytes).StoreUnsafe(ref target, (nuint)at);
        return bytes;
    }
}
