namespace Brine;

/// <summary>How <see cref="TreeGraph"/> draws a tree: the arguments of <c>sklearn.tree.export_graphviz</c>.</summary>
public sealed record TreeGraphOptions
{
    /// <summary>The defaults of scikit-learn.</summary>
    public static TreeGraphOptions Default { get; } = new();

    /// <summary><c>max_depth</c>: how many levels of splits are drawn; all where null.</summary>
    public int? MaxDepth { get; init; }

    /// <summary><c>feature_names</c>: one for each feature; <c>x[0]</c>, <c>x[1]</c>... where null.</summary>
    public IReadOnlyList<string>? FeatureNames { get; init; }

    /// <summary><c>class_names</c>: one for each class; where null, classes are not named.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary><c>class_names=True</c>: classes are called <c>y[0]</c>, <c>y[1]</c>... where there are no
    /// <see cref="ClassNames"/>.</summary>
    public bool NumbersClasses { get; init; }

    /// <summary><c>label</c>: which nodes say what their numbers are.</summary>
    public TreeGraphLabels Labels { get; init; } = TreeGraphLabels.All;

    /// <summary><c>filled</c>: true to color nodes by their class, value or impurity.</summary>
    public bool IsFilled { get; init; }

    /// <summary><c>leaves_parallel</c>: true to draw all leaves at the bottom.</summary>
    public bool AlignsLeaves { get; init; }

    /// <summary><c>impurity</c>: true to write the impurity of each node.</summary>
    public bool ShowsImpurity { get; init; } = true;

    /// <summary><c>node_ids</c>: true to write the number of each node.</summary>
    public bool ShowsNodeNumbers { get; init; }

    /// <summary><c>proportion</c>: true to write shares instead of counts.</summary>
    public bool ShowsProportions { get; init; }

    /// <summary><c>rotate</c>: true to draw from left to right.</summary>
    public bool IsRotated { get; init; }

    /// <summary><c>rounded</c>: true for boxes with round corners.</summary>
    public bool IsRounded { get; init; }

    /// <summary><c>special_characters</c>: true to write signs as HTML, which PostScript does not take.</summary>
    public bool UsesSpecialCharacters { get; init; }

    /// <summary><c>precision</c>: how many digits follow the point.</summary>
    public int Precision { get; init; } = 3;

    /// <summary><c>fontname</c></summary>
    public string FontName { get; init; } = "helvetica";

    /// <summary>Which tree of an ensemble is drawn, from 0.</summary>
    public int Tree { get; init; }
}
