using System.Numerics;

namespace Brine.Pickling;

/// <summary>An enum that stands for a Python enum; the source generator extends it.</summary>
/// <typeparam name="T">The enum.</typeparam>
public abstract class PickleEnumConverter<T> : PickleConverter<T>, IEnumMembers
    where T : struct
{
    private readonly PyGlobal _class;
    private readonly bool _byName;

    /// <summary>Takes the names of the Python class: the first is written, all are read.</summary>
    /// <param name="name">Module and class.</param>
    /// <param name="olderNames">Names that are read as well.</param>
    /// <param name="byName">True where members are written by name.</param>
    protected PickleEnumConverter(string name, string[] olderNames, bool byName)
    {
        var layout = new PickleClassLayout(name, olderNames, []);
        Names = layout.Names;
        _class = layout.Class;
        _byName = byName;
    }

    internal sealed override bool IsSelfContained => true;

    IReadOnlyCollection<string> IEnumMembers.Names => Names;

    private IReadOnlyCollection<string> Names { get; }

    /// <inheritdoc/>
    public sealed override PyValue Write(T value, MappingWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Members made = writer.Shared(static _ => new Members());
        if (!made.TryGetValue(value, out PyObject? known))
        {
            known = Member(value, writer);
            made.Add(value, known);
        }

        return known;
    }

    private PyObject Member(T value, MappingWriter writer) => _byName && NameOf(value) is { } name
            ? new PyObject(WellKnownGlobals.GetAttribute, new PyTuple(_class, name))
            : TryWrite(value, out PyValue member) ? new PyObject(_class, new PyTuple(member))
            : throw writer.Error("CannotMapEnum", $"{value} is not a member of {typeof(T)}");

    /// <inheritdoc/>
    public sealed override T Read(PyValue value, MappingReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        if (value.As<PyObject>() is { } either && IsUnion(either))
        {
            return ReadUnion(either, reader);
        }

        if (PyEnumMember.From(value) is not { } member || !Names.Contains(member.ClassName))
        {
            throw reader.Mismatch(value, "a member of " + _class.FullName);
        }

        return (member.Name is { } name ? TryReadName(name, out T result) : TryRead(member.Value, out result)) ? result
            : throw reader.Error("CannotMapEnum", $"{member.Name ?? MappingContext.Describe(member.Value)} is not a member of {typeof(T)}");
    }

    /// <summary>The value that a member has in Python.</summary>
    protected abstract bool TryWrite(T value, out PyValue member);

    /// <summary>The name that a member has in Python, or null where there is none.</summary>
    protected abstract string? NameOf(T value);

    /// <summary>The member of a value.</summary>
    protected abstract bool TryRead(PyValue member, out T value);

    /// <summary>The member of a name.</summary>
    protected abstract bool TryReadName(string name, out T value);

    /// <summary>True for the same value of the same kind: Python's True == 1 == 1.0.</summary>
    protected static bool IsSame(PyValue left, PyValue right)
    {
        if (left.As<PyTuple>() is not { } items || right.As<PyTuple>() is not { } others)
        {
            return left.Kind == right.Kind && left == right;
        }

        bool isSame = items.Count == others.Count;
        for (int i = 0; isSame && i < items.Count; i++)
        {
            isSame = items[i].Kind == others[i].Kind && items[i] == others[i];
        }

        return isSame;
    }

    private static bool IsUnion(PyObject value) =>
        value.Arguments.Count == 2 && value.Callable.As<PyGlobal>() is { Name: "or_", Module: "_operator" or "operator" };

    /// <summary>Python 3.11 pickles flags together as <c>or_(Rights.READ, Rights.WRITE)</c>, one in another.</summary>
    private T ReadUnion(PyObject union, MappingReader reader)
    {
        BigInteger bits = 0;
        var open = new Stack<PyValue>([new PyValue(union)]);
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        while (open.TryPop(out PyValue part))
        {
            if (part.As<PyObject>() is { } either && IsUnion(either))
            {
                // A part that stands in two places adds nothing the second time.
                if (seen.Add(either))
                {
                    open.Push(either.Arguments[0]);
                    open.Push(either.Arguments[1]);
                }
            }
            else if (part.TryGetBigInteger(out BigInteger plain)
                || (TryWrite(Read(part, reader), out PyValue member) && member.TryGetBigInteger(out plain)))
            {
                bits |= plain;
            }
        }

        return TryRead(bits, out T value) ? value : throw reader.Error("CannotMapEnum", $"{bits} is not a member of {typeof(T)}");
    }

    /// <summary>Python has one object of each member.</summary>
    private sealed class Members : Dictionary<T, PyObject>;
}

/// <summary>The converter of an enum, whatever its type.</summary>
internal interface IEnumMembers
{
    /// <summary>The names of the Python class.</summary>
    IReadOnlyCollection<string> Names { get; }
}
