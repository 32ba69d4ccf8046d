using System.Globalization;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Store;

/// <summary>Finds what two values have differently: both are walked at once, each pair of parts once, without recursion.</summary>
internal sealed class ValueDifference
{
    private const int MostPairs = 2_000_000, MostChanges = 500, MostSteps = 200;

    private readonly List<ValueChange> _changes = [];
    private readonly HashSet<(object, object)> _seen = [];
    private readonly Stack<ValuePair> _open = [];
    private readonly List<ValuePair> _inside = [];

    internal IReadOnlyList<ValueChange> Changes => _changes;

    internal bool IsComplete { get; private set; } = true;

    internal static ValueDifference Of(PyValue left, PyValue right)
    {
        var difference = new ValueDifference();
        difference.Walk(new ValuePair(left, right, null, "model", ChangeKind.Attribute));
        return difference;
    }

    private void Walk(ValuePair root)
    {
        int left = MostPairs;
        _open.Push(root);
        while (_open.TryPop(out ValuePair? pair))
        {
            if (--left < 0 || _changes.Count >= MostChanges || pair.Depth > MostSteps)
            {
                IsComplete = false;
                continue;
            }

            _inside.Clear();
            Compare(pair);
            for (int i = _inside.Count - 1; i >= 0; i--)
            {
                _open.Push(_inside[i]);
            }
        }
    }

    private void Compare(ValuePair pair)
    {
        if (pair.Left.Reference is { } left and not string && pair.Right.Reference is { } right and not string
            && (ReferenceEquals(left, right) || !_seen.Add((left, right))))
        {
            return;
        }

        switch (pair.Left.Reference, pair.Right.Reference)
        {
            case (PyObject, PyObject) when NDArray.From(pair.Left) is { } one && NDArray.From(pair.Right) is { } other:
                CompareArrays(pair, one, other);
                break;
            case (PyObject one, PyObject other):
                CompareObjects(pair, one, other);
                break;
            case (PyTuple one, PyTuple other):
                CompareItems(pair, one, other);
                break;
            case (PyList one, PyList other):
                CompareItems(pair, one, other);
                break;
            case (PyDict one, PyDict other):
                CompareEntries(pair, one, other, isAttributes: false);
                break;
            default:
                if (!AreSame(pair.Left, pair.Right))
                {
                    Report(pair, pair.Left, pair.Right);
                }

                break;
        }
    }

    private void CompareObjects(ValuePair pair, PyObject left, PyObject right)
    {
        if (left.Class?.FullName != right.Class?.FullName || left.Function?.FullName != right.Function?.FullName)
        {
            Report(pair, pair.Left, pair.Right);
            return;
        }

        CompareItems(pair, left.Arguments, right.Arguments);
        if (left.Attributes is { } one && right.Attributes is { } other)
        {
            CompareEntries(pair, one, other, isAttributes: true);
        }
        else
        {
            Add(pair, left.State, right.State, "", pair.Kind);
        }

        if (left.ListItems is { } items && right.ListItems is { } others)
        {
            CompareItems(pair, items, others);
        }

        if (left.DictItems is { } entries && right.DictItems is { } otherEntries)
        {
            CompareEntries(pair, entries, otherEntries, isAttributes: false);
        }
    }

    private void CompareItems(ValuePair pair, IReadOnlyList<PyValue> left, IReadOnlyList<PyValue> right)
    {
        if (left.Count != right.Count)
        {
            Change(pair, Count(left.Count, "item"), Count(right.Count, "item"));
        }

        for (int i = 0; i < Math.Min(left.Count, right.Count); i++)
        {
            if (left[i].Reference is not null || right[i].Reference is not null || !AreSame(left[i], right[i]))
            {
                Add(pair, left[i], right[i], string.Create(CultureInfo.InvariantCulture, $"[{i}]"), pair.Kind);
            }
        }
    }

    private void CompareEntries(ValuePair pair, PyDict left, PyDict right, bool isAttributes)
    {
        foreach ((PyValue key, PyValue value) in left)
        {
            string name = key.AsString() ?? key.ToString();
            ChangeKind kind = !isAttributes ? pair.Kind
                : name.StartsWith('_') || name.EndsWith('_') ? ChangeKind.Attribute : ChangeKind.Parameter;
            string step = isAttributes ? "." + name : $"['{name}']";
            if (right.TryGetValue(key, out PyValue other))
            {
                Add(pair, value, other, step, kind);
            }
            else
            {
                _changes.Add(new ValueChange(pair.Place + SafeText.Of(step), kind, ValueSummary.OfPart(value), null));
            }
        }

        foreach ((PyValue key, PyValue value) in right)
        {
            if (!left.TryGetValue(key, out _))
            {
                string name = key.AsString() ?? key.ToString();
                _changes.Add(new ValueChange(pair.Place + SafeText.Of(isAttributes ? "." + name : $"['{name}']"), pair.Kind, null,
                    ValueSummary.OfPart(value)));
            }
        }
    }

    private void CompareArrays(ValuePair pair, NDArray left, NDArray right)
    {
        if (!left.Shape.SequenceEqual(right.Shape) || left.DType.ToString() != right.DType.ToString())
        {
            Report(pair, pair.Left, pair.Right);
        }
        else if (left.Objects is not null)
        {
            CompareItems(pair, [.. left.Elements()], [.. right.Elements()]);
        }
        else if (ArrayDifference.Of(left, right) is var (detail, elements))
        {
            _changes.Add(new ValueChange(
                pair.Place, ChangeKind.Array, ValueSummary.OfPart(pair.Left), ValueSummary.OfPart(pair.Right), detail)
                { Elements = elements });
        }
    }

    private void Add(ValuePair pair, PyValue left, PyValue right, string step, ChangeKind kind) =>
        _inside.Add(new ValuePair(left, right, pair, step, kind));

    private void Report(ValuePair pair, PyValue left, PyValue right) =>
        Change(pair, ValueSummary.OfPart(left), ValueSummary.OfPart(right));

    private void Change(ValuePair pair, string left, string right) =>
        _changes.Add(new ValueChange(pair.Place, pair.Kind, left, right));

    private static bool AreSame(PyValue left, PyValue right) =>
        left.Kind == right.Kind && (left.Reference, right.Reference) switch
        {
            (PyGlobal one, PyGlobal other) => one.FullName == other.FullName,
            (string or null, string or null) => left.ToString() == right.ToString(),
            _ => left.Equals(right) || left.ToString() == right.ToString(),
        };

    private static string Count(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
