using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Containers.Npz;

[Trait("Stage", "Python")]
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

    private const string Printed =
        "x float64 (2, 3) [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]\nf int64 (2, 3) [[0, 1, 2], [3, 4, 5]]\nnames <U2 (2,) ['a', 'öb']\nobjects "
            + "object (3,) [1, 'two', None]\nnone float64 (0, 3) []\nscalar int64 () 7";

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

    [Fact]
    public void AnArchiveLeftOnDiskIsReadWhereItIsTouched()
    {
        using var folder = new TemporaryFolder();
        NDArray numbers = NDArray.Of([.. Enumerable.Range(0, 100_000).Select(i => (double)i)]);
        string stored = folder.Write("stored.npz",
            new NpzFile { ["x"] = numbers, ["y"] = NDArray.Of(new double[3]) }.Write(isCompressed: false));
        string packed = folder.Write("packed.npz", new NpzFile { ["x"] = numbers }.Write());
        var mapped = new LoadOptions { MemoryMap = true };
        using (NpzFile npz = NpzFile.Open(stored, mapped))
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal(99_999, npz["x"].AsSpan<double>()[99_999]);
            Assert.Equal(3, npz.Find("y")!.Shape[0]);
            Assert.Same(npz["x"], npz.Find("x"));
            Assert.Null(npz.Find("z"));
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100_000);
        }

        using NpzFile other = NpzFile.Open(packed, mapped);
        Assert.Equal(["x"], other.Names);
        Assert.Equal(numbers.Data.ToArray(), other["x"].Data.ToArray());
        Assert.Equal(new NpzFile { ["x"] = numbers }.Write(), other.Write());
    }

    [Fact]
    public void AnArrayOfAClosedArchiveCannotBeRead()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("x.npz", new NpzFile { ["x"] = NDArray.Of(new double[3]) }.Write(isCompressed: false));
        NpzFile npz = NpzFile.Open(path, new LoadOptions { MemoryMap = true });
        NDArray array = npz["x"];
        npz.Dispose();
        Assert.Throws<ObjectDisposedException>(() => array.Data.Span[0]);
    }

    [Fact]
    public void AnArchiveOfMoreThanTwoGigabytesIsOpenedAndTouchedNowhereElse()
    {
        // Two arrays of 1.5 GiB, all holes but their headers and one element, and a small one behind them.
        using var folder = new TemporaryFolder();
        const int Count = 3 << 26;
        byte[] header = NpyFormat.Write(NDArray.Of(new double[1]));
        header = [.. header[..^8]];
        System.Text.Encoding.ASCII.GetBytes($"({Count},), }}").CopyTo(header.AsSpan(header.AsSpan().IndexOf("(1,)"u8)));
        byte[] small = NpyFormat.Write(NDArray.Of([1.0, 2.0]));
        string path = folder["sparse.npz"];
        using (FileStream file = File.Create(path))
        {
            long length = header.Length + (8L * Count);
            var places = new List<(string Name, long Start, long Length)>();
            foreach ((string name, byte[] start,
                long size) in (ReadOnlySpan<(string, byte[], long)>)[("a.npy", header, length), ("b.npy", header, length),
                    ("c.npy", small, small.Length)])
            {
                places.Add((name, file.Position, size));
                WriteRecord(file, name, size, 0);
                long content = file.Position;
                file.Write(start);
                file.Position = content + size;
            }

            long directory = file.Position;
            foreach ((string name, long start, long size) in places)
            {
                WriteRecord(file, name, size, start, isCentral: true);
            }

            long end = file.Position;
            file.Write([0x50, 0x4B, 5, 6, 0, 0, 0, 0, 3, 0, 3, 0, .. BitConverter.GetBytes((uint)(end - directory)),
                .. BitConverter.GetBytes((uint)directory), 0, 0]);
            file.Position = places[1].Start + 30 + 5 + header.Length + (8L * (Count - 1));
            file.Write(BitConverter.GetBytes(2.5));
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        using NpzFile npz = NpzFile.Open(path);
        Assert.Equal(["a", "b", "c"], npz.Names);
        Assert.Equal(0.0, npz["a"].AsSpan<double>()[Count / 2]);
        Assert.Equal(2.5, npz["b"].AsSpan<double>()[Count - 1]);
        Assert.Equal(2.0, npz["c"].AsSpan<double>()[1]);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    private static void WriteRecord(FileStream file, string name, long size, long start, bool isCentral = false)
    {
        byte[] sizes = [.. BitConverter.GetBytes((uint)size), .. BitConverter.GetBytes((uint)size), (byte)name.Length, 0, 0, 0];
        byte[] middle = [20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. sizes];
        file.Write(isCentral ? [0x50, 0x4B, 1, 2, 20, 0, .. middle, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. BitConverter.GetBytes((uint)start)]
            : [0x50, 0x4B, 3, 4, .. middle]);
        file.Write(System.Text.Encoding.ASCII.GetBytes(name));
    }
}
