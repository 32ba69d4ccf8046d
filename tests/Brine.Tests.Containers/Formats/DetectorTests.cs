using System.Globalization;
using System.Numerics;
using System.Text;
using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Containers.Detection;

/// <summary>Wrong guesses that were made once.</summary>
public sealed class DetectorTests
{
    [Theory]
    [InlineData("age\n39\n50\n", FileFormat.Text)]
    [InlineData("1\n2\n3\n", FileFormat.Text)]
    [InlineData("0.5\n1.5\n", FileFormat.Text)]
    [InlineData("I1\n2\n", FileFormat.Text)]
    [InlineData("Name\nAnn\n", FileFormat.Text)]
    [InlineData("(a)\n(b)\n", FileFormat.Text)]
    [InlineData("V1,V2\n0,1\n", FileFormat.Csv)]
    [InlineData("a;b\n\"1;2\";3\n", FileFormat.Csv)]
    [InlineData("Dear Ann, and Bob,\nthis is all.\n", FileFormat.Text)]
    [InlineData("(lp0\nI1\naI2\na.", FileFormat.Pickle)]
    [InlineData("(lp0\nI1\na", FileFormat.Pickle)]
    [InlineData("Va, b; c\np0\n.", FileFormat.Pickle)]
    [InlineData("]q\0(K\u0001K\u0002e.", FileFormat.Pickle)]
    [InlineData("I42\n.", FileFormat.Pickle)]
    [InlineData("cbuiltins\nlen\n.", FileFormat.Pickle)]
    public void TextIsToldFromPicklesOfTheOldProtocols(string text, FileFormat format) =>
        Assert.Equal(format, Detector.DetectFormat(Encoding.Latin1.GetBytes(text)));

    /// <summary>PyTorch's <c>pickle_protocol</c> may be any.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void OldPyTorchFilesOfEveryProtocolAreKnown(int protocol)
    {
        byte[] magic = Pickler.Dump(BigInteger.Parse("119547037146038801333356", CultureInfo.InvariantCulture),
            new PicklerOptions { Protocol = protocol });
        Assert.Equal(FileFormat.TorchLegacy,
            Detector.DetectFormat([.. magic, .. Pickler.Dump(1001, new PicklerOptions { Protocol = protocol })]));
        Assert.Equal(FileFormat.Pickle,
            Detector.DetectFormat(
                Pickler.Dump(BigInteger.Parse("119547037146038801333357", CultureInfo.InvariantCulture),
                    new PicklerOptions { Protocol = protocol })));
    }

    [Theory]
    [InlineData("<M8[D]", "20-4F-00-00-00-00-00-00", "2025-06-17")]
    [InlineData("<c8", "00-00-80-3F-00-00-00-40", "1+2j")]
    public void InspectShowsScalarsAsNumpyDoes(string dtype, string bytes, string shown)
    {
        NDArray scalar = NDArray.OverBytes(DType.Parse(dtype), [], Convert.FromHexString(bytes.Replace("-", "", StringComparison.Ordinal)));
        Assert.Contains(shown, Inspector.Inspect(Brine.Pickle.Dumps(scalar), "x").Content.Summary, StringComparison.Ordinal);
    }
}
