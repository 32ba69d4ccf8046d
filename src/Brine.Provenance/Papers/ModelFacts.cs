using System.Security.Cryptography;
using Brine.Containers;
using Brine.Models;
using Brine.Pickling;
using Brine.Scanning;

namespace Brine;

/// <summary>What a file tells for its papers.</summary>
internal sealed record ModelFacts
{
    internal required string Name { get; init; }

    internal required string FileName { get; init; }

    internal required long Bytes { get; init; }

    internal required string Hash { get; init; }

    internal required InspectionReport Inspection { get; init; }

    internal required Verdict Verdict { get; init; }

    /// <summary>The model where it runs.</summary>
    internal string? ClassName { get; init; }

    internal string? Module { get; init; }

    internal string? Task { get; init; }

    internal IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; } = [];

    /// <summary>Libraries with the versions that the file tells: <c>scikit-learn 1.2.1</c>.</summary>
    internal IEnumerable<(string Name, string? Version)> Libraries => Inspection.WrittenBy.Select(text =>
        text.LastIndexOf(' ') is > 0 and var space && char.IsAsciiDigit(text[space + 1]) ? (text[..space], text[(space + 1)..])
            : (text, (string?)null));

    internal static ModelFacts Of(string path, string? fileName, LoadOptions options)
    {
        fileName ??= Path.GetFileName(path);
        ReadOnlyMemory<byte> bytes = FileContent.ReadAll(path, options.Limits);
        InspectionReport inspection = Inspector.Inspect(bytes, path, new InspectOptions { Limits = options.Limits });
        var facts = new ModelFacts
        {
            Name = fileName.Split('.')[0] is { Length: > 0 } name ? name : "model",
            FileName = SafeText.Of(fileName),
            Bytes = bytes.Length,
            Hash = Convert.ToHexStringLower(SHA256.HashData(bytes.Span)),
            Inspection = inspection,
            Verdict = inspection.Verdict ?? ModelScanner.Scan(bytes, path, new ScanOptions { Limits = options.Limits }).Verdict,
        };
        try
        {
            using Model model = Model.Load(bytes, options);
            return facts with
            {
                ClassName = SafeText.Of(model.Info.ClassName),
                Module = SafeText.Of(model.Info.Module),
                Task = EstimatorKind.TaskOf(model.Estimator),
                Parameters = [.. model.Info.Parameters.Select(item =>
                    KeyValuePair.Create(SafeText.Of(item.Key), ValueSummary.OfPart(item.Value)))],
            };
        }
        catch (Exception error) when (error is UnsupportedModelException or PickleException)
        {
            return facts;
        }
    }
}
