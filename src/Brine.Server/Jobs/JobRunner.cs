using Brine.Containers;
using Brine.Models;
using Brine.Pickling;
using Brine.Tables;
using Microsoft.Extensions.Logging;

namespace Brine.Server;

/// <summary>Answers the rows of a file, behind the back of the one who sent it.</summary>
/// <param name="jobs">Whose turn it is.</param>
/// <param name="options">What the server takes.</param>
/// <param name="log">Where faults are told.</param>
internal sealed partial class JobRunner(JobStore jobs, BrineServerOptions options, ILogger log)
{
    private const int MostProblems = 20;

    /// <summary>Reads the beginning of the file: finds out how it is written, and its columns.</summary>
    internal void Look(FileJob job, FileReading? said)
    {
        byte[] head = FilePreview.HeadOf(job.DataPath);
        try
        {
            job.Format = FilePreview.FormatOf(job.DataPath, head);
            job.Reading = said ?? (job.Format == FileFormat.Csv ? CsvDialect.Find(head, job.Model.Inputs.Count) : FileReading.Default);
            job.Preview = FilePreview.Of(job.DataPath, job.Format, job.Reading, [.. options.Formats], options.DataLimits);
            if (job.Preview is { Sheets: [var first, ..] } && job.Reading.Sheet is null)
            {
                job.Reading = job.Reading with { Sheet = first };
            }

            job.Matches = ColumnMatch.Find(job.Model, job.Preview.Names);
            job.Error = null;
        }
        catch (BrineException error)
        {
            job.Preview = null;
            job.Error = ErrorText.Of(error);
        }
    }

    /// <summary>Begins to answer, when it is its turn.</summary>
    internal void Start(FileJob job, bool withProbabilities)
    {
        (job.State, job.Share, job.RowCount, job.FailedRowCount, job.Error, job.Problems) = (JobState.Running, double.NaN, 0, 0, null, []);
        _ = Task.Run(async () =>
        {
            try
            {
                await jobs.Turn.WaitAsync(job.Stopped);
                try
                {
                    await RunAsync(job, withProbabilities);
                    job.State = JobState.Done;
                }
                finally
                {
                    jobs.Turn.Release();
                }
            }
            catch (OperationCanceledException)
            {
                job.State = JobState.Failed;
            }
            catch (Exception error) when (error is BrineException or IOException or ArgumentException or UnauthorizedAccessException)
            {
                (job.Error, job.State) = (error is BrineException known ? ErrorText.Of(known) : error.Message, JobState.Failed);
            }
            catch (Exception error)
            {
                LogFault(log, error);
                (job.Error, job.State) = (ErrorReply.FaultText.Message, JobState.Failed);
            }

            job.Touched = DateTimeOffset.UtcNow;
        });
    }

    private async Task RunAsync(FileJob job, bool withProbabilities)
    {
        FilePreview preview = job.Preview ?? throw new ModelInputException("InputFormat", "the file cannot be read");
        IReadOnlyList<string> names = ColumnMatch.Renamed(job.Model, job.Matches, preview.Names);
        bool isRenamed = !names.SequenceEqual(preview.Names);
        Predictor predictor = job.Model.Predictor;
        string[] methods = withProbabilities && predictor.Estimator.Methods.HasFlag(Methods.PredictProba)
            ? [predictor.DefaultMethod, "predict_proba"] : [];
        IReadOnlyList<TableFormat> formats = isRenamed
            ? [.. options.Formats.Select(format => new RenamedFormat(format, preview.Names, names))] : [.. options.Formats];
        var data = new DataOptions
        {
            Limits = options.DataLimits,
            Formats = formats,
            Sheet = job.Format == FileFormat.Excel ? job.Reading.Sheet : null,
            Csv = job.Format == FileFormat.Csv ? job.Reading.Csv : CsvOptions.Default,
        };
        if (job.Format == FileFormat.Excel)
        {
            await RunWorkbookAsync(job, new FilePredictor(predictor, data) { Methods = methods, OnError = RowErrors.Mark,
                Cancellation = job.Stopped }, preview.Names.Count);
            return;
        }

        string path = job.DataPath;
        bool isCsv = job.Format == FileFormat.Csv;
        if (isCsv && (isRenamed || job.Reading.IsLatin))
        {
            path = Path.Combine(job.Folder, "renamed.csv");
            CsvNames.Copy(job.DataPath, path, job.Reading, names, job.Stopped);
            data = data with { Csv = (job.Reading with { IsLatin = false, HasHeader = true }).Csv };
        }

        string ending = !isCsv && TableFormat.Of(options.Formats.AsReadOnly(), job.Format) is { Extensions: [var known, ..] }
            ? known : ".csv";
        string result = Path.Combine(job.Folder, "result" + ending);
        var files = new FilePredictor(predictor, data)
        {
            Methods = methods,
            KeepsColumns = true,
            OnError = RowErrors.Mark,
            Cancellation = job.Stopped,
            OnProgress = (rows, share) => (job.RowCount, job.Share) = (rows, share),
        };
        FilePrediction done = files.Save(path, result);
        (job.RowCount, job.FailedRowCount) = (done.RowCount, done.FailedRowCount);
        if (isCsv && isRenamed)
        {
            result = RestoreNames(job, result, preview.Names);
        }

        Finish(job, result, ending);
    }

    /// <summary>The result has the names of the file, not those of the model.</summary>
    private static string RestoreNames(FileJob job, string result, IReadOnlyList<string> own)
    {
        byte[] head = FilePreview.HeadOf(result);
        IReadOnlyList<string> given = CsvContent.Read(CsvDialect.Cut(head), CsvOptions.Default with { Delimiter = ',', HasHeader = true },
            limit: 1, keepsRagged: true).Names;
        string restored = Path.Combine(job.Folder, "restored.csv");
        CsvNames.Copy(result, restored, FileReading.Default, [.. own, .. given.Skip(own.Count)], job.Stopped);
        File.Delete(result);
        return restored;
    }

    private static async Task RunWorkbookAsync(FileJob job, FilePredictor files, int firstColumn)
    {
        var answers = new JobAnswers();
        await foreach (AnswerTable table in files.AnswerAsync(job.DataPath, job.Stopped))
        {
            answers.Add(table);
        }

        job.RowCount = answers.RowCount;
        int reason = answers.Names.ToList().IndexOf("error");
        var problems = new List<(long, string)>();
        for (int row = 0; reason >= 0 && row < answers.RowCount; row++)
        {
            if (answers[row, reason].AsString() is { Length: > 0 } text)
            {
                job.FailedRowCount++;
                if (problems.Count < MostProblems)
                {
                    // As the sheet counts its rows, the first of which has the names.
                    problems.Add((row + 2, text));
                }
            }
        }

        job.Problems = problems;
        string result = Path.Combine(job.Folder, "result.xlsx");
        WorkbookAnswers.Write(job.DataPath, result, job.Reading.Sheet, firstColumn, answers, job.Stopped);
        Finish(job, result, ".xlsx");
    }

    private static void Finish(FileJob job, string result, string ending)
    {
        job.ResultPath = result;
        job.ResultName = Path.GetFileNameWithoutExtension(job.FileName) + "-answers" + ending;
        job.Share = 1;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "a file could not be answered by a fault of the server")]
    private static partial void LogFault(ILogger log, Exception error);
}
