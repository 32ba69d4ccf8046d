using Brine.Pickling;
using Command = Brine.Tests.Support.Cli;

namespace Brine.Tests.Commands;

/// <summary>What files may ask for, and how a user lets one ask for more.</summary>
public sealed class LimitsOptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void DeepValueIsWrittenForThoseWhoTrustItAlone()
    {
        string file = _folder.Write("deep.pkl", Pickles.Of(@"\x80\x02" + new string(']', 100_000) + new string('a', 99_999) + "."));
        string copy = _folder["copy.pkl"];
        (int exit, string _, string error) = Command.Run("convert", file, copy);
        Assert.Equal(2, exit);
        Assert.StartsWith("brine: LimitDepth: ", error, StringComparison.Ordinal);
        Assert.Contains("--limits trusted", error, StringComparison.Ordinal);
        Assert.False(File.Exists(copy));
        Assert.Equal((0, "", ""), Command.Run("convert", file, copy, "--limits", "trusted"));
        Assert.Equal(File.ReadAllBytes(file)[^1000..], File.ReadAllBytes(copy)[^1000..]);
        Assert.Equal(0, Command.Run("--limits", "trusted", "convert", file, copy).Exit);
    }

    [Fact]
    public void ManyValuesOfFewBytesAreForThoseWhoTrustThem()
    {
        (string suffix, byte[] bytes) = Bombs.Make("lists in xz");
        string file = _folder.Write("lists" + suffix, bytes);
        foreach (string[] command in (string[][])[["inspect", file], ["convert", file, _folder["out.json"]],
            ["convert", file, _folder["out.pkl"]]])
        {
            (int exit, string _, string error) = Command.Run(command);
            Assert.Equal(2, exit);
            Assert.StartsWith("brine: LimitValues: ", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AMillionValuesOfFewBytesAreRead()
    {
        byte[] pickle = Pickles.Of(@"\x80\x02(" + new string(']', 900_000) + "l.");
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Optimal))
        {
            gzip.Write(pickle);
        }

        Assert.Equal(0, Command.Run("inspect", _folder.Write("lists.gz", packed.ToArray())).Exit);
    }

    [Fact]
    public void ListingThatIsBlanksForTheMostPartIsCutOff()
    {
        string file = _folder.Write("marks.pkl", Pickles.Of(@"\x80\x02" + new string('(', 100_000) + "."));
        (int exit, string output, string error) = Command.Run("dis", file);
        Assert.Equal(2, exit);
        Assert.StartsWith("brine: LimitListing: ", error, StringComparison.Ordinal);
        Assert.InRange(output.Length, 1_000_000, 100_000_000);
        Assert.StartsWith("brine: FormatStack: ", Command.Run("dis", file, "--indentlevel", "0").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void LongIntIsNamedByItsLength()
    {
        string file = _folder.Write("long.pkl",
            [0x80, 2, PickleOpcode.Long4, 0, 0x10, 0, 0, .. Enumerable.Repeat((byte)0x7F, 4096), PickleOpcode.Stop]);
        Assert.Contains("<int of 32767 bits>", Command.Run("dis", file).Output, StringComparison.Ordinal);
        Assert.StartsWith("brine: CannotWriteProtocol: ",
            Command.Run("convert", file, _folder["out.pkl"], "--protocol", "0").Error, StringComparison.Ordinal);
        Assert.Equal(0, Command.Run("convert", file, _folder["out.pkl"], "--protocol", "2").Exit);
    }

    [Fact]
    public void OtherLimitsAreNone()
    {
        (int exit, string _, string error) = Command.Run("inspect", "x", "--limits", "none");
        Assert.Equal((4, "brine: Usage: there are no limits 'none'; say default or trusted\n"), (exit, error));
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("scan")]
    [InlineData("dis")]
    public void DeviceIsNoFile(string command)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "there is no /dev/zero");
        (int exit, string _, string error) = Command.Run(command, "/dev/zero");
        Assert.Equal(2, exit);
        Assert.Contains("/dev/zero is a device, not a file", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inspect - <&-", "NotAModelEmpty")]
    [InlineData("inspect model.pkl >&-", "FileNotWritten")]
    public void ClosedStreamIsTold(string call, string code)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "there is no sh");
        _folder.Write("model.pkl", [0x80, 2, PickleOpcode.None, PickleOpcode.Stop]);
        string brine = Environment.GetEnvironmentVariable("BRINE_NATIVE") is { Length: > 0 } native ? Path.Combine(Repo.Root, native)
            : $"dotnet '{Command.Program}'";
        (int exit, string _, string error) = Shell.Run("sh", _folder.Path, "-c", $"timeout 20 {brine} {call}");
        Assert.Equal(2, exit);
        Assert.Contains($"brine: {code}: ", error, StringComparison.Ordinal);
    }
}
