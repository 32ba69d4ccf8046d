using System.Text;
using Brine.Arrays;
using Brine.Containers;

namespace Brine;

/// <content>Whole predictions, in any of the forms.</content>
public static partial class AnswerWriter
{
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
        AtomicFile.Write(path, Writer(prediction, format ?? FormatOf(path) ?? throw new ArgumentException($"'{path}' ends in no form of answers; say .csv, .json, .jsonl, .npy or .npz", nameof(path))));

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

    /// <summary>What can go wrong with the answers does so here, before a file is touched.</summary>
    private static Action<Stream> Writer(Prediction prediction, AnswerFormat format)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        if (format is AnswerFormat.Npy or AnswerFormat.Npz)
        {
            byte[] bytes = format == AnswerFormat.Npz ? prediction.ToNpz().Write()
                : prediction.Answers is [{ Answer: { Parts: null } answer }] ? NpyFormat.Write(NpzAnswers.WithoutObjects(answer.ToArray()))
                : throw new ArgumentException(".npy holds one array; write several methods, or a list of arrays, as .npz", nameof(format));
            return stream => stream.Write(bytes);
        }

        AnswerTable table = prediction.ToTable();
        return format switch
        {
            AnswerFormat.Json => stream => WriteJson(table, stream),
            AnswerFormat.JsonLines => stream => WriteJsonLines(table, stream),
            AnswerFormat.Csv => stream =>
            {
                using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true);
                WriteCsv(table, writer);
            },
            _ => throw new ArgumentException($"there is no form {format} of answers", nameof(format)),
        };
    }
}
