using System.Buffers;
using System.Text;
using Brine.Arrays;
using Brine.Containers;

namespace Brine;

/// <summary>Writes answers as CSV, JSON, JSON lines or numpy arrays.</summary>
public static class AnswerWriter
{
    private const int Piece = 4096;

    /// <summary>The form that the ending of a file's name stands for, whatever its case; null where it is none.</summary>
    public static AnswerFormat? FormatOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" => AnswerFormat.Csv,
            ".json" => AnswerFormat.Json,
            ".jsonl" => AnswerFormat.JsonLines,
            ".npy" => AnswerFormat.Npy,
            ".npz" => AnswerFormat.Npz,
            _ => null,
        };
    }

    /// <summary>Writes the answers to a file, which appears complete or not at all.</summary>
    /// <param name="prediction">The answers.</param>
    /// <param name="path">The file.</param>
    /// <param name="format">The form; when left out, the ending of the name says it.</param>
    /// <exception cref="ArgumentException">The name ends in no form of answers, or the form cannot hold them.</exception>
    /// <exception cref="ModelInputException">The answers do not stand side by side as columns.</exception>
    /// <exception cref="FileNotWrittenException">The disk is full, or the system does not let the file be written.</exception>
    public static void Save(Prediction prediction, string path, AnswerFormat? format = null) =>
        AtomicFile.Write(path, Writer(prediction, format ?? FormatOf(path) ?? throw NoForm(path)));

    /// <summary>Writes the answers to a stream.</summary>
    /// <param name="prediction">The answers.</param>
    /// <param name="format">The form.</param>
    /// <param name="output">The stream; it is not closed.</param>
    /// <exception cref="ArgumentException">The form cannot hold the answers.</exception>
    /// <exception cref="ModelInputException">The answers do not stand side by side as columns.</exception>
    public static void Write(Prediction prediction, AnswerFormat format, Stream output)
    {
        ArgumentNullException.ThrowIfNull(output);
        Writer(prediction, format)(output);
    }

    /// <summary>Writes CSV with a header; floats as Python prints them, missing values empty.</summary>
    public static void WriteCsv(AnswerTable table, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var bytes = new MemoryStream();
        WriteTable(table, AnswerFormat.Csv, bytes);
        output.Write(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }

    /// <summary>Writes an array of records; NaN and infinities, which JSON has not, become null.</summary>
    public static void WriteJson(AnswerTable table, Stream output) => WriteTable(table, AnswerFormat.Json, output);

    /// <summary>Writes one record a line.</summary>
    public static void WriteJsonLines(AnswerTable table, Stream output) => WriteTable(table, AnswerFormat.JsonLines, output);

    internal static ArgumentException NoForm(string path) =>
        new($"'{path}' ends in no form of answers; say .csv, .json, .jsonl, .npy or .npz", nameof(path));

    private static void WriteTable(AnswerTable table, AnswerFormat format, Stream output)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(output);
        var rows = new AnswerRows(format);
        var buffer = new ArrayBufferWriter<byte>();
        rows.WriteStart(table.Names, buffer);
        for (int first = 0; first < table.RowCount; first += Piece)
        {
            rows.WriteRows(table.Rows(first, Math.Min(Piece, table.RowCount - first)), first == 0, buffer);
            output.Write(buffer.WrittenSpan);
            buffer.ResetWrittenCount();
        }

        rows.WriteEnd(buffer);
        output.Write(buffer.WrittenSpan);
    }

    /// <summary>What can go wrong with the answers does so here, before a file is touched.</summary>
    private static Action<Stream> Writer(Prediction prediction, AnswerFormat format)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        if (format is AnswerFormat.Npy or AnswerFormat.Npz)
        {
            byte[] bytes = format == AnswerFormat.Npz ? prediction.ToNpz().Write()
                : prediction.Answers is [{ Answer: { Parts: null } answer } one]
                    ? NpyFormat.Write(NpzAnswers.ToWrite(one.Method, answer.ToArray()))
                : throw new ArgumentException(".npy holds one array; write several methods, or a list of arrays, as .npz", nameof(format));
            return stream => stream.Write(bytes);
        }

        _ = new AnswerRows(format);
        AnswerTable table = prediction.ToTable();
        return stream => WriteTable(table, format, stream);
    }
}
