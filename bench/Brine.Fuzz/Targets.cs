using Brine.Arrays;
using Brine.Containers;
using Brine.Models;
using Brine.Pickling;
using Brine.Scanning;

namespace Brine.Fuzz;

/// <summary>What is fuzzed: the doors that files come in by, and what is done with what they hold.</summary>
internal static class Targets
{
    /// <summary>So little that an input which asks for more is told at once.</summary>
    private static readonly Limits Small = new() { MaxFileBytes = 32 << 20, MaxDecompressedBytes = 32 << 20 };

    private static readonly LoadOptions Load = new() { Limits = Small };

    private static readonly Codec[] Codecs =
        [Codec.Zlib, Codec.Gzip, Codec.Bzip2, Codec.Lzma, Codec.Xz, Codec.Lz4, Codec.Zstd];

    internal static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("opcodes", true, () => Seeds.Pickles(false), Pickled),
        new("tools", true, () => Seeds.Pickles(false), Tools),
        new("values", true, () => Seeds.Pickles(false), Values),
        new("joblib", true, () => Seeds.Pickles(true), bytes => PickleFile.Read(bytes, Load).Value.ToString()),
        new("frames", true, () => Seeds.Files("frame.pkl", "series.pkl", ".pkl").Where(IsFrame), Frames),
        new("estimators", true, () => Seeds.Files(".pkl", ".joblib").Where(IsModel), Estimators),
        .. Codecs.Select(codec => new FuzzTarget(codec.ToString().ToLowerInvariant(), false, () => Seeds.Packed(codec),
            bytes => Decompressor.Decompress(bytes, codec, Small))),
        new("zip", false, () => Seeds.Files(".npz", ".skops", ".zip"), Zip),
        new("tar", false, () => Seeds.Files(".tar", ".tgz").Append(Tar()), bytes => UnpackedFile.Read(bytes, Load)),
        new("npy", false, () => Seeds.Files(".npy"), Npy),
        new("skops", false, () => Seeds.Files(".skops").Select(Schema).OfType<byte[]>(), Skops),
        new("csv", false, () => Seeds.Files(".csv", ".tsv"), bytes => Csv.Parse(bytes)),
        new("json", false, () => Seeds.Files(".json", ".jsonl"), bytes => JsonTable.Parse(bytes, limits: Small)),
        new("yaml", false, () => Seeds.Files("MLmodel", ".yaml"), bytes =>
            MlflowModel.Read(UnpackedFile.Read(ZipOf(("MLmodel", bytes), ("model.pkl", Pickler.Dump(1))), Load))),
        new("data", false, () => Seeds.Files(".csv", ".json", ".npy", ".npz", "frame.pkl"),
            bytes => DataFile.Read(bytes, new DataOptions { Limits = Small })),
        new("inspector", false, () => Seeds.Files(".pkl", ".joblib", ".npz", ".npy", ".skops", ".gz", ".xz", ".zst"), Inspect),
        new("scanner", true, () => Seeds.Files(".pkl", ".joblib", ".npz", ".skops"), Scan),
        new("onnx", false, Onnx, Scan),
        new("torchscript", false, Scripts, code => Scan(ZipOf(("a/data.pkl", Pickler.Dump(1)), ("a/constants.pkl", Pickler.Dump(1)),
            ("a/code/__torch__/net.py", code)))),
        new("scanner of archives", false, () => Seeds.Files(".npz", ".skops", ".gz", ".xz", ".lz4", ".z", ".bz2").Append(Tar()), Scan),
    ];

    private static void Pickled(byte[] bytes)
    {
        PyValue value = Unpickler.Load(bytes, new UnpicklerOptions { Limits = Small });
        _ = value.ToString();
        _ = value.GetHashCode();
        byte[] written;
        try
        {
            written = Pickler.Dump(value);
        }
        catch (InvalidOperationException)
        {
            return; // a name or id that no protocol can say
        }

        if (!CanLoad(written))
        {
            throw new FaultException("what was written cannot be read");
        }
    }

    private static void Tools(byte[] bytes)
    {
        Ask(() => Disassembler.Write(bytes, TextWriter.Null));
        Ask(() => SymbolicMachine.Run(bytes));
        byte[] optimized = PickleOptimizer.Optimize(bytes);
        if (CanLoad(bytes) && !CanLoad(optimized))
        {
            throw new FaultException("optimized it cannot be loaded any more");
        }
    }

    private static bool CanLoad(byte[] bytes)
    {
        try
        {
            Unpickler.Load(bytes, new UnpicklerOptions { Limits = Small });
            return true;
        }
        catch (BrineException)
        {
            return false;
        }
    }

    private static void Values(byte[] bytes)
    {
        PyValue value = Unpickler.Load(bytes, new UnpicklerOptions { Limits = Small });
        Ask(() => NDArray.From(value)?.ToString());
        Ask(() => ScipySparse.From(value)?.ToCsr());
        Ask(() => DType.From(value));
        Ask(() => MaskedArray.From(value));
        Ask(() => PyTypeHint.From(value));
        Ask(() => value.To<object>());
        Ask(() => value.To<List<double>>());
        Ask(() => value.To<Dictionary<string, object>>());
    }

    private static void Frames(byte[] bytes)
    {
        PyValue value = PickleFile.Read(bytes, Load).Value;
        Ask(() => DataFrame.From(value)?.ToString());
        Ask(() => Series.From(value)?.ToString());
        Ask(() => PandasArray.From(value));
        Ask(() => DataFile.Read(bytes, new DataOptions { Limits = Small }));
    }

    private static void Estimators(byte[] bytes)
    {
        Model model = Model.Load(bytes, Load);
        int columns = Math.Min(model.Estimator.FeatureCount ?? 3, 200);
        Matrix rows = new(2, columns, new double[2 * columns]);
        foreach (string method in (string[])["predict", "predict_proba", "transform", "decision_function", "score_samples"])
        {
            Ask(() => model.Call(method, rows));
        }
    }

    private static void Zip(byte[] bytes)
    {
        Ask(() => UnpackedFile.Read(bytes, Load));
        using ZipReader zip = ZipReader.Read(bytes, Small);
        foreach (ZipEntry entry in zip.Entries.Take(20))
        {
            Ask(() => zip.ReadAll(entry));
        }

        Ask(() => NpzFile.Read(bytes, Load));
    }

    private static void Npy(byte[] bytes)
    {
        NDArray array = NpyFormat.Read(bytes, Small);
        _ = array.ToString();
        try
        {
            Ask(() => array.ToDoubles());
        }
        catch (InvalidCastException)
        {
            // text is no number, as the method says
        }

        byte[] pickle = Pickler.Dump(array.ToPickle());
        if (NDArray.From(Unpickler.Load(pickle)) is null)
        {
            throw new FaultException("an array that was read cannot be pickled");
        }
    }

    /// <summary>The schema is what is fuzzed: it is packed into an archive again.</summary>
    private static void Skops(byte[] schema)
    {
        PyValue value = SkopsFile.Read(UnpackedFile.Read(ZipOf(("schema.json", schema)), Load), Load).Value;
        _ = value.ToString();
    }

    private static void Inspect(byte[] bytes)
    {
        InspectionReport report = Inspector.Inspect(bytes, "input", new InspectOptions { Limits = Small });
        report.WriteJson(Stream.Null);
    }

    private static void Scan(byte[] bytes)
    {
        ScannedFile found = ModelScanner.Scan(bytes, "input", new ScanOptions { Limits = Small }).Files[0];
        if (found is { IsIncomplete: true, Verdict: Verdict.Safe })
        {
            throw new FaultException("safe and incomplete at once");
        }
    }

    /// <summary>A version; a graph of an operator of a library, with a graph in an attribute, and weights in another file; a
    /// function.</summary>
    private static IEnumerable<byte[]> Onnx()
    {
        byte[] Text(int field, string text) => Message(field, System.Text.Encoding.ASCII.GetBytes(text));
        byte[] Message(int field, params ReadOnlySpan<byte[]> parts)
        {
            byte[] content = [.. parts.ToArray().SelectMany(part => part)];
            return content.Length < 128 ? [(byte)((field << 3) | 2), (byte)content.Length, .. content]
                : [(byte)((field << 3) | 2), (byte)(content.Length | 0x80), (byte)(content.Length >> 7), .. content];
        }

        byte[] weights = Message(5, Message(13, Text(1, "location"), Text(2, "weights/a.bin")));
        byte[] inner = Message(6, Message(1, Text(4, "Add")), weights);
        byte[] node = Message(1, Text(1, "x"), Text(4, "Run"), Text(7, "shop.ops"), Message(5, Text(1, "body"), inner));
        yield return [8, 8, .. Message(7, node, weights), .. Message(8, Text(1, "shop.ops"))];
        yield return [8, 8, .. Message(7, Message(1, Text(4, "Gelu"), Text(7, "x")))];
    }

    private static IEnumerable<byte[]> Scripts()
    {
        yield return "def f(self, x: Tensor):\n  # it's\n  a = \"torch.save(x)\"\n  return torch.add(x, ops.prim.f(x))\n"u8.ToArray();
        yield return "class N(Module):\n  def g(self):\n    ops.shop.run(\"\"\"a\"\"\")\n    torch . \\\n from_file('a')\n"u8.ToArray();
    }

    private static bool IsFrame(byte[] bytes) => bytes.AsSpan().IndexOf("pandas"u8) >= 0;

    private static bool IsModel(byte[] bytes) => bytes.AsSpan().IndexOf("sklearn"u8) >= 0;

    private static byte[]? Schema(byte[] bytes)
    {
        using ZipReader zip = ZipReader.Read(bytes);
        return zip.Find("schema.json") is { } entry ? zip.ReadAll(entry).ToArray() : null;
    }

    private static byte[] ZipOf(params ReadOnlySpan<(string Name, byte[] Content)> members)
    {
        using var memory = new MemoryStream();
        using (var writer = new ZipWriter(memory))
        {
            foreach ((string name, byte[] content) in members)
            {
                writer.Add(name, content, ZipEntryOptions.Stored);
            }
        }

        return memory.ToArray();
    }

    private static byte[] Tar()
    {
        using var memory = new MemoryStream();
        using (var writer = new System.Formats.Tar.TarWriter(memory))
        {
            writer.WriteEntry(new System.Formats.Tar.PaxTarEntry(System.Formats.Tar.TarEntryType.RegularFile, "model.pkl")
                { DataStream = new MemoryStream(Pickler.Dump(new PyList([1, "a"]))) });
        }

        return memory.ToArray();
    }

    /// <summary>A question that may be refused by a documented exception, and others are asked all the same.</summary>
    private static void Ask(Action question)
    {
        try
        {
            question();
        }
        catch (Exception error) when (Documented(error))
        {
        }
    }

    private static void Ask<T>(Func<T> question) => Ask(() => { _ = question(); });

    /// <summary>The exceptions that the documentation of what is called here names.</summary>
    internal static bool Documented(Exception error) => error is BrineException or NotSupportedException;
}
