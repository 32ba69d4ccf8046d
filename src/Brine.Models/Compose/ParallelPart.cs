namespace Brine.Models;

/// <summary>One of the transformers that stand side by side in a ColumnTransformer or a FeatureUnion.</summary>
/// <param name="Step">The name and the transformer.</param>
/// <param name="Columns">The columns that it is given, or null for all.</param>
public sealed record ParallelPart(TransformStep Step, ColumnSelection? Columns)
{
    /// <summary>The number that its output is multiplied with (<c>transformer_weights</c>), or null where it is taken as it is.</summary>
    public double? Weight { get; init; }

    /// <summary>True where the weight is an int in Python, which leaves ints what they are.</summary>
    internal bool HasWholeWeight { get; init; }

    internal Features Transform(Features x)
    {
        Features output = Step.Transform(x);
        return Weight is { } weight ? FeatureStack.Scale(output, weight, HasWholeWeight) : output;
    }
}
