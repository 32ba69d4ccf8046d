using System.Formats.Tar;
using System.Text;
using Brine.Containers;
using Brine.Pickling;
using TarFile = Brine.Containers.TarFile;

namespace Brine.Tests.Containers.Tar;

public sealed class TarFileTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 1300).Select(i => (byte)i)];

    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.V7)]
    public void EveryFormIsRead(TarEntryFormat format)
    {
        string name = format == TarEntryFormat.V7 ? "folder/a" : "folder/" + new string('n', format == TarEntryFormat.Ustar ? 90 : 200);
        byte[] tar = TarBytes.Of(format, (name, Content), ("b", []));
        Assert.True(TarFile.IsTar(tar));
        List<Brine.Containers.TarEntry> entries = TarFile.Read(tar);
        Assert.Equal([name, "b"], entries.Select(entry => entry.Name));
        Assert.Equal(Content, entries[0].Content.ToArray());
        Assert.True(entries[0].Content.Span.Overlaps(tar));
    }

    [Fact]
    public void LinksAreListedAndNotFollowed()
    {
        using var memory = new MemoryStream();
        using (var writer = new TarWriter(memory))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "model.pkl") { LinkName = "/etc/passwd" });
        }

        Assert.False(Assert.Single(TarFile.Read(memory.ToArray())).IsFile);
        Assert.Equal("NotAPickleTar", Assert.Throws<PickleFormatException>(() => PickleFile.Read(memory.ToArray())).Code);
    }

    [Fact]
    public void ALyingSizeIsRefusedWithoutAllocating()
    {
        byte[] tar = TarBytes.Of(("a", Content));
        int header = tar.Length - 1024 - 1536 - 512;
        Encoding.ASCII.GetBytes("77777777777\0").CopyTo(tar, header + 124);
        Repair(tar, header);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("FormatTar", Assert.Throws<PickleFormatException>(() => TarFile.Read(tar)).Code);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100_000);
    }

    [Fact]
    public void HolesAreRefusedByName()
    {
        byte[] tar = TarBytes.Of(TarEntryFormat.Gnu, ("holes", Content));
        tar[156] = (byte)'S';
        Repair(tar, 0);
        Assert.Equal("UnsupportedTar", Assert.Throws<PickleFormatException>(() => TarFile.Read(tar)).Code);
    }

    [Fact]
    public void NoTruncationAndNoFlippedByteEscapesTheErrors()
    {
        byte[] tar = TarBytes.Of(("a.pkl", Content), ("b", Content));
        for (int part = 0; part < 50; part++)
        {
            Reads(tar[..(tar.Length * part / 50)]);
        }

        var random = new Random(8);
        for (int round = 0; round < 5000; round++)
        {
            byte[] spoilt = [.. tar];
            int header = random.Next(4) * 512;
            spoilt[header + random.Next(512)] = (byte)random.Next(256);
            Repair(spoilt, header);
            Reads(spoilt);
        }
    }

    [Fact]
    public void MoreMembersThanAnyModelHasAreRefused()
    {
        byte[] one = TarBytes.Of(TarEntryFormat.V7, ("a", []))[..512];
        var tar = new byte[512 * 1_000_002];
        for (int at = 0; at < tar.Length; at += 512)
        {
            one.CopyTo(tar, at);
        }

        Assert.Equal("LimitTarEntries", Assert.Throws<PickleLimitException>(() => TarFile.Read(tar)).Code);
    }

    private static void Reads(byte[] tar)
    {
        try
        {
            TarFile.Read(tar);
        }
        catch (PickleException)
        {
        }
    }

    private static void Repair(byte[] tar, int header)
    {
        Encoding.ASCII.GetBytes("        ").CopyTo(tar, header + 148);
        int sum = tar.AsSpan(header, 512).ToArray().Sum(value => value);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(tar, header + 148);
    }
}
