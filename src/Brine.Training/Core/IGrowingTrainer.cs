namespace Brine.Training;

/// <summary>A trainer whose class grows more trees with <c>warm_start</c>.</summary>
internal interface IGrowingTrainer
{
    /// <summary><c>n_estimators</c>: how many trees or stages there are to be.</summary>
    int Count { get; set; }

    /// <summary>Adds trees to those that there are, and sets the attributes that Python's <c>fit</c> sets.</summary>
    void Extend(PartialCall call, AttributeWriter attributes);
}
