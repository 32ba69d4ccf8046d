using Brine.Models;

namespace Brine.Tests.Support;

/// <summary>A model of <c>tests/fixtures</c>, or of those that the refusals were recorded with.</summary>
/// <param name="Name">Its package and class, as the table of estimators has them.</param>
/// <param name="Producer">The folder it is in: <c>sklearn-1.2.1</c>.</param>
/// <param name="HasAnswers">True where Python's answers are stored beside it.</param>
/// <param name="Estimator">The model.</param>
internal sealed record GoldenModel(string Name, string Producer, bool HasAnswers, Estimator Estimator)
{
    private static readonly Lazy<IReadOnlyList<GoldenModel>> Loaded = new(() =>
    [
        .. Directory.GetDirectories(Repo.File("tests", "fixtures")).Order(StringComparer.Ordinal)
            .SelectMany(folder => Load(folder, hasAnswers: true)),
        .. Directory.GetDirectories(Repo.Golden("refusals")).Order(StringComparer.Ordinal)
            .SelectMany(folder => Load(folder, hasAnswers: false)),
    ]);

    /// <summary>All of them, loaded once.</summary>
    internal static IReadOnlyList<GoldenModel> All => Loaded.Value;

    private static IEnumerable<GoldenModel> Load(string folder, bool hasAnswers)
    {
        foreach (CaseInfo info in CaseInfo.ReadManifest(Path.Combine(folder, "manifest.jsonl")))
        {
            Estimator estimator = Model.Load(Path.Combine(folder, info.Model)).Estimator;
            string[] module = estimator.Source.Class!.Module.Split('.');
            yield return new GoldenModel($"{module[0]}.{module[1]}.{estimator.ClassName}", Path.GetFileName(folder), hasAnswers, estimator);
        }
    }
}
