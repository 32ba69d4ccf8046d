using System.Buffers.Binary;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Containers.Zip;

/// <summary>Archives that mean different things to different readers, or more than a machine can hold.</summary>
public sealed class ZipHostileTests
{
    private static readonly byte[] Text = "the content of a member"u8.ToArray();

    private static byte[] Two => ZipBytes.Of(("one.txt", Text), ("two.txt", [.. Text, 1]));

    [Fact]
    public void TheMembersOwnNameMustBeTheOneInTheDirectory()
    {
        byte[] zip = ZipBytes.WithText(Two, ZipBytes.Local(Two, 0) + 30, "bad.pkl");
        AssertFinding(zip, ZipFindingKind.NamesDiffer, "one.txt");
        AssertRefused(zip, 0, "FormatZip", "bad.pkl");
    }

    [Fact]
    public void ASecondNameBesideTheFirstIsTold()
    {
        // Python's writer lets the extra field be set; here the padding of an aligned member is renamed to Info-ZIP's second name.
        byte[] zip = ZipBytes.Of(("a.txt", Text));
        int central = ZipBytes.Central(zip, 0);
        byte[] extra = [0x75, 0x70, 10, 0, 1, 0, 0, 0, 0, .. "b.pkl"u8];
        byte[] longer = [.. zip[..(central + 46 + 5)], .. extra, .. zip[(central + 46 + 5)..]];
        longer = ZipBytes.With16(longer, central + 30, extra.Length);
        longer = ZipBytes.With32(longer, longer.Length - 10, (uint)(46 + 5 + extra.Length));
        AssertFinding(longer, ZipFindingKind.NamesDiffer, "a.txt");
    }

    [Fact]
    public void SizesMustAgree() =>
        AssertFinding(ZipBytes.With32(Two, ZipBytes.Local(Two, 0) + 22, 5), ZipFindingKind.SizesDiffer, "one.txt");

    [Fact]
    public void ChecksumsMustAgree() =>
        AssertFinding(ZipBytes.With32(Two, ZipBytes.Local(Two, 0) + 14, 5), ZipFindingKind.ChecksumsDiffer, "one.txt");

    [Fact]
    public void FlagsMustAgree() =>
        AssertFinding(ZipBytes.With16(Two, ZipBytes.Local(Two, 0) + 6, 0x20), ZipFindingKind.FlagsDiffer, "one.txt");

    [Fact]
    public void MethodsMustAgree()
    {
        byte[] zip = ZipBytes.With16(Two, ZipBytes.Local(Two, 0) + 8, 8);
        AssertFinding(zip, ZipFindingKind.MethodsDiffer, "one.txt");
        AssertRefused(zip, 0, "FormatZip", "differently");
    }

    [Fact]
    public void AMissingDescriptorIsTold()
    {
        byte[] zip = ZipBytes.With16(ZipBytes.With16(Two, ZipBytes.Local(Two, 0) + 6, 8), ZipBytes.Central(Two, 0) + 8, 8);
        AssertFinding(zip, ZipFindingKind.SizesDiffer, "one.txt");
    }

    [Theory]
    [InlineData(0x1)]
    [InlineData(0x41)]
    [InlineData(0x2000)]
    public void AnEncryptedMemberIsRefusedByNameAndTheOthersAreRead(int flags)
    {
        byte[] zip = ZipBytes.With16(ZipBytes.With16(Two, ZipBytes.Local(Two, 0) + 6, flags), ZipBytes.Central(Two, 0) + 8, flags);
        AssertFinding(zip, ZipFindingKind.Encrypted, "one.txt");
        AssertRefused(zip, 0, "UnsupportedZip", "'one.txt' of the ZIP archive is encrypted");
        using ZipReader reader = ZipReader.Read(zip);
        Assert.Equal(Text.Length + 1, reader.ReadAll(reader.Entries[1]).Length);
    }

    [Theory]
    [InlineData(9, "Deflate64")]
    [InlineData(98, "PPMd")]
    [InlineData(77, "method 77")]
    public void AMethodThatIsNotReadIsNamed(int method, string name)
    {
        byte[] zip = ZipBytes.With16(ZipBytes.With16(Two, ZipBytes.Local(Two, 0) + 8, method), ZipBytes.Central(Two, 0) + 10, method);
        AssertFinding(zip, ZipFindingKind.UnsupportedMethod, "one.txt");
        AssertRefused(zip, 0, "UnsupportedZip", name);
    }

    [Theory]
    [InlineData("../../x")]
    [InlineData("/etc/xy")]
    [InlineData("C:/a.dl")]
    [InlineData("a\\..\\bc")]
    [InlineData("a/../bc")]
    [InlineData("a\0b.txt")]
    public void NamesThatLeadElsewhereAreToldAndStayLabels(string name)
    {
        byte[] zip = ZipBytes.WithText(ZipBytes.WithText(Two, ZipBytes.Local(Two, 0) + 30, name), ZipBytes.Central(Two, 0) + 46, name);
        AssertFinding(zip, ZipFindingKind.UnsafeName, name);
        using ZipReader reader = ZipReader.Read(zip);
        Assert.Equal(Text, reader.ReadAll(reader.Find(name)!).ToArray());
    }

