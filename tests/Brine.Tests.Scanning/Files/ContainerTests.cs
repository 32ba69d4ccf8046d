using System.IO.Compression;
using System.Text;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Scanning.Files;

/// <summary>A dangerous pickle is found in whatever it is packed, and an honest one stays safe in it.</summary>
public class ContainerTests
{
    private static readonly byte[] Evil = Pickles.Of("\\x80\\x04cposix\\nsystem\\nX\\x02\\x00\\x00\\x00id\\x85R.");
    private static readonly byte[] Good = Pickles.Of("\\x80\\x04]q\\x00(ccollections\\nOrderedDict\\n)Re.");

    public static TheoryData<string> Packings =>
        ["zlib", "gzip", "bz2", "xz", "lzma", "lz4", "zstd", "base64", "zip", "deflated", "torch", "tar", "tar.gz", "zip in zip", "npy",
            "npz", "bytes", "str",
            "hex", "base64 text", "gzip in bytes", "pickle in pickle", "behind a pickle"];

    [Theory]
    [MemberData(nameof(Packings))]
    public void WhatIsPackedIsFound(string packing)
    {
        ScannedFile evil = Scans.Of(Pack(Evil, packing));
        Assert.Equal(Verdict.Dangerous, evil.Verdict);
        Assert.Contains(evil.Findings, finding => finding.RuleId == "DeniedName" && finding.Call == "posix.system('id')");
        ScannedFile good = Scans.Of(Pack(Good, packing));
        Assert.True(good.Verdict == Verdict.Safe, string.Join('\n', good.Findings.Select(finding => finding.Message)));
    }

    [Theory]
    [InlineData("zlib")]
    [InlineData("gzip")]
    public void WhatComesBeforeTheEndOfACutStreamIsFound(string packing)
    {
        byte[] noise = new byte[20_000];
        new Random(7).NextBytes(noise);
        byte[] packed = Pack([.. Evil, .. noise], packing);
        ScannedFile file = Scans.Of(packed[..^5_000]);
        Assert.Equal(Verdict.Dangerous, file.Verdict);
        Assert.True(file.IsIncomplete);
    }

