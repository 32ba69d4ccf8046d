using System.Text;
using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>
/// Copies what a file holds for another scikit-learn. The source stays as it is; what is one object stays one, and what circles goes on
/// circling. Lists, dicts and objects are made first and filled later, so nothing recurses on the depth of the file.
/// </summary>
internal sealed class GraphCopy
{
    private const int MostNesting = 50;

    private readonly Dictionary<object, PyValue> _done = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<object> _started = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<(PyReference Source, PyReference Copy, Place Place)> _open = new();
    private readonly ArrayCopy _arrays;
    private readonly IObjectRules _rules;
    private readonly NameTable _names;
    private int _nesting;

    internal GraphCopy(UpgradeTarget target, UpgradeLog log, Func<GraphCopy, IObjectRules> rules)
    {
        (Target, Log) = (target, log);
        _arrays = new ArrayCopy(this);
        _names = new NameTable(target);
        _rules = rules(this);
    }

    internal UpgradeTarget Target { get; }

    internal UpgradeLog Log { get; }

    internal NameTable Names => _names;

    internal ArrayCopy Arrays => _arrays;

    /// <summary>Copies all that hangs on a value.</summary>
    internal PyValue Run(PyValue root)
    {
        PyValue copy = Copy(root, Place.Whole);
        while (_open.TryDequeue(out (PyReference Source, PyReference Copy, Place Place) next))
        {
            Fill(next.Source, next.Copy, next.Place);
        }

        return copy;
    }

    /// <summary>Says what a source object becomes, for all places that name it.</summary>
    internal PyValue Remember(PyReference source, PyValue copy) => _done[source] = copy;

    /// <summary>What a source object became, where that is known.</summary>
    internal bool TryGetCopy(PyReference source, out PyValue copy) => _done.TryGetValue(source, out copy);

    /// <summary>The copy of a value; what it holds is filled in later.</summary>
    internal PyValue Copy(PyValue value, Place place)
    {
        if (TryCopy(value, place, out PyValue made))
        {
            return made;
        }

        var frames = new Stack<CopyFrame>();
        Enter(frames, value, place);
        while (frames.TryPeek(out CopyFrame? frame))
        {
            if (frame.Next == frame.Parts.Length)
            {
                frames.Pop();
                Finish(frame);
            }
            else if (TryCopy(frame.Parts[frame.Next], frame.Place, out PyValue part))
            {
                frame.Copies[frame.Next++] = part;
            }
            else
            {
                Enter(frames, frame.Parts[frame.Next], frame.Place);
            }
        }

        return _done[value.Reference!];
    }

    private void Enter(Stack<CopyFrame> frames, PyValue value, Place place)
    {
        if (!_started.Add(value.Reference!))
        {
            throw UpgradeLog.Refuse("UpgradeState", "a tuple or the arguments of an object hold themselves", place);
        }

        PyValue[] parts = value.Reference switch
        {
            PyTuple tuple => tuple.Items.ToArray(),
            PySet set => set.Items.ToArray(),
            PyObject instance => [instance.Callable, .. instance.Arguments.Items],
            _ => throw new InvalidOperationException($"a {value.Kind} is made first and filled later"),
        };
        frames.Push(new CopyFrame((PyReference)value.Reference!, place, parts));
    }

    /// <summary>The copy of what needs no part of its own to be made.</summary>
    private bool TryCopy(PyValue value, Place place, out PyValue copy)
    {
        copy = value;
        if (value.Reference is not PyReference reference)
        {
            return true;
        }

        if (_done.TryGetValue(reference, out copy))
        {
            return true;
        }

        PyValue? made = reference switch
        {
            PyByteString text => TextOf(text, place),
            PyGlobal name => _names.Copy(name, place),
            PyList list when list.TryGetInt64s(out _) || list.TryGetDoubles(out _) => new PyValue(list),
            PyList list => Open(list, new PyList(), place),
            PyDict dict => Open(dict, new PyDict(), place),
            PySet { IsFrozen: false } set => Open(set, new PySet(false), place),
            PyTuple { Count: 0 } => new PyValue(PyTuple.Empty),
            PyTuple or PySet => null,
            PyObject instance => CopyWhole(instance, place),
            _ => value,
        };
        if (made is { } known)
        {
            copy = _done[reference] = known;
        }

        return made is not null;
    }

