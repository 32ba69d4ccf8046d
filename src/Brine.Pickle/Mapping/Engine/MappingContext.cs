using System.Globalization;
using System.Text;

namespace Brine.Pickling;

/// <summary>One conversion of a whole graph: a stack of work in place of recursion, so that no depth is too deep, and the place where it
/// is.</summary>
public abstract class MappingContext
{
    private protected const string Cycle =
        "the object needs itself to be made: break the circle with a property that can be set afterwards";

    private const int AttributePlace = -1;
    private const int KeyPlace = -2;
    private const int RootPlace = -3;
    private const int FirstKeyPlace = -1000;
    private const int ShownParts = 12;
    private const int DeepestInside = 200;

    private MappingFrame[] _stack = new MappingFrame[16];
    private int _depth;
    private List<MappingFrame> _pending = [];
    private MappingFrame? _current;
    private PlaceFrame? _flat;
    private PyValue _key;
    private int _place = RootPlace;
    private int _inside;

    private protected MappingContext(MappingOptions options) => Options = options;

    /// <summary>The options of the conversion.</summary>
    public MappingOptions Options { get; }

    /// <summary>True while the parts of a value are turned whose type is known at run time only.</summary>
    internal bool MayHoldNull { get; set; }

    /// <summary>True when the value just turned has parts that are not ready yet.</summary>
    internal bool HasPending => _pending.Count > 0;

    private protected MappingFrame? Current => _current;

    private protected PyValue CurrentKey => _place is AttributePlace or KeyPlace ? _key : default;

    private protected int CurrentPlace => _place;

    internal void At(int index) => _place = index;

    /// <summary>At a key itself, not at its value.</summary>
    internal void AtKeyOf(int index, PyValue key)
    {
        _key = key;
        _place = FirstKeyPlace - index;
    }

    /// <summary>The next frame is the same value as the current one.</summary>
    internal void AtSamePlace() => _place = RootPlace;

    /// <summary>Goes into a value whose parts are turned at once, without a frame of their own; the place goes along.</summary>
    /// <param name="holder">The .NET object whose parts they are.</param>
    internal MappingFrame? Enter(object? holder = null)
    {
        MappingFrame? outer = _current;
        _current = new PlaceFrame { Parent = _current, Key = _key, Place = _place, MayHoldNull = MayHoldNull, Holder = holder };
        return outer;
    }

    private protected void AddKept(KeptValues kept, PyReference value) => kept.Add(value, KeepPlace(), _key, _place);

    /// <summary>The place of a value whose parts are turned later.</summary>
    internal MappingFrame Place(object holder)
    {
        MappingFrame? outer = Enter(holder);
        MappingFrame place = _current!;
        _current = outer;
        return place;
    }

    private protected void GoTo(MappingFrame? frame, PyValue key, int place) => (_current, _key, _place) = (frame, key, place);

    /// <summary>Goes into one of many values whose parts are all turned at once: they share a frame, until somebody keeps it.</summary>
    internal MappingFrame? EnterFlat(object? holder)
    {
        MappingFrame? outer = _current;
        PlaceFrame frame = _flat ?? new PlaceFrame();
        _flat = null;
        (frame.Parent, frame.Key, frame.Place, frame.Holder) = (outer, _key, _place, holder);
        _current = frame;
        _place = RootPlace;
        return outer;
    }

    /// <summary>Comes back out of such a value.</summary>
    internal void LeaveFlat(MappingFrame? outer, object? holder)
    {
        var frame = (PlaceFrame)_current!;
        frame.Holder = holder;
        _flat = frame.IsKept ? null : frame;
        _current = outer;
    }

    /// <summary>Somebody needs to know later where the conversion is now.</summary>
    private protected MappingFrame? KeepPlace()
    {
        if (_current is PlaceFrame place)
        {
            place.IsKept = true;
        }

        return _current;
    }

    /// <summary>Comes back out of a value.</summary>
    internal void Leave(MappingFrame? outer) => _current = outer;

    internal void AtAttribute(string name)
    {
        _key = name;
        _place = AttributePlace;
    }

    internal void AtKey(PyValue key)
    {
        _key = key;
        _place = KeyPlace;
    }

    /// <summary>Pushes a frame that turns the parts of a .NET object.</summary>
    internal void Push(MappingFrame frame, object holder)
    {
        frame.Holder = holder;
        Push(frame);
    }

    internal void Push(MappingFrame frame)
    {
        frame.Parent = _current;
        frame.Key = _key;
        frame.Place = _place;
        frame.MayHoldNull = MayHoldNull;
        _pending.Add(frame);
    }

    /// <summary>Does everything that was pushed.</summary>
    internal void Run()
    {
        int floor = _depth;
        Flush();
        while (_depth > floor)
        {
            MappingFrame frame = _stack[_depth - 1];
            if (!frame.IsDone && !StepInto(frame))
            {
                if (_pending.Count == 0)
                {
                    throw Error("CannotMapCycle", Cycle);
                }

                Flush();
                continue;
            }

            _stack[--_depth] = null!;
            Flush();
        }
    }

