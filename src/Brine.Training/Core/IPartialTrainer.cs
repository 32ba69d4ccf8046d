namespace Brine.Training;

/// <summary>A trainer whose class has <c>partial_fit</c>.</summary>
internal interface IPartialTrainer
{
    /// <summary>Learns from more rows, and sets the attributes that Python's <c>partial_fit</c> sets.</summary>
    void Continue(PartialCall call, AttributeWriter attributes);
}
