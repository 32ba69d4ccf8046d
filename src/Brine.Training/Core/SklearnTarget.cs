namespace Brine.Training;

/// <summary>The version of scikit-learn whose attributes a trainer makes.</summary>
public enum SklearnTarget
{
    /// <summary>scikit-learn 1.9.</summary>
    V1_9,

    /// <summary>scikit-learn 1.2.</summary>
    V1_2,
}
