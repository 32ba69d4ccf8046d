using System.Formats.Tar;

namespace Brine.Tests.Support;

/// <summary>Makes small tar archives.</summary>
internal static class TarBytes
{
    internal static byte[] Of(params ReadOnlySpan<(string Name, byte[] Content)> members) => Of(TarEntryFormat.Pax, members);

    internal static byte[] Of(TarEntryFormat format, params ReadOnlySpan<(string Name, byte[] Content)> members)
    {
        using var memory = new MemoryStream();
        using (var writer = new TarWriter(memory, format))
        {
            foreach ((string name, byte[] content) in members)
            {
                TarEntry entry = format switch
                {
                    TarEntryFormat.Pax => new PaxTarEntry(TarEntryType.RegularFile, name),
                    TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, name),
                    TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, name),
                    _ => new V7TarEntry(TarEntryType.V7RegularFile, name),
                };
                entry.DataStream = new MemoryStream(content);
                writer.WriteEntry(entry);
            }
        }

        return memory.ToArray();
    }
}
