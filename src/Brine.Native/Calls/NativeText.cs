using System.Runtime.InteropServices;
using System.Text;

namespace Brine.Native;

/// <summary>Text on its way over the border: UTF-8, with a zero behind it.</summary>
internal static unsafe class NativeText
{
    /// <summary>Reads a text of the caller's; null stays null.</summary>
    internal static string? Read(byte* text) =>
        text is null ? null : Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));

    /// <summary>Reads a text that has to be there.</summary>
    internal static string Require(byte* text, string parameter) =>
        Read(text) ?? throw new CallException("InputPointer", $"{parameter} is NULL");

    /// <summary>Writes as much of a text as fits before the zero, whole characters only.</summary>
    internal static void Cut(string text, Span<byte> room)
    {
        Encoding.UTF8.GetEncoder().Convert(text, room[..^1], flush: false, out _, out int written, out _);
        room[written] = 0;
    }

    /// <summary>Writes a whole text into the caller's memory, or says that it does not fit.</summary>
    internal static void Copy(string text, byte* buffer, long capacity, long* length)
    {
        Border.Size(capacity, "capacity");
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (length is not null)
        {
            *length = bytes.Length;
        }

        if (buffer is null)
        {
            if (capacity != 0 || length is null)
            {
                throw new CallException(
                    "InputPointer", "buffer is NULL: only with a capacity of 0, and a length that is none, is the length asked for");
            }

            return;
        }

        if (bytes.Length >= capacity)
        {
            throw new CallException(
                "InputSize", $"the text needs {bytes.Length + 1} bytes with the zero behind it, and buffer has {capacity}");
        }

        bytes.CopyTo(new Span<byte>(buffer, bytes.Length));
        buffer[bytes.Length] = 0;
    }
}
