using Brine.Models;

namespace Brine;

/// <summary>What an estimator is for, in the words of scikit-learn.</summary>
internal static class EstimatorKind
{
    /// <summary><c>classification</c>, <c>regression</c>, <c>clustering</c>, <c>outlier detection</c>, <c>transformation</c>; null where it
    /// is not known. Of a pipeline, that of its last step.</summary>
    internal static string? TaskOf(Estimator estimator)
    {
        for (Estimator current = estimator; ; current = current.Children[^1].Estimator)
        {
            CatalogClass? known = (current.Info.ReadAs ?? current.Info.Source.Class) is { } name ? SklearnCatalog.Find(name) : null;
            string? task = known is null ? null
                : known.Kinds.Contains("classifier") ? "classification"
                : known.Kinds.Contains("regressor") ? "regression"
                : known.Kinds.Contains("clusterer") ? "clustering"
                : known.Kinds.Contains("outlier_detector") ? "outlier detection" : null;
            if (task is not null || current.Classes is not null)
            {
                return task ?? "classification";
            }

            if (current.Info.ClassName != "Pipeline" || current.Children.Count == 0)
            {
                return current.Methods.HasFlag(Methods.Transform) ? "transformation" : null;
            }
        }
    }
}
