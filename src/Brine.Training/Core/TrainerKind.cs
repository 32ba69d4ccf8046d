namespace Brine.Training;

/// <summary>What a trainer's class is in Python.</summary>
internal static class TrainerKind
{
    /// <summary>Python's <c>is_classifier</c>.</summary>
    internal static bool IsClassifier(Trainer trainer) => Is(trainer, "classifier");

    /// <summary>Python's <c>is_regressor</c>.</summary>
    internal static bool IsRegressor(Trainer trainer) => Is(trainer, "regressor");

    /// <summary>True of what finds groups, or rows unlike others, without a target.</summary>
    internal static bool SeeksGroups(Trainer trainer) =>
        Is(trainer, "clusterer") || Is(trainer, "density") || Is(trainer, "outlier-detector");

    private static bool Is(Trainer trainer, string kind)
    {
        while (!ReferenceEquals(trainer, trainer.Answering))
        {
            trainer = trainer.Answering;
        }

        return SklearnCatalog.Find(trainer.PythonName)?.Kinds.Contains(kind) == true;
    }
}
