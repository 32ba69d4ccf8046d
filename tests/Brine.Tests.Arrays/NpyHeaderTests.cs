using System.Text;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tests.Arrays;

public class NpyHeaderTests
{
    [Fact]
    public void RecordsAreReadWithSubArraysTitlesAndPadding()
    {
        NDArray array = NpyFormat.Read(
            File("{'descr': [('a', '|i1'), ('', '|V3'), (('the title', 'b'), '>f4', (2,)), ('c', [('d', '<u2')])], 'fortran_order': False, "
                + "'shape': (2,), }", 28));
        Assert.Equal(["a", "b", "c"], array.DType.Fields.Select(field => field.Name));
        Assert.Equal([0, 4, 12], array.DType.Fields.Select(field => field.Offset));
        Assert.Equal(14, array.DType.ItemSize);
        Assert.Equal([2], array.DType.Fields[1].DType.SubShape);
    }

    [Fact]
    public void ShapeOfPython2AndOfNoDimensionIsRead()
    {
        Assert.Equal([3, 2], NpyFormat.Read(File("{'descr': '<f8', 'fortran_order': True, 'shape': (3L, 2L), }", 48)).Shape.ToArray());
        Assert.Equal(0, NpyFormat.Read(File("{'descr': '<f8', 'fortran_order': False, 'shape': (), }", 8)).Rank);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{'descr': '<f8'")]
    [InlineData("{'descr': '<f8', 'fortran_order': False}")]
    [InlineData("{'descr': '<f8', 'shape': (1, }")]
    [InlineData("{'descr': '<f8', 'shape': (-1,)}")]
    [InlineData("{'descr': '<f8', 'shape': (99999999999999999999,)}")]
    [InlineData("{'descr': ('<f8', (99999999, 99999999)), 'shape': (1,)}")]
    [InlineData("{'descr': [('a', '<f8', (2147483647,))], 'shape': (1,)}")]
    [InlineData("{'descr': [('a',)], 'shape': (1,)}")]
    [InlineData("{'descr': 7, 'shape': (1,)}")]
    [InlineData("{'descr': '\\x', 'shape': (1,)}")]
    [InlineData("__import__('os').system('true')")]
    public void HeaderThatIsNoneIsRefused(string header) => Assert.Throws<PickleFormatException>(() => NpyFormat.Read(File(header, 8)));

    [Fact]
    public void HeaderThatNestsWithoutEndIsRefused() =>
        Assert.Throws<PickleFormatException>(() => NpyFormat.Read(File("{'descr': " + new string('[', 50_000) + ", 'shape': (1,)}", 8)));

    [Fact]
    public void ObjectsOfAFortranArrayStandWhereNumpyPutsThem()
    {
        byte[] pickle = System.IO.File.ReadAllBytes(
            Repo.Golden("values", "py3.11-numpy2.4-pandas3.1", "nd_object_2d_F.p5.pkl"));
        NDArray array = NDArray.From(Unpickler.Load(pickle))!;
        Assert.True(array.IsFortran);
        Assert.Equal("1", array[1].ToString());
    }

    private static byte[] File(string header, int dataBytes)
    {
        byte[] text = Encoding.Latin1.GetBytes(header);
        return [0x93, .. "NUMPY"u8, 2, 0, .. BitConverter.GetBytes(text.Length), .. text, .. new byte[dataBytes]];
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(4, 0)]
    [InlineData(255, 0)]
    public void OtherVersionsThanThoseOfNumpyAreRefused(byte major, byte minor)
    {
        byte[] file = NpyFormat.Write(NDArray.Of([1.0, 2]), major is 2 or 4 or 255 ? 2 : 1);
        (file[6], file[7]) = (major, minor);
        PickleFormatException error = Assert.Throws<PickleFormatException>(() => NpyFormat.Read(file));
        Assert.Equal("FormatNpy", error.Code);
        Assert.Contains($"its version is {major}.{minor}; there are 1.0, 2.0 and 3.0", error.Message, StringComparison.Ordinal);
    }
}
