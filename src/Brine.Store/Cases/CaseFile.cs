using System.Text.Json;
using Brine.Arrays;
using Brine.Containers;
using Brine.Models;

namespace Brine.Store;

/// <summary>Inputs of a model with the answers to them: an <c>.npz</c> whose arrays are <c>X</c>... and <c>predict</c>,
/// <c>transform</c>...</summary>
/// <param name="archive">The archive.</param>
internal sealed class CaseFile(NpzFile archive)
{
    /// <summary>The array in which whoever recorded the answers says so.</summary>
    private const string Recorder = "recorded";

    private const int MostTextOfRecorder = 10_000;

    /// <summary>Who gave the answers: <c>python</c>, <c>brine</c>, or null where nobody says so.</summary>
    internal string? RecordedBy
    {
        get
        {
            if (archive.Find(Recorder) is not { DType.Kind: 'U', Length: 1 } array
                || array.ToStrings()[0] is not { Length: > 0 and < MostTextOfRecorder } text)
            {
                return null;
            }

            try
            {
                using JsonDocument document = JsonDocument.Parse(text);
                return document.RootElement.ValueKind == JsonValueKind.Object
                    && document.RootElement.OptionalText("by") is "python" or "brine" ? document.RootElement.Text("by") : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    /// <summary>The methods whose answers are recorded.</summary>
    internal IReadOnlyList<string> Methods =>
        [.. MethodNames.All.Where(method =>
            archive.Names.Any(name => name == method || name.StartsWith(method + ".", StringComparison.Ordinal)))];

    /// <summary>The rows.</summary>
    internal Features Rows => NpzFeatures.Read(archive);

    /// <summary>Asks a model, and compares its answers with the recorded ones.</summary>
    internal IReadOnlyList<MethodCheck> Check(Model model)
    {
        var checks = new List<MethodCheck>();
        Features rows = Rows;
        foreach (string method in Methods)
        {
            try
            {
                Compare(method, model.Call(method, method == "inverse_transform" ? Transformed() : rows), checks);
            }
            catch (Exception error) when (error is ModelInputException or UnsupportedModelException)
            {
                checks.Add(RowComparer.Missing(method, ErrorText.Of(error)));
            }
        }

        return checks;
    }

    /// <summary>Records what a model answers.</summary>
    internal static NpzFile Record(Model model, NpzFile inputs)
    {
        var archive = new NpzFile();
        foreach (string name in inputs.Names.Where(name => name == "X" || name.StartsWith("X.", StringComparison.Ordinal)))
        {
            archive[name] = inputs[name];
        }

        Features rows = NpzFeatures.Read(archive);
        foreach (string method in model.Methods.Where(method => method is "predict" or "predict_proba" or "decision_function"
            or "transform" or "score_samples"))
        {
            NpzAnswers.Add(archive, method, model.Call(method, rows));
        }

        archive[Recorder] = NDArray.OfText(["{\"by\": \"brine\"}"], 1);
        return archive;
    }

    private void Compare(string name, Answer answer, List<MethodCheck> checks)
    {
        if (answer.Parts is { } parts)
        {
            for (int i = 0; i < parts.Count; i++)
            {
                CompareOne($"{name}.{i}", parts[i], checks);
            }

            if (archive.Find($"{name}.{parts.Count}") is not null || archive.Find(name) is not null)
            {
                checks.Add(RowComparer.Missing(name, $"there are {parts.Count} answers, and others were recorded"));
            }
        }
        else
        {
            CompareOne(name, answer, checks);
        }
    }

    private void CompareOne(string name, Answer answer, List<MethodCheck> checks) => checks.Add(
        answer.Parts is not null ? RowComparer.Missing(name, "there is a list of answers, and one was recorded")
        : NpzFeatures.ReadSparse(archive, name) is { } sparse
            ? answer.Sparse is { } matrix ? RowComparer.Compare(name, sparse, matrix)
                : RowComparer.Missing(name, "the answers are dense, and sparse ones were recorded")
        : archive.Find(name) is { } dense
            ? answer.Sparse is null ? RowComparer.Compare(name, dense, answer.ToArray())
                : RowComparer.Missing(name, "the answers are sparse, and dense ones were recorded")
        : RowComparer.Missing(name, "other parts of the answer were recorded"));

    private Features Transformed() => NpzFeatures.ReadSparse(archive, "transform") is { } sparse ? new SparseMatrix(sparse)
        : Features.FromArray(archive.Find("transform")
            ?? throw new ModelInputException("InputEmpty", "the archive holds no transform to invert"));
}