    [Fact]
    public void TheLastOfTwoMembersWithOneNameCountsAndIsTold()
    {
        byte[] zip = ZipBytes.WithText(ZipBytes.WithText(Two, ZipBytes.Local(Two, 1) + 30, "one.txt"), ZipBytes.Central(Two, 1) + 46,
            "one.txt");
        AssertFinding(zip, ZipFindingKind.DuplicateName, "one.txt");
        using ZipReader reader = ZipReader.Read(zip);
        Assert.Equal(Text.Length + 1, reader.ReadAll(reader.Find("one.txt")!).Length);
    }

    [Fact]
    public void BytesBehindTheEndAreTold() => AssertFinding([.. Two, 1, 2, 3], ZipFindingKind.TrailingData, null);

    [Fact]
    public void BytesBetweenMembersAreTold()
    {
        byte[] zip = Two;
        int second = ZipBytes.Local(zip, 1), central = ZipBytes.Central(zip, 1);
        byte[] wider = [.. zip[..second], 9, 9, 9, .. zip[second..]];
        wider = ZipBytes.With32(wider, central + 3 + 42, (uint)second + 3);
        wider = ZipBytes.With32(wider, wider.Length - 6, (uint)ZipBytes.Central(zip, 0) + 3);
        AssertFinding(wider, ZipFindingKind.Gap, null);
    }

    [Fact]
    public void AMemberThatTheDirectoryDoesNotListIsTold()
    {
        byte[] zip = ZipBytes.Of(("a", Text), ("hidden.pkl", Text), ("c", Text));
        int from = ZipBytes.Central(zip, 1), to = ZipBytes.Central(zip, 2);
        byte[] shorter = [.. zip[..from], .. zip[to..]];
        shorter = ZipBytes.With32(shorter, shorter.Length - 10, (uint)(shorter.Length - 22 - ZipBytes.Central(zip, 0)));
        AssertFinding(shorter, ZipFindingKind.HiddenEntry, "hidden.pkl");
        AssertFinding(shorter, ZipFindingKind.CountDiffers, null);
    }

    [Fact]
    public void AnArchiveInsideTheCommentIsTold()
    {
        byte[] inner = Two, outer = [.. ZipBytes.Of(("x", Text))];
        byte[] both = [.. outer, .. inner];
        both = ZipBytes.With16(both, outer.Length - 2, inner.Length);
        AssertFinding(both, ZipFindingKind.Ambiguous, null);
    }

    [Fact]
    public void MembersThatShareBytesAreRefused()
    {
        // A bomb without recursion: many entries of the directory point at one member.
        byte[] zip = ZipBytes.With32(Two, ZipBytes.Central(Two, 1) + 42, 0);
        zip = ZipBytes.WithText(zip, ZipBytes.Central(zip, 1) + 46, "one.txt");
        AssertFinding(zip, ZipFindingKind.Overlap, "one.txt");
        AssertRefused(zip, 0, "FormatZip", "shares its bytes");
        AssertRefused(zip, 1, "FormatZip", "shares its bytes");
    }

    [Fact]
    public void AMemberInsideAnotherIsRefused()
    {
        // One stored member holds a whole archive, whose local header the outer directory lists as well: a quine's way.
        byte[] inner = ZipBytes.Of(("in.txt", Text));
        byte[] zip = ZipBytes.Of(("out.zip", inner), ("in.txt", Text));
        using ZipReader plain = ZipReader.Read(zip);
        zip = ZipBytes.With32(zip, ZipBytes.Central(zip, 1) + 42, (uint)plain.Entries[0].DataOffset);
        AssertFinding(zip, ZipFindingKind.Overlap, "in.txt");
        AssertRefused(zip, 0, "FormatZip", "shares its bytes");
    }

    [Fact]
    public void AMemberThatReachesIntoTheDirectoryIsRefused()
    {
        byte[] zip = Two;
        foreach (int offset in (int[])[ZipBytes.Central(zip, 1) + 20, ZipBytes.Central(zip, 1) + 24, ZipBytes.Local(zip, 1) + 18,
            ZipBytes.Local(zip, 1) + 22])
        {
            zip = ZipBytes.With32(zip, offset, (uint)Text.Length + 40);
        }

        AssertFinding(zip, ZipFindingKind.Overlap, "two.txt");
        AssertRefused(zip, 1, "FormatZip", "central directory");
    }

