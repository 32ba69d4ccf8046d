using Brine.Pickling;

namespace Brine.Containers;

/// <summary>
/// Recognises pickles that were copied as text: a carriage return stands in front of every line feed, as Git (<c>core.autocrlf</c>), FTP's
/// text mode and files opened as text on Windows put it there.
/// </summary>
internal static class LineEndings
{
    /// <summary>From so many on it is no chance any more, even where undoing it does not make the file whole.</summary>
    private const int Certain = 8;

    /// <summary>The bytes as they were before, or null where some line feed has no carriage return in front of it.</summary>
    internal static byte[]? Undo(ReadOnlySpan<byte> data, out int count)
    {
        count = 0;
        ReadOnlySpan<byte> rest = data;
        for (int at = rest.IndexOf((byte)'\n'); at >= 0; at = rest.IndexOf((byte)'\n'))
        {
            if (at == 0 || rest[at - 1] != '\r')
            {
                return null;
            }

            count++;
            rest = rest[(at + 1)..];
        }

        if (count == 0)
        {
            return null;
        }

        var undone = new byte[data.Length - count];
        int length = 0;
        for (int i = 0; i < data.Length; i++)
        {
            if (data[i] != '\r' || i + 1 == data.Length || data[i + 1] != '\n')
            {
                undone[length++] = data[i];
            }
        }

        return undone;
    }

    /// <summary>True where a pickle that cannot be read can be, or nearly so, without the carriage returns.</summary>
    internal static bool AreChanged(ReadOnlyMemory<byte> data, LoadOptions options)
    {
        if (Undo(data.Span, out int count) is not { } undone)
        {
            return false;
        }

        if (count >= Certain)
        {
            return true;
        }

        try
        {
            var inner = new UnpicklerOptions { Limits = options.Limits };
            new Unpickler(PickleInput.From(undone), inner with { AfterBuild = new JoblibArrays(inner).AfterBuild }).Load();
            return true;
        }
        catch (PickleException)
        {
            return false;
        }
    }

    internal static PickleFormatException Error(long offset, Exception? inner = null) => new(
        "FormatLineEndings",
        "the file was copied as text: every line feed in it has a carriage return in front (Git's core.autocrlf, FTP in text mode, "
            + "open(..., 'w') on Windows), which damages pickles; fetch it again as binary",
        offset,
        null,
        inner);
}