    /// <summary>What is no copy part by part. Rules ask for copies of parts themselves: no real file nests such objects deep.</summary>
    private PyValue? CopyWhole(PyObject instance, Place place)
    {
        if (++_nesting > MostNesting)
        {
            throw UpgradeLog.Refuse("UpgradeState", $"more than {MostNesting} objects that have to be made anew stand in one another",
                place);
        }

        PyValue? made = _arrays.Copy(instance, place) ?? _rules.Replace(instance, place);
        _nesting--;
        return made;
    }

    /// <summary>Queues a container to be filled.</summary>
    internal PyValue Open(PyReference source, PyReference copy, Place place)
    {
        _open.Enqueue((source, copy, place));
        return Remember(source, new PyValue(copy));
    }

    private void Finish(CopyFrame frame)
    {
        switch (frame.Source)
        {
            case PyTuple:
                Remember(frame.Source, new PyTuple(frame.Copies));
                break;
            case PySet:
                var set = new PySet(true);
                foreach (PyValue item in frame.Copies)
                {
                    set.Add(item);
                }

                Remember(frame.Source, new PyValue(set));
                break;
            case PyObject instance:
                Open(instance, new PyObject(frame.Copies[0], new PyTuple(frame.Copies[1..]), instance.Construction), frame.Place);
                break;
        }
    }

    private void Fill(PyReference source, PyReference copy, Place place)
    {
        switch (source)
        {
            case PyList list when copy is PyList target:
                for (int i = 0; i < list.Count; i++)
                {
                    target.Add(Copy(list[i], place.Inside(ValueStep(i))));
                }

                break;
            case PyDict dict when copy is PyDict target:
                Fill(dict, target, place);
                break;
            case PySet set when copy is PySet target:
                foreach (PyValue item in set.Items.ToArray())
                {
                    target.Add(Copy(item, place));
                }

                break;
            case PyObject instance when copy is PyList items:
                _arrays.FillObjects(instance, items, place);
                break;
            case PyObject instance when copy is PyObject target:
                Fill(instance, target, place);
                break;
        }
    }

    private void Fill(PyDict source, PyDict target, Place place)
    {
        foreach ((PyValue key, PyValue value) in source)
        {
            string step = key.AsString() is { } text ? $"['{text}']" : "[...]";
            target[Copy(key, place)] = Copy(value, place.Inside(step));
        }
    }

    private void Fill(PyObject source, PyObject target, Place place)
    {
        if (!_rules.TryFill(source, target, place) && source.HasState)
        {
            target.State = source.Attributes is { } attributes && ReferenceEquals(source.State.Reference, attributes)
                ? FillAttributes(attributes, place) : Copy(source.State, place);
        }

        if (source.KeywordArguments is { } keywords)
        {
            Fill(keywords, target.KeywordArguments = new PyDict(), place);
        }

        if (source.ListItems is { } list)
        {
            target.ListItems = Copy(new PyValue(list), place).As<PyList>();
        }

        if (source.DictItems is { } dict)
        {
            Fill(dict, target.DictItems = new PyDict(), place);
        }

        foreach (PyValue later in source.LaterStates)
        {
            if (later.Reference is PyStateSetter)
            {
                throw UpgradeLog.Refuse("UpgradeState", "the state of the object is set by a function of its own", place);
            }

            target.Build(Copy(later, place));
        }
    }

    private PyValue FillAttributes(PyDict source, Place place)
    {
        if (_done.TryGetValue(source, out PyValue known))
        {
            return known;
        }

        var target = new PyDict();
        Remember(source, new PyValue(target));
        foreach ((PyValue key, PyValue value) in source)
        {
            target[Copy(key, place)] = Copy(value, place.Inside("." + (key.AsString() ?? "...")));
        }

        return new PyValue(target);
    }

    /// <summary>Text of Python 2 is text of Python 3 where it is ASCII; what else it was, nobody says.</summary>
    internal static PyValue TextOf(PyByteString text, Place place) => Ascii.IsValid(text.Span) ? PyValue.FromText(text.Text)
        : throw UpgradeLog.Refuse("UpgradeText", "text of Python 2 that is not ASCII: its encoding is not in the file", place);

    private static string ValueStep(int index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"[{index}]");
}
