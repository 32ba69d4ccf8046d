using System.Text;
using Brine.Models;

namespace Brine.Tests.Facade;

/// <summary>JSON lines that are answered in blocks have the answers of a file that is read whole.</summary>
public sealed class JsonLinesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Contents() =>
    [
        """{"a":1,"b":"x"}|{"a":2,"b":"y"}|{"a":3,"b":"z"}|{"a":4,"b":"w"}""",
        """{"a":1,"b":1}|{"a":2,"b":2}|{"a":3,"b":3}|{"a":4.5,"b":4}""",
        """{"a":1,"b":1}|{"a":2,"b":2}|{"a":3,"b":3}|{"a":null,"b":4}""",
        """{"a":1,"b":1}|{"a":2,"b":2}|{"a":3,"b":3}|{"b":4}""",
        """{"a":1}|{"a":2}|{"a":3}|{"a":4,"late":true}""",
        """{"b":1,"a":1}|{"a":2,"b":2}|{"a":3}|{"a":4,"b":"text"}""",
        """{"a":true,"b":1}|{"a":false,"b":2}|{"a":true,"b":3}|{"a":null,"b":4}""",
        """{"a":true,"b":1}|{"a":false,"b":2}|{"a":true,"b":3}|{"a":1,"b":4}""",
        """{"a":null,"b":1}|{"a":null,"b":2}|{"a":null,"b":3}|{"a":"x","b":4}""",
        """{"a":null,"b":1}|{"a":null,"b":2}|{"a":null,"b":3}|{"a":7,"b":4}""",
        """{"a":1,"b":1}|{"a":9007199254740993,"b":2}|{"a":3,"b":3}|{"a":4,"b":4}""",
        """{"a":1,"b":1}|{"a":2,"b":2}|{"a":3,"b":3}|{"a":18446744073709551615,"b":4}""",
        """{"a":NaN,"b":1}|{"a":Infinity,"b":2}|{"a":-0.0,"b":3}|{"a":1e300,"b":4}""",
        """{"a":"é","b":"\"q\", \n"}||{"a":"漢字","b":""}|{"a":"x","b":null}|""",
        """{"a":1,"a":2,"b":1}|{"a":3,"b":2}""",
        """{"a":1,"b":1}|{"a":2,"b":[1]}|{"a":3,"b":3}""",
        """{"a":1,"b":1}|{"a":2,"b":2|{"a":3,"b":3}""",
        """{"a":1,"b":1}|{"a":2,"b":2}|[3,4]""",
        """{"a":1,"b":1}|{"a":2,|"b":2}|{"a":3,"b":3}""",
        """{"sepal_length":5,"sepal_width":3,"petal_length":1,"petal_width":0.5}|{"sepal_length":6,"sepal_width":3,"petal_length":5,"petal_width":1.5}|{"petal_width":2,"sepal_length":6,"sepal_width":3,"petal_length":5}""",
        """{"sepal_length":5,"sepal_width":3,"petal_length":1,"petal_width":0.5}|{"sepal_length":6,"sepal_width":3,"petal_length":5,"petal_width":1.5}|{"sepal_length":6,"sepal_width":null,"petal_length":5,"petal_width":2}""",
    ];

    [Theory]
    [MemberData(nameof(Contents))]
    public void AnswersDoNotDependOnTheBlocks(string content)
    {
        string data = _folder.Write("rows.jsonl", content.Replace('|', '\n'));
        foreach (Estimator model in new[] { Transformers.Same(), Model.Load(Repo.File("samples", "models", "iris-tree.pkl")).Estimator })
        {
            foreach (bool keeps in new[] { false, true })
            {
                string whole = Answer(model, data, long.MaxValue, 0, keeps);
                foreach (int blockBytes in new[] { 8, 30, 60, 5000 })
                {
                    string streamed = Answer(model, data, 0, blockBytes, keeps);
                    if (whole.StartsWith("InputJson", StringComparison.Ordinal))
                    {
                        // Rows before the one that is no record may be refused first.
                        Assert.StartsWith("Input", streamed, StringComparison.Ordinal);
                        continue;
                    }

                    Assert.Equal(whole, streamed);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Contents))]
    public void AnArrayOfRecordsIsAnsweredInBlocksToo(string content)
    {
        foreach (string text in new[] { $"[{content.Replace('|', ',')}]", $"\ufeff [ {content.Replace("|", "\n , ")}\n]\n" })
        {
            string data = _folder.Write("rows.json", text);
            string whole = Answer(Transformers.Same(), data, long.MaxValue, 0, keeps: true);
            foreach (int blockBytes in new[] { 8, 30, 60, 5000 })
            {
                string streamed = Answer(Transformers.Same(), data, 0, blockBytes, keeps: true);
                Assert.Equal(whole.StartsWith("InputJson", StringComparison.Ordinal) ? "Input" : whole,
                    whole.StartsWith("InputJson", StringComparison.Ordinal) ? streamed[..5] : streamed);
            }
        }
    }

    [Theory]
    [InlineData("[{\"a\":1},{\"a\":2},,{\"a\":3}]", "column 18")]
    [InlineData("[{\"a\":1},{\"a\":2} {\"a\":3}]", "column 18")]
    [InlineData("[{\"a\":1},{\"a\":2},]", "column 18")]
    [InlineData("[{\"a\":1},{\"a\":2}", "ends")]
    [InlineData("[{\"a\":1},{\"a\":2},{\"a\":\"]", "")]
    [InlineData("[{\"a\":1},{\"a\":2}] 3", "")]
    [InlineData("[{\"a\":1},{\"a\":2},7]", "")]
    [InlineData("[{\"a\":1},{\"a\":2},{\"a\" 3}]", "column 23")]
    public void WhatIsWrongInAnArrayIsNamedWithItsPlace(string text, string place)
    {
        string data = _folder.Write("rows.json", text);
        foreach (int blockBytes in new[] { 9, 5000 })
        {
            string answer = Answer(Transformers.Same(), data, 0, blockBytes, keeps: false, wholeUpTo: 0);
            Assert.StartsWith("InputJson", answer, StringComparison.Ordinal);
            Assert.Contains(place, answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ABlockOfBadLinesAloneChangesNoKind()
    {
        string data = _folder.Write("rows.jsonl", string.Concat(Enumerable.Repeat("{\"a\":1}\n", 30))
            + string.Concat(Enumerable.Repeat("{\"a\":\n", 30)) + "{\"a\":2,\"late\":true}\n");
        string[] answers = [.. new[] { 0, long.MaxValue }.Select(from =>
        {
            using var output = new MemoryStream();
            new FilePredictor(new Predictor(Transformers.Same())) { StreamedFrom = from, BlockBytes = 40, OnError = RowErrors.Mark }
                .Write(data, AnswerFormat.Csv, output);
            return Encoding.UTF8.GetString(output.ToArray());
        })];
        Assert.Equal(answers[1], answers[0]);
        Assert.Contains("\n1,", answers[0], StringComparison.Ordinal);
    }

    [Fact]
    public void ABadLineIsNamed()
    {
        string data = _folder.Write("rows.jsonl", string.Concat(Enumerable.Repeat("{\"a\":1}\n", 40)) + "{\"a\":1\n{\"a\":1}\n");
        Assert.Contains("line 42", Answer(Transformers.Same(), data, 0, 64, keeps: false, wholeUpTo: 0), StringComparison.Ordinal);
    }

    /// <summary>Blocks wait for those before them, and all of them learn of one that cannot be read.</summary>
    [Theory]
    [InlineData("rows.jsonl", "{\"a\":1}\n", "{\"a\":\n", "InputJson")]
    [InlineData("rows.csv", "1\n", "1,2\n", "InputCsv")]
    public async Task ABadLineInTheMiddleEndsTheWork(string name, string good, string bad, string code)
    {
        string head = name.EndsWith(".csv", StringComparison.Ordinal) ? "a\n" : "";
        string rows = string.Concat(Enumerable.Repeat(good, 3000));
        string data = _folder.Write(name, head + rows + bad + rows);
        foreach (bool readsWhole in new[] { false, true })
        {
            string answer = await Task.Run(() =>
                Answer(Transformers.Same(), data, 0, 64, keeps: false, wholeUpTo: readsWhole ? long.MaxValue : 0),
                TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            Assert.StartsWith(code, answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AnswersOfALateKindAreThoseOfTheWholeFile()
    {
        string data = _folder.Write("rows.jsonl", string.Concat(Enumerable.Repeat("{\"a\":1}\n", 400)) + "{\"a\":1.5}\n");
        Assert.StartsWith("{\"transform_0\":1.0}\n", Answer(Transformers.Same(), data, 0, 64, keeps: false), StringComparison.Ordinal);
    }

    [Fact]
    public void ALimitTypesByTheFirstRecords()
    {
        string data = _folder.Write("rows.jsonl", string.Concat(Enumerable.Repeat("{\"a\":1}\n", 40)) + "{\"a\":1.5}\n");
        Assert.Equal(Answer(Transformers.Same(), data, long.MaxValue, 0, keeps: false, 40), Answer(Transformers.Same(), data, 0, 64,
            keeps: false, 40));
        Assert.StartsWith("{\"transform_0\":1}\n", Answer(Transformers.Same(), data, 0, 64, keeps: false, 40), StringComparison.Ordinal);
    }

    /// <summary>Several frames, one to be passed over, content of more than a window.</summary>
    [Fact]
    public void AFileOfZstandardIsReadInParts()
    {
        string[] lines = [.. Enumerable.Range(0, 900_000).Select(i => $"{(i * 7919) % 10007}.{i % 10}")];
        static byte[] Pack(IEnumerable<string> part, int level) => Packed(Encoding.UTF8.GetBytes(
            string.Concat(part.Select(line => line + "\n"))), level);
        byte[] packed = [.. Pack(lines.Take(700_000).Prepend("a"), 3), 0x5A, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3,
            .. Pack(lines.Skip(700_000), 1)];
        string data = _folder.Write("rows.csv.zst", packed);
        var told = new List<double>();
        var files = new FilePredictor(new Predictor(Transformers.Same())) { StreamedFrom = 0, OnProgress = (_, share) => told.Add(share) };
        Assert.Equal(lines.Length, files.Save(data, _folder["answers.csv"]).RowCount);
        Assert.True(told.Count > 5);
        Assert.Equal(lines.Select(line => line), File.ReadLines(_folder["answers.csv"]).Skip(1));

        // Damage in the last frame, and a file that is cut off, are refused; what was there before stays.
        foreach (byte[] bad in new[] { [.. packed[..^6], (byte)(packed[^6] ^ 1), .. packed[^5..]], packed[..^9] })
        {
            File.WriteAllBytes(data, bad);
            Assert.Equal("FormatCompression",
                Assert.Throws<Brine.Pickling.PickleFormatException>(() => files.Save(data, _folder["answers.csv"])).Code);
        }

        Assert.Equal(lines.Length + 1, File.ReadLines(_folder["answers.csv"]).Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void APackedFileIsReadInParts(bool isJson)
    {
        string text = isJson ? string.Concat(Enumerable.Range(0, 4000).Select(i => $"{{\"a\":{i}}}\n"))
            : "a\n" + string.Concat(Enumerable.Range(0, 4000).Select(i => $"{i}\n"));
        byte[] packed = Gzip(text);
        var told = new List<double>();
        string data = _folder.Write("rows.gz", packed);
        var files = new FilePredictor(new Predictor(Transformers.Same())) { StreamedFrom = 0, BlockBytes = 500, OnProgress = (_, share) =>
            told.Add(share) };
        Assert.Equal(4000, files.Save(data, _folder["answers.jsonl.gz"]).RowCount);
        Assert.True(told.Count > 5);
        using var unpacked = new System.IO.Compression.GZipStream(File.OpenRead(_folder["answers.jsonl.gz"]),
            System.IO.Compression.CompressionMode.Decompress);
        Assert.EndsWith("{\"transform_0\":3999}\n", new StreamReader(unpacked).ReadToEnd(), StringComparison.Ordinal);

        // Several parts one behind the other are one file.
        File.WriteAllBytes(data, [.. packed, .. Gzip(isJson ? "{\"a\":4000}\n" : "4000\n")]);
        Assert.Equal(4001, files.Save(data, _folder["answers.csv"]).RowCount);

        // A damaged file is refused, and what was there before stays.
        byte[] damaged = [.. packed];
        damaged[^6] ^= 1;
        File.WriteAllBytes(data, damaged);
        Assert.Equal("FormatCompression",
            Assert.Throws<Brine.Pickling.PickleFormatException>(() => files.Save(data, _folder["answers.csv"])).Code);
        Assert.Equal(4002, File.ReadLines(_folder["answers.csv"]).Count());
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Packed(byte[] content, int level)
    {
        using var stream = new MemoryStream();
        using (Stream packer = Brine.Containers.Compressor.Open(stream, Brine.Containers.Codec.Zstd, level))
        {
            packer.Write(content);
        }

        return stream.ToArray();
    }

    private static byte[] Gzip(string text)
    {
        using var stream = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(stream, System.IO.Compression.CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return stream.ToArray();
    }

    private static string Answer(Estimator model, string data, long streamedFrom, int blockBytes, bool keeps, long? limit = null,
        long wholeUpTo = 1 << 30)
    {
        using var output = new MemoryStream();
        try
        {
            FilePrediction done = new FilePredictor(new Predictor(model), new DataOptions { Limit = limit }) { StreamedFrom = streamedFrom,
                BlockBytes = blockBytes, ReadWholeUpTo = wholeUpTo, KeepsColumns = keeps }.Write(data, AnswerFormat.JsonLines, output);
            return Encoding.UTF8.GetString(output.ToArray()) + done.RowCount;
        }
        catch (ModelInputException error)
        {
            return ErrorText.Of(error);
        }
    }
}
