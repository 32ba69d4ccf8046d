using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Brine.Containers;
using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>
/// Asks a model about a whole file of rows and writes the answers. A large CSV, JSON lines and typed tables are answered block by block
/// on all processors, in memory that does not grow with
/// them; other files are read whole. The answers are the same either way.
/// </summary>
/// <example><code>
/// var files = new FilePredictor(new Predictor(model.Estimator)) { Methods = ["predict", "predict_proba"] };
/// FilePrediction done = files.Save("rows.csv", "answers.csv");
/// Console.WriteLine($"{done.RowCount} rows");
/// </code></example>
public sealed class FilePredictor
{
    private const int HeadBytes = 1 << 16;

    /// <summary>About how many bytes of text there are for a packed one.</summary>
    private const int LikelyRatio = 4;

    private readonly DataOptions _options;

    /// <summary>Makes a predictor of files.</summary>
    /// <param name="predictor">The model.</param>
    /// <param name="options">How the data is read; its <see cref="DataOptions.Estimator"/> is the predictor's where it is left out.</param>
    public FilePredictor(Predictor predictor, DataOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        Predictor = predictor;
        options ??= DataOptions.Default;
        _options = options with { Estimator = options.Estimator ?? predictor.Estimator };
    }

    /// <summary>The model that answers.</summary>
    public Predictor Predictor { get; }

    /// <summary>The Python names of the methods; none for <see cref="Predictor.DefaultMethod"/>.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>True to write the columns of the data too, before the answers: in a CSV as the file has them.</summary>
    public bool KeepsColumns { get; init; }

    /// <summary>What is done with rows that the model refuses.</summary>
    public RowErrors OnError { get; init; }

    /// <summary>Stops the work; no half file is left.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Told how many rows are done, and which share of the file they are, from 0 to 1.</summary>
    public Action<long, double>? OnProgress { get; init; }

    /// <summary>From how many bytes on a CSV is read in blocks.</summary>
    internal long StreamedFrom { get; init; } = 8 << 20;

    /// <summary>About how many bytes of it are read at once.</summary>
    internal int BlockBytes { get; init; } = 1 << 19;

    /// <summary>Up to how many bytes a file is read whole where it turns out that reading it in parts does not do.</summary>
    internal long ReadWholeUpTo { get; init; } = 1 << 30;

    /// <summary>Answers a file and writes the answers to another, which appears complete or not at all.</summary>
    /// <param name="dataPath">The rows.</param>
    /// <param name="outputPath">The file of the answers.</param>
    /// <param name="format">The form of the answers; when left out, the ending of the name says it.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">There is no such method or form, or the form cannot hold the answers.</exception>
    /// <exception cref="ModelInputException">The data cannot be read, or does not fit the model.</exception>
    /// <exception cref="PickleFormatException">The array file is corrupt.</exception>
    /// <exception cref="UnsupportedModelException">The model has no such method.</exception>
    /// <exception cref="FileNotWrittenException">The disk is full, or the system does not let the file be written.</exception>
    public FilePrediction Save(string dataPath, string outputPath, AnswerFormat? format = null)
    {
        ArgumentNullException.ThrowIfNull(outputPath);
        if (format is null && TableFormat.OfPath(_options.Formats, outputPath) is { } tables)
        {
            return Run(dataPath, write => SaveStreamed(outputPath, write), stream => new AnswerSink.OfTable(tables.Create(stream)));
        }

        AnswerFormat form = format ?? AnswerWriter.FormatOf(outputPath) ?? throw AnswerWriter.NoForm(outputPath);
        return form is AnswerFormat.Npy or AnswerFormat.Npz ? RunArrays(dataPath, form, prediction =>
            AnswerWriter.Save(prediction, outputPath, form))
            : Run(dataPath, write => SaveStreamed(outputPath, write), stream => new AnswerSink.OfText(form, stream));
    }

    /// <summary>Answers a file and writes the answers to a stream, when all of them are there.</summary>
    /// <param name="dataPath">The rows.</param>
    /// <param name="format">The form of the answers.</param>
    /// <param name="output">The stream; it is not closed.</param>
    /// <inheritdoc cref="Save" path="/exception"/>
    public FilePrediction Write(string dataPath, AnswerFormat format, Stream output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return format is AnswerFormat.Npy or AnswerFormat.Npz ? RunArrays(dataPath, format, prediction =>
            AnswerWriter.Write(prediction, format, output))
            : Run(dataPath, write => WriteStreamed(output, write), stream => new AnswerSink.OfText(format, stream));
    }

