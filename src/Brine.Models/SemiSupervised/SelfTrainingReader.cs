namespace Brine.Models;

/// <summary>Reads SelfTrainingClassifier.</summary>
internal static class SelfTrainingReader
{
    internal static SelfTrainingClassifier Classifier(EstimatorReader reader)
    {
        string name = reader.Has("estimator_") ? "estimator_" : "base_estimator_";
        bool takesAll = reader.SavedBy.IsAtLeast(1, 0);
        return new(reader.Info, new DelegateForm(name, reader.Child(name)),
            new InputContract { TakesSparse = true, TakesMissing = takesAll, TakesInfinity = takesAll });
    }
}
