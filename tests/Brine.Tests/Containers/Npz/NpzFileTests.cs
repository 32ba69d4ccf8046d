using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;
using Brine.Tests.Support;

namespace Brine.Tests.Containers.Npz;

public sealed class NpzFileTests
{
    private const string Writes = """
        import sys, numpy as np
        arrays = dict(x=np.arange(6.).reshape(2, 3), f=np.asfortranarray(np.arange(6).reshape(2, 3)), names=np.array(['a', 'öb']), objects=np.array([1, 'two', None], object), none=np.zeros((0, 3)), scalar=np.array(7))
        np.savez(sys.argv[1] + '/stored.npz', **arrays)
        np.savez_compressed(sys.argv[1] + '/deflated.npz', **arrays)
        """;

    private const string Reads = """
        import sys, numpy as np
        with np.load(sys.argv[1], allow_pickle=True) as z:
            for k in z.files: print(k, z[k].dtype, z[k].shape, z[k].tolist())
        """;

    private const string Printed = "x float64 (2, 3) [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]\nf int64 (2, 3) [[0, 1, 2], [3, 4, 5]]\nnames <U2 (2,) ['a', 'öb']\nobjects object (3,) [1, 'two', None]\nnone float64 (0, 3) []\nscalar int64 () 7";

    [Theory]
    [InlineData("stored.npz")]
    [InlineData("deflated.npz")]
    public void NumpysArraysAreReadAndWrittenBack(string file)
    {
        using var folder = new TemporaryFolder();
        Python.Run(Writes, folder.Path);
        NpzFile npz = NpzFile.Open(folder[file]);
        Assert.Equal(["x", "f", "names", "objects", "none", "scalar"], npz.Names);
        Assert.True(npz["f"].IsFortran);
        Assert.Equal("two", npz["objects"][1].AsString());
        foreach (bool isCompressed in (bool[])[false, true])
        {
            string path = folder.Write("back.npz", npz.Write(isCompressed));
            Assert.Equal(Printed, Python.Run(Reads, path));
        }
    }

    [Fact]
    public void StoredArraysAreViews()
    {
        byte[] bytes = new NpzFile { ["x"] = NDArray.Of(new double[1000]) }.Write(isCompressed: false);
        NDArray array = NpzFile.Read(bytes)["x"];
        Assert.True(array.Data.Span.Overlaps(bytes));
        using ZipReader zip = ZipReader.Read(bytes);
        Assert.Equal(0, zip.Entries[0].DataOffset % 64);
    }

    [Fact]
    public void AnArchiveThatIsCutOffIsRefused()
    {
        byte[] bytes = new NpzFile { ["x"] = NDArray.Of(new double[100]) }.Write();
        for (int part = 0; part < 50; part++)
        {
            Assert.ThrowsAny<PickleException>(() => NpzFile.Read(bytes.AsMemory(0, bytes.Length * part / 50)));
        }
    }
}