    [Fact]
    public void EveryMemberOfAnArchiveIsRead()
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "model/data.pkl", Good);
            Add(zip, "model/version", "3\n"u8.ToArray());
            Add(zip, "model/data/0", new byte[64]);
            Add(zip, "model/notes.txt", Evil);
        }

        ScannedFile file = Scans.Of(memory.ToArray());
        Assert.Equal(Verdict.Dangerous, file.Verdict);
        Assert.Equal("test!model/notes.txt", file.Findings[0].Place);
        Assert.Equal(FileFormat.Torch, file.Format);
    }

    [Fact]
    public void TwoMembersOfOneNameAreMaliciousAndBothAreRead()
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "model.pkl", Evil);
            Add(zip, "model.pkl", Good);
        }

        ScannedFile file = Scans.Of(memory.ToArray());
        Assert.Equal(Verdict.Malicious, file.Verdict);
        Assert.Equal(["ArchiveConflict", "DeniedName"], file.Rules().Order());
    }

    [Fact]
    public void AWrongChecksumIsMalicious()
    {
        byte[] zip = Pack(Good, "zip");
        int data = zip.AsSpan().IndexOf(Good);
        zip[data + 3] ^= 1;
        Assert.Contains("ArchiveConflict", Scans.Of(zip).Rules());
    }

    [Fact]
    public void APickleBeforeAnArchiveIsReadAsBoth()
    {
        ScannedFile file = Scans.Of([.. Evil, .. Pack(Good, "zip")]);
        Assert.Equal(Verdict.Malicious, file.Verdict);
        Assert.Contains("DeniedName", file.Rules());
        file = Scans.Of([.. Good, .. Pack(Evil, "zip")]);
        Assert.Equal(Verdict.Malicious, file.Verdict);
        Assert.Contains("DeniedName", file.Rules());
    }

    [Fact]
    public void ArchivesAreOpenedToABoundedDepth()
    {
        byte[] nested = Good;
        for (int i = 0; i < 20; i++)
        {
            nested = Pack(nested, "zip");
        }

        ScannedFile file = Scans.Of(nested);
        Assert.Equal(Verdict.Review, file.Verdict);
        Assert.True(file.IsIncomplete);
        Assert.Equal(["LimitReached"], file.Rules());
    }

    [Fact]
    public void ADecompressionBombIsMalicious()
    {
        using var memory = new MemoryStream();
        using (var zlib = new ZLibStream(memory, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 200; i++)
            {
                zlib.Write(zeros);
            }
        }

        ScannedFile file = Scans.Of(memory.ToArray());
        Assert.Equal(Verdict.Malicious, file.Verdict);
        Assert.Contains("Bomb", file.Rules());
        Assert.True(file.IsIncomplete);
    }

    [Fact]
    public void AMemberThatALimitCutsOffIsNotSaidToContradictItsChecksum()
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream member = zip.CreateEntry("a.npy", CompressionLevel.SmallestSize).Open();
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 200; i++)
            {
                member.Write(zeros);
            }
        }

        ScannedFile file = Scans.Of(memory.ToArray());
        Assert.Equal(Verdict.Malicious, file.Verdict);
        Assert.Contains("Bomb", file.Rules());
        Assert.DoesNotContain("ArchiveConflict", file.Rules());
    }

    [Theory]
    [InlineData(25)]
    [InlineData(10_000)]
    public void TuplesSharedWithoutEndAreABomb(int depth)
    {
        byte[] bomb = [.. Pickles.Of("\\x80\\x02}K\\x01"), .. Enumerable.Repeat("2\u0086", depth).SelectMany(Encoding.Latin1.GetBytes),
            (byte)'N', (byte)'s', (byte)'.'];
        ScannedFile file = Scans.Of(bomb);
        Assert.Equal(Verdict.Malicious, file.Verdict);
        Assert.Equal(["Bomb"], file.Rules());
    }

    [Theory]
    [InlineData("name,age\nc,1\nanna,2\n")]
    [InlineData("import os\nos.system('id')\n")]
    [InlineData("country\nrows\n")]
    [InlineData("{\"a\": 1}")]
    public void TextIsNoModel(string text)
    {
        ScannedFile file = Scans.Of(Encoding.UTF8.GetBytes(text));
        Assert.Equal(Verdict.NotAModel, file.Verdict);
        Assert.Empty(file.Findings);
    }

    [Fact]
    public void AnArrayFromAnotherFolderIsDangerous()
    {
        string name = Scans.Name("joblib.numpy_pickle", "NDArrayWrapper");
        Assert.Equal(["OutsidePath"],
            Scans.Of($"\\x80\\x04{name})\\x81}}{Scans.Text("filename")}{Scans.Text("../../secret.npy")}sb.").Rules());
    }

    [Fact]
    public void AnArrayBesideThePickleIsScannedToo()
    {
        using var folder = new TemporaryFolder();
        string name = Scans.Name("joblib.numpy_pickle", "NDArrayWrapper");
        string path = folder.Write("old.pkl",
            Pickles.Of($"\\x80\\x04{name})\\x81}}{Scans.Text("filename")}{Scans.Text("old.pkl_01.npy")}sb."));
        folder.Write("old.pkl_01.npy", Pack(Evil, "npy"));
        ScannedFile file = Assert.Single(ModelScanner.Scan(path).Files);
        Assert.Equal(Verdict.Dangerous, file.Verdict);
        Assert.Contains("old.pkl_01.npy", file.Findings[0].Place, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"module\": \"keras.layers\", \"class_name\": \"Lambda\", \"config\": {\"function\": {\"class_name\": \"__lambda__\"}}}",
        "KerasCode")]
    [InlineData("{\"module\": \"os\", \"class_name\": \"function\", \"config\": \"system\"}", "KerasModule")]
    [InlineData("{\"module\": \"keras.utils\", \"class_name\": \"get_file\", \"config\": {}}", "KerasModule")]
    [InlineData("{\"module\": \"keras.layers\", \"class_name\": \"TFSMLayer\", \"config\": {}}", "KerasCode")]
    [InlineData("{\"module\": \"shop.layers\", \"class_name\": \"Mine\", \"config\": {}, \"registered_name\": \"shop>Mine\"}",
        "UnknownName")]
    [InlineData("{\"module\": \"keras.layers\", \"class_name\": \"Dense\", \"config\": {}}", null)]
    public void KerasConfigurationsAreRead(string json, string? rule)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "config.json", Encoding.UTF8.GetBytes(json));
            Add(zip, "metadata.json", "{}"u8.ToArray());
            Add(zip, "model.weights.h5", Pickles.Of("\\x89HDF\\x0d\\n\\x1a\\n"));
        }

        ScannedFile file = Scans.Of(memory.ToArray());
        Assert.Equal(rule is null ? [] : [rule], file.Rules());
        Assert.Equal(rule is null, file.Verdict == Verdict.Safe);
        byte[] hdf5 = [.. Pickles.Of("\\x89HDF\\x0d\\n\\x1a\\n"), 0, 0, .. Encoding.UTF8.GetBytes(json), 0];
        Assert.Equal(rule is null ? [] : [rule], Scans.Of(hdf5).Rules());
    }

    [Theory]
    [InlineData("{\"__class__\": \"LinearRegression\", \"__module__\": \"sklearn.linear_model._base\", \"__loader__\": \"ObjectNode\"}",
        Verdict.Safe)]
    [InlineData("{\"__class__\": \"system\", \"__module__\": \"os\", \"__loader__\": \"ReduceNode\"}", Verdict.Dangerous)]
    [InlineData(
        "{\"__class__\": \"function\", \"__module__\": \"builtins\", \"content\": {\"module_path\": \"os\", \"function\": \"system\"}}",
            Verdict.Dangerous)]
    [InlineData("{\"__class__\": \"methodcaller\", \"__module__\": \"_operator\", \"__loader__\": \"OperatorFuncNode\"}",
        Verdict.Dangerous)]
    [InlineData("{\"__class__\": \"Mine\", \"__module__\": \"shop\", \"__loader__\": \"ObjectNode\"}", Verdict.Review)]
    [InlineData("{\"__class__\": \"\\ud800\", \"__module__\": \"os\", \"__loader__\": \"ObjectNode\"}", Verdict.Review)]
    [InlineData("{\"__class__\": \"LinearRegression\", \"__module__\": \"sklearn.linear_model._base\"} {}", Verdict.Review)]
    public void SkopsSchemasAreRead(string json, Verdict verdict)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "schema.json", Encoding.UTF8.GetBytes(json));
        }

        Assert.Equal(verdict, Scans.Of(memory.ToArray()).Verdict);
    }

    [Fact]
    public void AFaultAtOneFileKeepsNoOtherFromBeingScanned()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.pkl", Pickles.Of("\\x80\\x04cnumpy\\ndtype\\n."));
        folder.Write("b.pkl", Pickles.Of("\\x80\\x04cos\\nsystem\\nX\\x02\\x00\\x00\\x00id\\x85R."));
        IReadOnlyList<ScannedFile> files = FolderScan.Run(folder.Path, new ScanOptions(), (module, _, _, _) =>
        {
            if (module == "numpy")
            {
                throw new InvalidOperationException("a fault");
            }
        });
        Assert.Equal([(Verdict.Review, true), (Verdict.Dangerous, false)], files.Select(file => (file.Verdict, file.IsIncomplete)));
        Assert.Contains("InvalidOperationException: a fault", files[0].Findings[0].Message, StringComparison.Ordinal);
    }

    private static byte[] Pack(byte[] pickle, string packing) => packing switch
    {
        "zip" or "deflated" => Zip("model.bin", pickle, packing == "zip"),
        "zip in zip" => Zip("a.bin", Zip("b.bin", pickle, true), false),
        "torch" => Zip("m/data.pkl", pickle, true, ("m/version", "3\n"u8.ToArray())),
        "npy" => Npy(pickle),
        "npz" => Zip("a.npy", Npy(pickle), true),
        "tar" => TarBytes.Of(("model.bin", pickle)),
        "tar.gz" => Pack(TarBytes.Of(("model.bin", pickle)), "gzip"),
        "base64" => Encoding.ASCII.GetBytes(Convert.ToBase64String(pickle)),
        "bytes" => Literal(pickle),
        "str" => Pickler.Dump(Encoding.Latin1.GetString(pickle)),
        "hex" => Pickler.Dump(Convert.ToHexString(pickle)),
        "base64 text" => Pickler.Dump(Convert.ToBase64String(pickle)),
        "gzip in bytes" => Literal(Pack(pickle, "gzip")),
        "pickle in pickle" => Literal(Literal(pickle)),
        "behind a pickle" => [.. Pickles.Of("\\x80\\x04]."), .. pickle],
        _ => Compress(pickle, Enum.Parse<Codec>(packing == "bz2" ? "Bzip2" : packing, ignoreCase: true)),
    };

    private static byte[] Compress(byte[] bytes, Codec codec)
    {
        using var memory = new MemoryStream();
        using (Stream packed = Compressor.Open(memory, codec, 3))
        {
            packed.Write(bytes);
        }

        return memory.ToArray();
    }

    private static byte[] Literal(byte[] bytes) => [0x80, 4, (byte)'B', .. BitConverter.GetBytes(bytes.Length), .. bytes, (byte)'.'];

    private static byte[] Npy(byte[] pickle)
    {
        string header = "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }".PadRight(117) + "\n";
        return [.. Pickles.Of("\\x93NUMPY\\x01\\x00"), 118, 0, .. Encoding.ASCII.GetBytes(header), .. pickle];
    }

    private static byte[] Zip(string name, byte[] content, bool isStored, params (string Name, byte[] Content)[] more)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, name, content, isStored);
            foreach ((string other, byte[] bytes) in more)
            {
                Add(zip, other, bytes);
            }
        }

        return memory.ToArray();
    }

    private static void Add(ZipArchive zip, string name, byte[] content, bool isStored = true)
    {
        using Stream entry = zip.CreateEntry(name, isStored ? CompressionLevel.NoCompression : CompressionLevel.Optimal).Open();
        entry.Write(content);
    }
}
