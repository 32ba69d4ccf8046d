using Brine.Models;

namespace Brine;

/// <summary>What a model knows of the columns of data: found by name where the model was trained on names, else by place.</summary>
internal sealed class KnownColumns
{
    private readonly IReadOnlyList<ColumnKind> _kinds;
    private readonly IReadOnlyList<string>? _names;

    private KnownColumns(IReadOnlyList<ColumnKind> kinds, IReadOnlyList<string>? names)
    {
        _kinds = kinds;
        _names = names;
    }

    /// <summary>What the model knows, or null where it knows nothing.</summary>
    internal static KnownColumns? Of(Estimator model) => model.InputKinds is { } kinds ? new KnownColumns(kinds, model.FeatureNamesIn) : null;

    internal IReadOnlyList<ColumnKind> Kinds(IReadOnlyList<string> given)
    {
        if (_names is null || _names.Count != _kinds.Count || !given.Any(name => TableAlignment.IndexOf(_names, name) >= 0))
        {
            return [.. given.Select((_, place) => given.Count == _kinds.Count ? _kinds[place] : ColumnKind.Any)];
        }

        return [.. given.Select(name => TableAlignment.IndexOf(_names, name) is >= 0 and var place ? _kinds[place] : ColumnKind.Any)];
    }
}
