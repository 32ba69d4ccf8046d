using System.CommandLine;
using Brine.Models;

namespace Brine.Cli;

/// <summary>The options of <c>export_text</c> and <c>export_graphviz</c>, by the names that scikit-learn gives them.</summary>
internal sealed class TreeArguments
{
    private readonly Option<int?> _maxDepth = NumberOption.Whole("--max-depth", 0, int.MaxValue,
        "How many levels of splits are written. Default: 10 for tree, all for dot.");
    private readonly Option<int?> _spacing = NumberOption.Whole("--spacing", 1, 1000, "tree: how far a level is moved in. Default: 3.");
    private readonly Option<int?> _decimals = NumberOption.Whole("--decimals", 0, 300, "tree: digits behind the point. Default: 2.");
    private readonly Option<bool> _weights = new("--show-weights") { Description = "tree: write the weights of the classes in leaves." };
    private readonly Option<string?> _features = new("--feature-names")
        { Description = "Names for the features, separated by commas. Default: those of the training." };
    private readonly Option<string?> _classes = new("--class-names")
        { Description = "Names for the classes, separated by commas. Default: those of the training." };
    private readonly Option<bool> _filled = new("--filled") { Description = "dot: color the nodes." };
    private readonly Option<bool> _rounded = new("--rounded") { Description = "dot: round corners." };
    private readonly Option<bool> _proportion = new("--proportion") { Description = "dot: shares instead of counts." };
    private readonly Option<bool> _noImpurity = new("--no-impurity") { Description = "dot: leave out the impurity." };
    private readonly Option<bool> _nodeIds = new("--node-ids") { Description = "dot: write the number of each node." };
    private readonly Option<bool> _parallel = new("--leaves-parallel") { Description = "dot: all leaves at the bottom." };
    private readonly Option<bool> _rotate = new("--rotate") { Description = "dot: from left to right." };
    private readonly Option<bool> _special = new("--special-characters") { Description = "dot: signs as HTML." };
    private readonly Option<int?> _precision = NumberOption.Whole("--precision", 0, 300, "dot: digits behind the point. Default: 3.");
    private readonly Option<string?> _label = new("--label")
        { Description = "dot: which nodes say what their numbers are: all, root, none." };
    private readonly Option<string?> _font = new("--fontname") { Description = "dot: the font. Default: helvetica." };

    private Option[] All => [_maxDepth, _spacing, _decimals, _weights, _features, _classes, _filled, _rounded, _proportion, _noImpurity,
        _nodeIds, _parallel, _rotate, _special, _precision, _label, _font];

    internal void AddTo(Command command)
    {
        foreach (Option option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>The first of these options that was given, or null.</summary>
    internal string? Given(ParseResult parsed) =>
        All.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false })?.Name;

    /// <param name="parsed">The call.</param>
    /// <param name="names">The names of the features, where the model has as many.</param>
    /// <param name="tree">Which tree.</param>
    internal TreeTextOptions Text(ParseResult parsed, IReadOnlyList<string>? names, int tree) => new()
    {
        FeatureNames = NameList.Split(parsed.GetValue(_features), "feature") ?? names,
        ClassNames = NameList.Split(parsed.GetValue(_classes), "class"),
        MaxDepth = parsed.GetValue(_maxDepth) ?? 10,
        Spacing = parsed.GetValue(_spacing) ?? 3,
        Decimals = parsed.GetValue(_decimals) ?? 2,
        ShowsWeights = parsed.GetValue(_weights),
        Tree = tree,
    };

    /// <param name="parsed">The call.</param>
    /// <param name="names">The names of the features, where the model has as many.</param>
    /// <param name="classes">The classes of the model.</param>
    /// <param name="tree">Which tree.</param>
    internal TreeGraphOptions Graph(ParseResult parsed, IReadOnlyList<string>? names, Labels? classes, int tree) => new()
    {
        FeatureNames = NameList.Split(parsed.GetValue(_features), "feature") ?? names,
        ClassNames = NameList.Split(parsed.GetValue(_classes), "class") ?? classes?.Names,
        MaxDepth = parsed.GetValue(_maxDepth),
        Labels = parsed.GetValue(_label) switch
        {
            null or "all" => TreeGraphLabels.All,
            "root" => TreeGraphLabels.Root,
            "none" => TreeGraphLabels.None,
            var other => throw new UsageException($"--label takes all, root or none, not '{other}'"),
        },
        IsFilled = parsed.GetValue(_filled),
        AlignsLeaves = parsed.GetValue(_parallel),
        ShowsImpurity = !parsed.GetValue(_noImpurity),
        ShowsNodeNumbers = parsed.GetValue(_nodeIds),
        ShowsProportions = parsed.GetValue(_proportion),
        IsRotated = parsed.GetValue(_rotate),
        IsRounded = parsed.GetValue(_rounded),
        UsesSpecialCharacters = parsed.GetValue(_special),
        Precision = parsed.GetValue(_precision) ?? 3,
        FontName = parsed.GetValue(_font) ?? "helvetica",
        Tree = tree,
    };
}
