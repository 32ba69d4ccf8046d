namespace Brine;

/// <summary>How <see cref="TreeText"/> writes a tree: the arguments of <c>sklearn.tree.export_text</c>.</summary>
public sealed record TreeTextOptions
{
    /// <summary>The defaults of scikit-learn.</summary>
    public static TreeTextOptions Default { get; } = new();

    /// <summary><c>feature_names</c>: one for each feature; <c>feature_0</c>, <c>feature_1</c>... where null.</summary>
    public IReadOnlyList<string>? FeatureNames { get; init; }

    /// <summary><c>class_names</c>: one for each class; those of the model where null.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary><c>max_depth</c>: how many levels of splits are written.</summary>
    public int MaxDepth { get; init; } = 10;

    /// <summary><c>spacing</c>: how many characters a level is moved in, 1 at least.</summary>
    public int Spacing { get; init; } = 3;

    /// <summary><c>decimals</c>: how many digits follow the point.</summary>
    public int Decimals { get; init; } = 2;

    /// <summary><c>show_weights</c>: true to write the weights of the classes in each leaf.</summary>
    public bool ShowsWeights { get; init; }

    /// <summary>Which tree of an ensemble is written, from 0.</summary>
    public int Tree { get; init; }
}