    /// <summary>Runs a conversion inside another one: for converters that ask another converter.</summary>
    private protected void RunInside(Action begin)
    {
        if (_inside == DeepestInside)
        {
            throw new PickleLimitException("LimitDepth", $"converters ask each other {DeepestInside} times over, one inside the other");
        }

        List<MappingFrame> pending = _pending;
        MappingFrame? current = _current;
        (PyValue key, int place) = (_key, _place);
        bool mayHoldNull = MayHoldNull;
        _pending = [];
        _inside++;
        begin();
        Run();
        _inside--;
        _pending = pending;
        MayHoldNull = mayHoldNull;
        _current = current;
        (_key, _place) = (key, place);
    }

    /// <summary>Takes one step of a frame out of turn; what it pushes is done before the frame that asks is called again.</summary>
    private protected bool StepEarly(MappingFrame frame)
    {
        MappingFrame? current = _current;
        (PyValue key, int place) = (_key, _place);
        bool mayHoldNull = MayHoldNull;
        bool done = StepInto(frame);
        MayHoldNull = mayHoldNull;
        _current = current;
        (_key, _place) = (key, place);
        return done;
    }

    /// <summary>Has a frame that waits further down in the stack done next.</summary>
    private protected void Promote(MappingFrame frame) => _pending.Add(frame);

    /// <summary>An error at the place where the conversion is.</summary>
    public PickleTypeException Error(string code, string message) => new(code, message, PathText());

    internal PickleTypeException Mismatch(PyValue found, string wanted) =>
        found.IsNone ? Error("CannotMapNone", $"None is there, {wanted} was wanted; declare the type nullable if None may be")
        : Error("CannotMapType", $"{Describe(found)} is there, {wanted} was wanted");

    internal static string Describe(PyValue value)
    {
        string text = value.ToString();
        string name = value.Kind switch
        {
            PyKind.Int => "the int ",
            PyKind.Float => "the float ",
            PyKind.Bool => "the bool ",
            PyKind.Str => "the str ",
            PyKind.ByteString => "the str of Python 2 ",
            PyKind.Object => "the object ",
            PyKind.Global => "the class or function ",
            _ => "the " + value.Kind.ToString().ToLowerInvariant() + " ",
        };
        return name + (text.Length > 60 ? text[..57] + "..." : text);
    }

    /// <summary>The object with an identity in which the frame's value stands, and the way from it to the value, the last step first
    /// out.</summary>
    private protected static object? HolderOf(MappingFrame? frame, out Stack<(int Place, PyValue Key)>? inner)
    {
        inner = null;
        for (; frame is not null && frame.Holder is null; frame = frame.Parent)
        {
            if (frame.Place != RootPlace)
            {
                (inner ??= new()).Push((frame.Place, frame.Place is AttributePlace or KeyPlace ? frame.Key : default));
            }
        }

        return frame?.Holder;
    }

    private bool StepInto(MappingFrame frame)
    {
        _current = frame;
        MayHoldNull = frame.MayHoldNull;
        frame.HasStarted = true;
        try
        {
            return frame.IsDone = frame.Step();
        }
        catch (Exception error) when (IsForeign(error))
        {
            throw Refused(error);
        }
    }

    /// <summary>True for what code of the user's own threw.</summary>
    private protected static bool IsForeign(Exception error) => error is not (PickleException or OutOfMemoryException);

    private protected PickleTypeException Refused(Exception error) =>
        new("CannotMapObject", $"a constructor, property or converter refuses it: {error.Message}", PathText(), error);

    private void Flush()
    {
        for (int i = _pending.Count - 1; i >= 0; i--)
        {
            if (_depth == _stack.Length)
            {
                Array.Resize(ref _stack, _depth * 2);
            }

            _stack[_depth++] = _pending[i];
        }

        _pending.Clear();
    }

    private string PathText()
    {
        var parts = new List<string>();
        Add(parts, _key, _place);
        for (MappingFrame? frame = _current; frame is not null; frame = frame.Parent)
        {
            if (parts.Count == ShownParts && frame.Parent is not null)
            {
                parts.Add("...");
                break;
            }

            Add(parts, frame.Key, frame.Place);
        }

        parts.Reverse();
        return "value" + string.Concat(parts);
    }

    private static void Add(List<string> parts, PyValue key, int place)
    {
        switch (place)
        {
            case AttributePlace:
                parts.Add("." + key.AsString());
                break;
            case KeyPlace:
                parts.Add(new StringBuilder("[").Append(key.ToString()).Append(']').ToString());
                break;
            case >= 0:
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"[{place}]"));
                break;
            case <= FirstKeyPlace:
                parts.Add(key.IsNone ? string.Create(CultureInfo.InvariantCulture, $"[{FirstKeyPlace - place}]") : $"[{key}]");
                break;
        }
    }

    /// <summary>A place without work.</summary>
    private sealed class PlaceFrame : MappingFrame
    {
        internal bool IsKept;

        internal override bool Step() => true;
    }
}