    /// <summary>
    /// Answers a file some rows at a time. What the columns are must be known before the first answer counts, so a file that is read in
    /// parts is gone over once for it: a pass more than
    /// <see cref="Save"/> needs.
    /// </summary>
    /// <param name="dataPath">The rows.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The answers, in the order of the file, with what <see cref="KeepsColumns"/> and <see cref="OnError"/> put beside
    /// them.</returns>
    /// <inheritdoc cref="Save" path="/exception"/>
    /// <example><code>
    /// await foreach (AnswerTable answers in files.AnswerAsync("rows.parquet"))
    /// {
    ///     Console.WriteLine($"{answers.RowCount} rows, the first is {answers[0, 0]}");
    /// }
    /// </code></example>
    public async IAsyncEnumerable<AnswerTable> AnswerAsync(string dataPath,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataPath);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Cancellation);
        var answered = Channel.CreateBounded<AnswerTable>(2);
        Task work = Task.Run(
            () =>
            {
                Exception? failure = null;
                try
                {
                    using var sink = new AnswerSink.OfChannel(answered.Writer, stop.Token);
                    Answer(dataPath, sink, stop.Token);
                }
                catch (Exception error)
                {
                    failure = error;
                }
                finally
                {
                    answered.Writer.Complete(failure);
                }
            },
            CancellationToken.None);
        try
        {
            await foreach (AnswerTable table in answered.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return table;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await work.ConfigureAwait(false);
        }
    }

    private void Answer(string dataPath, AnswerSink sink, CancellationToken cancellation)
    {
        DataOptions options = _options with { KeepsRagged = OnError == RowErrors.Mark };
        var answers = new RowAnswers(Predictor, Methods, options.Columns, KeepsColumns, OnError);
        using RowSource? source = SourceOf(dataPath, options);
        if (source is not null && new StreamedAnswers(answers, source, options.Limit
            ?? long.MaxValue) { OnProgress = OnProgress, Cancellation = cancellation }.TryRunOnce(sink))
        {
            return;
        }

        cancellation.ThrowIfCancellationRequested();
        sink.WriteAll(answers.Answer(DataFile.ReadRows(dataPath, options), 0).Table(answers.Methods));
    }

    private FilePrediction RunArrays(string dataPath, AnswerFormat format, Action<Prediction> save)
    {
        ArgumentNullException.ThrowIfNull(dataPath);
        if (KeepsColumns || OnError == RowErrors.Mark)
        {
            throw new ArgumentException($"an {(format == AnswerFormat.Npy ? ".npy" : ".npz")} holds answers alone: columns of the data, "
                + "and rows without an answer, stand in tables", nameof(format));
        }

        Prediction prediction = Predictor.Predict(DataFile.Read(dataPath, _options), Methods);
        Cancellation.ThrowIfCancellationRequested();
        save(prediction);
        return new FilePrediction(prediction.RowCount, prediction.UnusedColumns);
    }

    /// <param name="dataPath">The rows.</param>
    /// <param name="save">Writes answers to a stream; what is written counts when that gives true.</param>
    /// <param name="sink">Writes rows of answers to a stream.</param>
    private FilePrediction Run(string dataPath, Func<Func<Stream, bool>, bool> save, Func<Stream, AnswerSink> sink)
    {
        ArgumentNullException.ThrowIfNull(dataPath);
        DataOptions options = _options with { KeepsRagged = OnError == RowErrors.Mark };
        var answers = new RowAnswers(Predictor, Methods, options.Columns, KeepsColumns, OnError);
        using RowSource? source = SourceOf(dataPath, options);
        if (source is not null)
        {
            var streamed = new StreamedAnswers(answers, source, options.Limit ?? long.MaxValue) { OnProgress = OnProgress,
                Cancellation = Cancellation };
            if (streamed.TryRun(write => save(stream =>
            {
                using AnswerSink target = sink(stream);
                return write(target);
            })))
            {
                return new FilePrediction(streamed.RowCount, [.. streamed.UnusedColumns, .. (source as TableSource)?.SkippedColumns ?? []],
                    streamed.FailedRowCount);
            }
        }

        DataRows rows = DataFile.ReadRows(dataPath, options);
        Cancellation.ThrowIfCancellationRequested();
        RowAnswer answer = answers.Answer(rows, 0);
        AnswerTable table = answer.Table(answers.Methods);
        save(stream =>
        {
            using AnswerSink target = sink(stream);
            target.WriteAll(table);
            return true;
        });
        return new FilePrediction(rows.Count, answer.Prediction?.UnusedColumns ?? [], answer.FailedRowCount);
    }

    /// <summary>What reads a file in parts; null for one that is read whole.</summary>
    private RowSource? SourceOf(string path, DataOptions options)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using FileStream file = File.OpenRead(path);
        var head = new byte[HeadBytes];
        ReadOnlySpan<byte> start = head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
        Codec codec = Detector.DetectCodec(start);
        bool isPacked = codec is Codec.Gzip or Codec.Zstd;
        long size = file.Length;
        if (isPacked)
        {
            size *= LikelyRatio;
            file.Position = 0;
            start = HeadOfPacked(file, codec, head);
        }

        long limit = options.Limit ?? long.MaxValue;
        FileFormat found = Detector.DetectCodec(start) == Codec.None ? Detector.DetectFormat(start) : FileFormat.Unknown;
        if (!isPacked && TableFormat.Of(options.Formats, found) is { IsStreamed: true } format)
        {
            ReadOptions.Check(found, options.Csv, options.Npz, options.Sheet);
            IReadOnlyList<string>? needed = KeepsColumns ? null : options.Columns ?? Predictor.Estimator.FeatureNamesIn;
            return new TableSource(format, () => OpenFile(path), new TableReadOptions { Columns = needed }, limit,
                KnownColumns.Of(Predictor.Estimator, options.Columns, options.Beside, null));
        }

        if (size < StreamedFrom)
        {
            return null;
        }

        if (options.Csv == CsvOptions.Default && found is FileFormat.Json or FileFormat.Text or FileFormat.Csv or FileFormat.Unknown
            && (JsonLineReader.IsLines(start) || JsonArrayReader.IsRecords(start)))
        {
            ReadOptions.Check(FileFormat.Json, options.Csv, options.Npz, options.Sheet);
            return new JsonLinesSource(options, () => Open(path, codec), BlockBytes, limit, size <= ReadWholeUpTo,
                JsonArrayReader.IsRecords(start));
        }

        return IsCsv(start, found) ? new CsvSource(options, () => Open(path, codec), BlockBytes, limit, options.KeepsRagged) : null;
    }

    /// <summary>The beginning of what a packed file unpacks to; nothing where it is none.</summary>
    private static ReadOnlySpan<byte> HeadOfPacked(FileStream file, Codec codec, byte[] head)
    {
        try
        {
            using Stream unpacked = Unpack(file, codec);
            return head.AsSpan(0, unpacked.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
        }
        catch (InvalidDataException)
        {
            return default;
        }
    }

    private static FileStream OpenFile(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);

    private static RowStream Open(string path, Codec codec)
    {
        FileStream file = OpenFile(path);
        return new RowStream(file, Unpack(file, codec));
    }

    private static Stream Unpack(FileStream file, Codec codec) => codec switch
    {
        Codec.Gzip => new GzipFileStream(file),
        Codec.Zstd => new ZstdFileStream(file),
        _ => file,
    };

    private static bool IsPacked(string path) => Path.GetExtension(path).Equals(".gz", StringComparison.OrdinalIgnoreCase);

    private static bool SaveStreamed(string path, Func<Stream, bool> write)
    {
        try
        {
            AtomicFile.Write(path, stream =>
            {
                using Stream packed = IsPacked(path) ? new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true) : stream;
                using var buffered = new BufferedStream(packed, 1 << 18);
                if (!write(buffered))
                {
                    throw new UnusedAnswersException();
                }
            });
            return true;
        }
        catch (UnusedAnswersException)
        {
            return false;
        }
    }

    /// <summary>What turns out to be no answer must not be seen: it waits in a file until all is there.</summary>
    private static bool WriteStreamed(Stream output, Func<Stream, bool> write)
    {
        using var spool = new FileStream(Path.Combine(Path.GetTempPath(), "brine-" + Path.GetRandomFileName()), FileMode.CreateNew,
            FileAccess.ReadWrite, FileShare.None, 1 << 18, FileOptions.DeleteOnClose);
        if (!OperatingSystem.IsWindows())
        {
            // Without a name it goes with the process, however that ends.
            File.Delete(spool.Name);
        }

        if (!write(spool))
        {
            return false;
        }

        spool.Position = 0;
        spool.CopyTo(output, 1 << 20);
        return true;
    }

    /// <summary>True for what is read as a CSV in UTF-8, as far as its beginning tells.</summary>
    private bool IsCsv(ReadOnlySpan<byte> start, FileFormat found) =>
        _options.Csv.Encoding is null or System.Text.UTF8Encoding && !CsvEncoding.IsWide(start) && !start.Contains((byte)0)
            && Detector.DetectCodec(start) == Codec.None && found is FileFormat.Csv or FileFormat.Text or FileFormat.Unknown
            && start.TrimStart(" \t\r\n\ufeff"u8) is not ([] or [(byte)'{' or (byte)'[', ..]);

    private sealed class UnusedAnswersException : Exception;
}
