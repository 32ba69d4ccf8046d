using System.Runtime.InteropServices;

namespace Brine.Native;

/// <summary>A text behind a handle, in memory that does not move.</summary>
internal sealed unsafe class OpenText : IDisposable
{
    /// <summary>Copies a text, which is UTF-8, and puts a zero behind it.</summary>
    internal OpenText(ReadOnlySpan<byte> text)
    {
        Length = text.Length;
        Characters = (byte*)NativeMemory.Alloc((nuint)text.Length + 1);
        text.CopyTo(new Span<byte>(Characters, text.Length));
        Characters[text.Length] = 0;
    }

    /// <summary>Where the text lies.</summary>
    internal byte* Characters { get; private set; }

    /// <summary>How many bytes it has without the zero.</summary>
    internal int Length { get; }

    public void Dispose()
    {
        NativeMemory.Free(Characters);
        Characters = null;
    }
}
