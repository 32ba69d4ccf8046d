namespace Brine.Models;

/// <summary>The form of transformers that change the columns of a data frame and leave the others as they are: those of category_encoders
/// and feature-engine.</summary>
/// <param name="Steps">What is done, in order.</param>
public sealed record FrameForm(IReadOnlyList<FrameStep> Steps) : EstimatorForm
{
    /// <summary>The names of the columns that come out, or null where the file does not say.</summary>
    public IReadOnlyList<string>? OutputNames { get; init; }

    /// <summary>True where an array comes out, which has no names.</summary>
    public bool GivesArray { get; init; }

    /// <summary>What columns without names are called by, before their numbers.</summary>
    internal string UnnamedPrefix { get; init; } = "";

    /// <inheritdoc/>
    public override IReadOnlyList<EstimatorChild> Children => [.. Steps.OfType<AnswerStep>()
        .Select(step => new EstimatorChild(step.Column, step.Estimator))];
}