    [Fact]
    public void AChecksumThatIsWrongIsAnErrorAndAFinding()
    {
        byte[] zip = Two;
        zip[ZipBytes.Local(zip, 0) + 30 + 7] ^= 1;
        AssertRefused(zip, 0, "FormatZipChecksum", "one.txt");
        using ZipReader reader = ZipReader.Read(zip);
        Assert.Equal(ZipFindingKind.ChecksumWrong, Assert.Single(reader.Verify()).Kind);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(1_000_000)]
    [InlineData(0x7FFFFFFF)]
    public void ALyingSizeIsNotAllocatedAndNotBelieved(uint size)
    {
        byte[] zip = ZipBytes.Of(ZipEntryOptions.Default, ("a", Text));
        zip = ZipBytes.With32(ZipBytes.With32(zip, ZipBytes.Central(zip, 0) + 24, size), ZipBytes.Local(zip, 0) + 22, size);
        long before = GC.GetAllocatedBytesForCurrentThread();
        if (size == int.MaxValue)
        {
            // More than the limits let it grow to: it is not even begun.
            using ZipReader reader = ZipReader.Read(zip);
            Assert.Equal("LimitDecompression", Assert.Throws<PickleLimitException>(() => reader.ReadAll(reader.Entries[0])).Code);
        }
        else
        {
            AssertRefused(zip, 0, "FormatZip", size < 20 ? "grows beyond" : "ends after");
        }

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 300_000);
    }

    [Fact]
    public void ABombIsStoppedByItsRatioAndByTheSumOfTheMembers()
    {
        byte[] zip = ZipBytes.Of(ZipEntryOptions.Default, ("bomb", new byte[100 << 20]));
        using (ZipReader reader = ZipReader.Read(zip))
        {
            Assert.Equal("LimitDecompression", Assert.Throws<PickleLimitException>(() => reader.ReadAll(reader.Entries[0])).Code);
        }

        byte[] many = ZipBytes.Of(ZipEntryOptions.Default, [.. Enumerable.Range(0, 10).Select(i => ($"{i}", new byte[1 << 20]))]);
        using ZipReader limited = ZipReader.Read(many, Limits.Default with { MaxDecompressedBytes = 5 << 20 });
        Assert.Equal("LimitDecompression", Assert.Throws<PickleLimitException>(limited.Verify).Code);
    }

    [Fact]
    public void PartsOfASplitArchiveAreRefused()
    {
        byte[] zip = ZipBytes.With16(Two, Two.Length - 18, 1);
        Assert.Equal("UnsupportedZip", Assert.Throws<PickleFormatException>(() => ZipReader.Read(zip)).Code);
    }

    [Fact]
    public void MoreMembersThanAnyModelHasAreRefused()
    {
        // The records are 47 bytes; nothing else is needed to reach the limit.
        var zip = new byte[(1_000_001 * 47) + 22];
        for (int at = 0; at < zip.Length - 22; at += 47)
        {
            "PK\u0001\u0002"u8.CopyTo(zip.AsSpan(at));
            zip[at + 28] = 1;
            zip[at + 46] = (byte)'a';
        }

        Span<byte> end = zip.AsSpan(zip.Length - 22);
        "PK\u0005\u0006"u8.CopyTo(end);
        BinaryPrimitives.WriteInt32LittleEndian(end[12..], zip.Length - 22);
        Assert.Equal("LimitZipEntries", Assert.Throws<PickleLimitException>(() => ZipReader.Read(zip)).Code);
    }

    [Fact]
    public void NoTruncationAndNoFlippedByteEscapesTheErrors()
    {
        byte[] zip = ZipBytes.Of(ZipEntryOptions.Default, ("one.npy", Text),
            ("b/two", [.. Enumerable.Repeat(Text, 40).SelectMany(part => part)]));
        for (int part = 0; part <= 50; part++)
        {
            Assert.True(Reads(zip[..(zip.Length * part / 50)]) == (part == 50));
        }

        var random = new Random(5);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] spoilt = [.. zip];
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                spoilt[random.Next(spoilt.Length)] = (byte)random.Next(256);
            }

            Reads(spoilt);
        }
    }

    private static bool Reads(byte[] zip)
    {
        try
        {
            using ZipReader reader = ZipReader.Read(zip);
            return reader.Verify() is [] && reader.Entries.Count == 2;
        }
        catch (PickleException)
        {
            return false;
        }
    }

    private static void AssertFinding(byte[] zip, ZipFindingKind kind, string? entry)
    {
        using ZipReader reader = ZipReader.Read(zip);
        Assert.True(reader.Findings.Any(finding => finding.Kind == kind && finding.Entry == entry),
            string.Join("; ", reader.Findings.Select(finding => $"{finding.Kind} {finding.Entry}: {finding.Message}")));
    }

    private static void AssertRefused(byte[] zip, int index, string code, string message)
    {
        using ZipReader reader = ZipReader.Read(zip);
        PickleFormatException error = Assert.Throws<PickleFormatException>(() => reader.ReadAll(reader.Entries[index]));
        Assert.Equal(code, error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }
}
