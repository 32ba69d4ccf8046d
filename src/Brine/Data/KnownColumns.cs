using System.Collections.Concurrent;
using Brine.Models;

namespace Brine;

/// <summary>What a model knows of the columns of data: found by name where the model was trained on names, else by place.</summary>
internal sealed class KnownColumns
{
    private readonly IReadOnlyList<ColumnKind> _kinds;
    private readonly IReadOnlyList<string>? _names;

    private readonly IReadOnlyList<string>? _chosen;

    private readonly IReadOnlyList<string> _beside;

    private readonly ColumnKind _target;

    private readonly Action<string>? _onNote;

    private readonly ConcurrentDictionary<string, bool> _told = new(StringComparer.Ordinal);

    private KnownColumns(IReadOnlyList<ColumnKind> kinds, IReadOnlyList<string>? names, IReadOnlyList<string>? chosen,
        IReadOnlyList<string> beside, ColumnKind target, Action<string>? onNote)
    {
        _kinds = kinds;
        _names = names;
        _chosen = chosen;
        _beside = beside;
        _target = target;
        _onNote = onNote;
    }

    /// <summary>What the model knows, or null where it knows nothing.</summary>
    /// <param name="model">The model.</param>
    /// <param name="chosen">The columns that it is given, or null for all.</param>
    /// <param name="beside">The columns that it is not given.</param>
    /// <param name="onNote">Told of columns in which the format of the data says less than the model knows.</param>
    internal static KnownColumns? Of(Estimator model, IReadOnlyList<string>? chosen, IReadOnlyList<string> beside,
        Action<string>? onNote)
    {
        // Labels that are text are found as text in a target, though they look like numbers.
        ColumnKind target = beside.Count == 1 && model.Classes is { } labels && labels.Values.DType.Kind is 'U' or 'O'
            ? ColumnKind.OfCategories(labels.Values) : ColumnKind.Any;
        return model.InputKinds is { } kinds ? new KnownColumns(kinds, model.FeatureNamesIn, chosen, beside, target, onNote)
            : target.Categories.Count > 0 ? new KnownColumns([], null, chosen, beside, target, onNote) : null;
    }

    internal IReadOnlyList<ColumnKind> Kinds(IReadOnlyList<string> given)
    {
        IReadOnlyList<ColumnKind> kinds = KindsOfAll(given);
        for (int i = 0; i < kinds.Count && _onNote is not null; i++)
        {
            if (kinds[i].TellsGapsApart && given[i].Length > 0 && _told.TryAdd(given[i], true))
            {
                _onNote($"the model was trained on None and on NaN in column {given[i]}, and data of text has one gap for both: "
                    + "a gap is read as NaN");
            }
        }

        return kinds;
    }

    private IReadOnlyList<ColumnKind> KindsOfAll(IReadOnlyList<string> given)
    {
        if (_chosen is null && _beside.Count == 0)
        {
            return KindsOf(given);
        }

        // Columns that are not there are refused where they are taken.
        int[] left = [.. _beside.Select(column => ColumnChoice.Find(given, given.Count, column))];
        int[] places = _chosen is null ? [.. Enumerable.Range(0, given.Count).Except(left)]
            : [.. _chosen.Select(column => ColumnChoice.Find(given, given.Count, column)).Where(place => place >= 0)];
        IReadOnlyList<ColumnKind> known = KindsOf([.. places.Select(place => given[place])]);
        ColumnKind[] kinds = [.. given.Select(_ => ColumnKind.Any)];
        for (int i = 0; i < places.Length; i++)
        {
            kinds[places[i]] = known[i];
        }

        foreach (int place in left.Where(place => place >= 0))
        {
            kinds[place] = _target;
        }

        return kinds;
    }

    private IReadOnlyList<ColumnKind> KindsOf(IReadOnlyList<string> given)
    {
        if (_names is null || _names.Count != _kinds.Count || !given.Any(name => TableAlignment.IndexOf(_names, name) >= 0))
        {
            return [.. given.Select((_, place) => given.Count == _kinds.Count ? _kinds[place] : ColumnKind.Any)];
        }

        // A column of training without a name is found by its place among those that are given.
        int unnamed = _names.Contains("") ? TableAlignment.IndexOf(given, "") : -1;
        return [.. given.Select(
            (name, at) => TableAlignment.IndexOf(_names, at == unnamed ? "" : name) is >= 0 and var place ? _kinds[place]
                : ColumnKind.Any)];
    }
}
