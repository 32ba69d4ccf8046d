using Brine.Containers;
using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>
/// Asks a model about a whole file of rows and writes the answers. A large CSV is answered block by block on all processors, in memory that does not grow with it; other files are read
/// whole. The answers are the same either way.
/// </summary>
/// <example><code>
/// var files = new FilePredictor(new Predictor(model.Estimator)) { Methods = ["predict", "predict_proba"] };
/// FilePrediction done = files.Save("rows.csv", "answers.csv");
/// Console.WriteLine($"{done.RowCount} rows");
/// </code></example>
public sealed class FilePredictor
{
    private const int HeadBytes = 1 << 16;

    private readonly DataOptions _options;

    /// <summary>Makes a predictor of files.</summary>
    /// <param name="predictor">The model.</param>
    /// <param name="options">How the data is read; its <see cref="DataOptions.Model"/> is the predictor's where it is left out.</param>
    public FilePredictor(Predictor predictor, DataOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        Predictor = predictor;
        options ??= DataOptions.Default;
        _options = options with { Model = options.Model ?? predictor.Estimator };
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
    internal int BlockBytes { get; init; } = 2 << 20;

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
        AnswerFormat form = format ?? AnswerWriter.FormatOf(outputPath) ?? throw AnswerWriter.NoForm(outputPath);
        return Run(dataPath, form, write => SaveStreamed(outputPath, write), prediction => AnswerWriter.Save(prediction, outputPath, form));
    }

    /// <summary>Answers a file and writes the answers to a stream, when all of them are there.</summary>
    /// <param name="dataPath">The rows.</param>
    /// <param name="format">The form of the answers.</param>
    /// <param name="output">The stream; it is not closed.</param>
    /// <inheritdoc cref="Save" path="/exception"/>
    public FilePrediction Write(string dataPath, AnswerFormat format, Stream output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return Run(dataPath, format, write => WriteStreamed(output, write), prediction => AnswerWriter.Write(prediction, format, output));
    }

    /// <param name="dataPath">The rows.</param>
    /// <param name="format">The form of the answers.</param>
    /// <param name="saveRows">Writes rows of answers; what is written counts when that gives true.</param>
    /// <param name="saveArrays">Writes arrays.</param>
    private FilePrediction Run(string dataPath, AnswerFormat format, Func<Func<Stream, bool>, bool> saveRows, Action<Prediction> saveArrays)
    {
        ArgumentNullException.ThrowIfNull(dataPath);
        DataOptions options = _options with { KeepsRagged = OnError == RowErrors.Mark };
        if (format is AnswerFormat.Npy or AnswerFormat.Npz)
        {
            if (KeepsColumns || OnError == RowErrors.Mark)
            {
                throw new ArgumentException($"an {(format == AnswerFormat.Npy ? ".npy" : ".npz")} holds answers alone: columns of the data, and rows without an answer, stand in tables", nameof(format));
            }

            Prediction prediction = Predictor.Predict(DataFile.Read(dataPath, options), Methods);
            Cancellation.ThrowIfCancellationRequested();
            saveArrays(prediction);
            return new FilePrediction(prediction.RowCount, prediction.UnusedColumns);
        }

        var answers = new RowAnswers(Predictor, Methods, options.Columns, KeepsColumns, OnError);
        long limit = options.Limit ?? long.MaxValue;
        if (IsLargeCsv(dataPath))
        {
            var source = new CsvSource(options, () => Open(dataPath), BlockBytes, limit, options.KeepsRagged);
            var streamed = new StreamedAnswers(answers, source, limit) { OnProgress = OnProgress, Cancellation = Cancellation };
            if (streamed.TryRun(write => saveRows(stream => write(new AnswerSink.OfText(format, stream)))))
            {
                return new FilePrediction(streamed.RowCount, streamed.UnusedColumns, streamed.FailedRowCount);
            }
        }

        DataRows rows = DataFile.ReadRows(dataPath, options);
        Cancellation.ThrowIfCancellationRequested();
        RowAnswer answer = answers.Answer(rows, 0);
        AnswerTable table = answer.Table(answers.Methods);
        saveRows(stream =>
        {
            new AnswerSink.OfText(format, stream).WriteAll(table);
            return true;
        });
        return new FilePrediction(rows.Count, answer.Prediction?.UnusedColumns ?? [], answer.FailedRowCount);
    }

    private static RowStream Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        return new RowStream(file, file);
    }

    private static bool SaveStreamed(string path, Func<Stream, bool> write)
    {
        try
        {
            AtomicFile.Write(path, stream =>
            {
                using var buffered = new BufferedStream(stream, 1 << 18);
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
        using var spool = new FileStream(Path.Combine(Path.GetTempPath(), "brine-" + Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 18, FileOptions.DeleteOnClose);
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

    /// <summary>True for a large file that is read as a CSV in UTF-8, as far as its beginning tells.</summary>
    private bool IsLargeCsv(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length < StreamedFrom)
        {
            return false;
        }

        using FileStream file = File.OpenRead(path);
        var head = new byte[HeadBytes];
        ReadOnlySpan<byte> start = head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
        return _options.Csv.Encoding is null or System.Text.UTF8Encoding && !CsvEncoding.IsWide(start) && !start.Contains((byte)0)
            && Detector.DetectCodec(start) == Codec.None && Detector.DetectFormat(start) is FileFormat.Csv or FileFormat.Text or FileFormat.Unknown
            && start.TrimStart(" \t\r\n\ufeff"u8) is not ([] or [(byte)'{' or (byte)'[', ..]);
    }

    private sealed class UnusedAnswersException : Exception;
}
