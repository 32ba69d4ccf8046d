using System.Buffers.Binary;
using System.Text;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Support;

/// <summary>Small files that are made to take the time or the memory of whoever opens them, each by one trick.</summary>
internal static class Bombs
{
    private static readonly Dictionary<string, (string Suffix, Func<byte[]> Make)> ByName = new(StringComparer.Ordinal)
    {
        ["key of shared tuples"] = (".pkl", () => Of(@"\x80\x02}K\x01", @"2\x86", 1000, "Ns.")),
        ["ints that collide as keys"] = (".pkl", () => Keys(i => [PickleOpcode.Long1, 8, .. Little(i), .. Little(i)])),
        ["floats that collide as keys"] = (".pkl", () => Keys(i => [PickleOpcode.Binfloat, .. Big(i), .. Big(i)])),
        ["lists shared ten times"] = (".pkl", () =>
            Of(@"\x80\x02" + new string('(', 60), "", 0, "X\\x03\\x00\\x00\\x00lol" + Repeated("222222222l", 60) + ".")),
        ["tuples shared twice"] = (".pkl", () => Of(@"\x80\x02K\x01", @"2\x86", 300, ".")),
        ["a list that holds itself"] = (".pkl", () => Of(@"\x80\x02]q\x00", @"h\x00a", 50, ".")),
        ["lists in one another"] = (".pkl", () => Of(@"\x80\x02", "]", 1_000_000, Repeated("a", 999_999) + ".")),
        ["tuples in one another"] = (".pkl", () => Of(@"\x80\x02N", @"\x85", 200_000, ".")),
        ["dicts in one another"] = (".pkl", () => Of(@"\x80\x02", @"}K\x01", 50_000, "N" + Repeated("s", 50_000) + ".")),
        ["calls in one another"] = (".pkl", () => Of(@"\x80\x02cshop\nBox\nq\x000N", @"q\x010h\x00h\x01\x85R", 50_000, ".")),
        ["states in one another"] = (".pkl", () =>
            Of(@"\x80\x02cshop\nBox\nq\x000", @"h\x00)\x81", 50_000, "N" + Repeated("b", 50_000) + ".")),
        ["BINBYTES8 of a terabyte"] = (".pkl", () => Of(@"\x80\x04\x8e\x00\x00\x00\x00\x00\x01\x00\x00", "a", 10, ".")),
        ["BINUNICODE8 of 2^63-1"] = (".pkl", () => Of(@"\x80\x04\x8d\xff\xff\xff\xff\xff\xff\xff\x7f", "a", 10, ".")),
        ["BYTEARRAY8 of a terabyte"] = (".pkl", () => Of(@"\x80\x05\x96\x00\x00\x00\x00\x00\x01\x00\x00", "a", 10, ".")),
        ["BINSTRING of 2 GB"] = (".pkl", () => Of(@"T\xff\xff\xff\x7f", "a", 10, ".")),
        ["LONG4 of 2 GB"] = (".pkl", () => Of(@"\x80\x02\x8b\xff\xff\xff\x7f", "a", 10, ".")),
        ["FRAME of 2^63-1"] = (".pkl", () => Of(@"\x80\x04\x95\xff\xff\xff\xff\xff\xff\xff\x7f", "N", 10, ".")),
        ["memo index of 2^32-1"] = (".pkl", () => Of(@"\x80\x02Nr\xff\xff\xff\xff", "", 0, ".")),
        ["memo index of 20 digits"] = (".pkl", () => Of("N", @"p99999999999999999999\n", 3, ".")),
        ["memo entries"] = (".pkl", () => Of(@"\x80\x04N", @"\x94", 100_000, ".")),
        ["marks"] = (".pkl", () => Of(@"\x80\x02", "(", 200_000, ".")),
        ["marks that are closed"] = (".pkl", () => Of(@"\x80\x02", "(", 100_000, Repeated("t", 100_000) + ".")),
        ["values on the stack"] = (".pkl", () => Of(@"\x80\x02", "N", 100_000, ".")),
        ["opcodes that do nothing"] = (".pkl", () => Of(@"\x80\x02", "N0", 100_000, "N.")),
        ["pickles in a row"] = (".pkl", () => Of("", "N.", 20_000, "")),
        ["items one by one"] = (".pkl", () => Of(@"\x80\x02]", @"K\x01a", 50_000, ".")),
        ["states of one object"] = (".pkl", () => Of(@"\x80\x02cshop\nBox\n)\x81", @"}K\x01Nsb", 20_000, ".")),
        ["digits of INT"] = (".pkl", () => Of("I", "9", 200_000, @"\n.")),
        ["digits of LONG"] = (".pkl", () => Of("L", "9", 200_000, @"L\n.")),
        ["many ints of 64 KiB"] = (".pkl", () =>
            [.. "\u0080\u0002("u8[1..],
                .. Enumerable.Repeat((byte[])[PickleOpcode.Long4, 0xFF, 0xFF, 0, 0, .. Enumerable.Repeat((byte)0x7F, 65535)],
                10).SelectMany(part => part), .. "l."u8]),
        ["escapes"] = (".pkl", () => Of("V", @"\\u0041", 200_000, @"\n.")),
        ["a name of a megabyte"] = (".pkl", () => Of("c", "m", 1_000_000, @"\nName\n.")),
        ["names that differ"] = (".pkl", () =>
            [(byte)'(', .. Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 3_000).Select(i => $"cm{i}\nn\n"))), .. "t."u8]),
        ["persistent ids"] = (".pkl", () => Of("(", @"Pid\n", 20_000, "t.")),
        ["zeros in zlib"] = (".z", () => Packed(Zeros(200), Codec.Zlib)),
        ["zeros in gzip"] = (".gz", () => Packed(Zeros(200), Codec.Gzip)),
        ["zeros in bzip2"] = (".bz2", () => Packed(Zeros(100), Codec.Bzip2)),
        ["zeros in xz"] = (".xz", () => Packed(Zeros(100), Codec.Xz)),
        ["zeros in LZ4"] = (".lz4", () => Packed(Zeros(200), Codec.Lz4)),
        ["zeros in Zstandard"] = (".zst", () => Packed(Zeros(200), Codec.Zstd)),
        ["lists in zlib"] = (".z", () => Packed(Of(@"\x80\x02(", "]", 4 << 20, "l."), Codec.Zlib)),
        ["lists in xz"] = (".xz", () => Packed(Of(@"\x80\x02(", "]", 4 << 20, "l."), Codec.Xz)),
        ["zeros in zip"] = (".zip", () => ZipBytes.Of(ZipEntryOptions.Default, ("model.pkl", Zeros(200)))),
        ["zip in zip in zip"] = (".zip", () => ZipBytes.Of(ZipEntryOptions.Default, ("a.zip", ZipBytes.Of(ZipEntryOptions.Default,
            ("b.zip", ZipBytes.Of(ZipEntryOptions.Default, ("c.pkl", Zeros(200)))))))),
        ["objects in an .npz"] = (".npz", () => ZipBytes.Of(ZipEntryOptions.Default, ("X.npy",
            [.. Npy("'|O'", "(1,)"), .. Of(@"\x80\x02(", "]", 4 << 20, "l.")]))),
        [".npy of 2^40 items"] = (".npy", () => Npy("'<f8'", "(1099511627776,)")),
        [".npy of 2^124 items"] = (".npy", () => Npy("'<f8'", "(4611686018427387904, 4611686018427387904)")),
        [".npy of 2^62 items of no bytes"] = (".npy", () => Npy("'|V0'", "(4611686018427387904,)")),
        [".npy with a header of brackets"] = (".npy", () => Npy("'<f8'", new string('(', 9000))),
        ["CSV of columns"] = (".csv", () => Encoding.ASCII.GetBytes(string.Join(',', Enumerable.Range(0, 3_000).Select(i => $"c{i}"))
            + "\n"
            + Repeated("1,", 2_999) + "1\n")),
        ["CSV with an open quote"] = (".csv", () => Encoding.ASCII.GetBytes("a,b\n\"" + Repeated("x,\n", 50_000))),
        ["JSON of brackets"] = (".json", () => Encoding.ASCII.GetBytes(new string('[', 100_000) + new string(']', 100_000))),
        ["JSON of digits"] = (".json", () => Encoding.ASCII.GetBytes("[{\"a\":" + new string('9', 100_000) + "}]")),
        ["JSON of lists in gzip"] = (".gz", () => Packed(Encoding.ASCII.GetBytes("[" + Repeated("[],", 1_500_000) + "[]]"), Codec.Gzip)),
        ["skops of brackets"] = (".skops", () => ZipBytes.Of(ZipEntryOptions.Default, ("schema.json", Encoding.ASCII.GetBytes(
            Repeated("{\"__class__\":\"list\",\"__module__\":\"builtins\",\"__loader__\":\"ListNode\",\"content\":[", 20_000)
                + Repeated("]}", 20_000))))),
    };

    internal static IEnumerable<string> Names => ByName.Keys;

    /// <summary>The ending of such a file, and its bytes.</summary>
    internal static (string Suffix, byte[] Bytes) Make(string name) => (ByName[name].Suffix, ByName[name].Make());

    /// <summary>Bytes in Python's escapes: a beginning, something many times over, an end.</summary>
    private static byte[] Of(string head, string part, int times, string tail)
    {
        byte[] bytes = Pickles.Of(part);
        byte[] all = new byte[bytes.Length * times];
        for (int i = 0; i < times; i++)
        {
            bytes.CopyTo(all, i * bytes.Length);
        }

        return [.. Pickles.Of(head), .. all, .. Pickles.Of(tail)];
    }

    private static string Repeated(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

    private static byte[] Keys(Func<int, byte[]> key) =>
        [.. Pickles.Of(@"\x80\x02}("), .. Enumerable.Range(1, 20_000).SelectMany(i => (byte[])[.. key(i), (byte)'N']), .. "u."u8];

    private static byte[] Little(int number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return bytes;
    }

    private static byte[] Big(int number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    private static byte[] Zeros(int megabytes)
    {
        byte[] bytes = new byte[(megabytes << 20) + 12];
        Pickles.Of(@"\x80\x04\x8e").CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(3), (long)megabytes << 20);
        bytes[^1] = (byte)'.';
        return bytes;
    }

    private static byte[] Packed(byte[] bytes, Codec codec)
    {
        using var memory = new MemoryStream();
        using (Stream stream = Compressor.Open(memory, codec, Compressor.LevelsOf(codec).Default))
        {
            stream.Write(bytes);
        }

        return memory.ToArray();
    }

    private static byte[] Npy(string descriptor, string shape)
    {
        byte[] text = Encoding.ASCII.GetBytes($"{{'descr': {descriptor}, 'fortran_order': False, 'shape': {shape}, }}\n");
        return [.. Pickles.Of(@"\x93NUMPY\x01\x00"), (byte)text.Length, (byte)(text.Length >> 8), .. text];
    }
}
