using System.Globalization;
using System.Text;

namespace Brine.Pickling;

/// <summary>Prints values as Python's <c>repr</c> would, up to a length; shared and endless values cost no more than that length.</summary>
internal static class PyRepr
{
    /// <summary>
    /// The texts of Python's own small types, which the views of these types register: the text before a part and after it, and the part,
    /// which is None where there is none; null for other types.
    /// </summary>
    internal static Func<PyObject, (string Before, PyValue Part, string After)?>? OfKnownTypes { get; set; }

    private const int MaxLength = 1000;
    private const int MaxDepth = 20;

    internal static string Of(PyValue value)
    {
        if (value.Reference is null)
        {
            return OfPlain(value);
        }

        var text = new StringBuilder();
        var pending = new Stack<Part>();
        pending.Push(new Part(value, 0));
        while (text.Length <= MaxLength && pending.TryPop(out Part part))
        {
            if (part.Text is not null)
            {
                text.Append(part.Text);
            }
            else
            {
                Write(text, pending, part.Value, part.Depth);
            }
        }

        return text.Length > MaxLength ? text.ToString(0, MaxLength) + "..." : text.ToString();
    }

    /// <summary>The text of a value that is no object: tables of answers ask for millions of them.</summary>
    private static string OfPlain(PyValue value) => value.Kind switch
    {
        PyKind.None => "None",
        PyKind.Bool => value.Bits != 0 ? "True" : "False",
        PyKind.Float => PyLiteral.Float(BitConverter.Int64BitsToDouble(value.Bits)),
        _ => value.Bits.ToString(CultureInfo.InvariantCulture),
    };

    private static void Write(StringBuilder text, Stack<Part> pending, PyValue value, int depth)
    {
        if (depth > MaxDepth)
        {
            text.Append("...");
            return;
        }

        switch (value.Reference)
        {
            case null:
                text.Append(OfPlain(value));
                break;
            case string str:
                PyLiteral.AppendText(text, Start(str));
                break;
            case PyLong big:
                text.Append(big.Value.GetByteCount() > 2048 ? $"<int of {big.Value.GetBitLength()} bits>"
                    : big.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case PyByteString old:
                PyLiteral.AppendLatin1(text, Start(old.Span));
                break;
            case PyBytes bytes:
                PyLiteral.AppendBytes(text, Start(bytes.FirstSpan));
                break;
            case PyByteArray array:
                PyLiteral.AppendByteArray(text, Start(array.Memory.Span));
                break;
            case PyTuple tuple:
                Sequence(text, pending, "(", tuple.Items, tuple.Count == 1 ? ",)" : ")", depth);
                break;
            case PyList list:
                Sequence(text, pending, "[", list.Count > MaxLength ? [.. list.Take(MaxLength)] : list.ToArray(), "]", depth);
                break;
            case PySet { Count: 0 } empty:
                text.Append(empty.IsFrozen ? "frozenset()" : "set()");
                break;
            case PySet set:
                Sequence(text, pending, set.IsFrozen ? "frozenset({" : "{", set.Items, set.IsFrozen ? "})" : "}", depth);
                break;
            case PyDict dict:
                Entries(text, pending, dict, depth);
                break;
            case PyGlobal global:
                text.Append(global.Is("builtins", "Ellipsis") || global.Is("builtins", "NotImplemented") ? global.Name
                    : $"<{global.FullName}>");
                break;
            case PyPersistent persistent:
                text.Append("persistent(");
                pending.Push(new Part(")"));
                pending.Push(new Part(persistent.Id, depth + 1));
                break;
            case PyObject instance:
                Instance(text, pending, instance, depth);
                break;
        }
    }

    /// <summary>As much of a long text as can be shown; what is cut off is over the length that is printed anyway.</summary>
    private static ReadOnlySpan<T> Start<T>(ReadOnlySpan<T> whole) => whole[..Math.Min(whole.Length, MaxLength)];

    private static ReadOnlySpan<char> Start(string whole) => Start(whole.AsSpan());

    /// <summary>Puts the parts down, the last one first.</summary>
    private static void Sequence(StringBuilder text, Stack<Part> pending, string open, ReadOnlySpan<PyValue> items, string close, int depth)
    {
        text.Append(open);
        pending.Push(new Part(close));
        for (int i = Math.Min(items.Length, MaxLength) - 1; i >= 0; i--)
        {
            pending.Push(new Part(items[i], depth + 1));
            pending.Push(new Part(i == 0 ? "" : ", "));
        }
    }

    private static void Entries(StringBuilder text, Stack<Part> pending, PyDict dict, int depth)
    {
        text.Append('{');
        pending.Push(new Part("}"));
        for (int i = Math.Min(dict.Count, MaxLength) - 1; i >= 0; i--)
        {
            pending.Push(new Part(dict.Values[i], depth + 1));
            pending.Push(new Part(": "));
            pending.Push(new Part(dict.Keys[i], depth + 1));
            pending.Push(new Part(i == 0 ? "" : ", "));
        }
    }

    private static void Instance(StringBuilder text, Stack<Part> pending, PyObject instance, int depth)
    {
        if (OfKnownTypes?.Invoke(instance) is { } known)
        {
            text.Append(known.Before);
            pending.Push(new Part(known.After));
            if (!known.Part.IsNone)
            {
                pending.Push(new Part(known.Part, depth + 1));
            }

            return;
        }

        text.Append('<').Append(instance.Class?.FullName ?? "object");
        pending.Push(new Part(">"));
        if (instance.HasState)
        {
            pending.Push(new Part(instance.State, depth + 1));
            pending.Push(new Part(" "));
        }

        int first = ReferenceEquals(instance.Class, instance.Callable.Reference) ? 0 : 1;
        for (int i = Math.Min(instance.Arguments.Count, MaxLength) - 1; i >= first; i--)
        {
            pending.Push(new Part(instance.Arguments[i], depth + 1));
            pending.Push(new Part(" "));
        }
    }

    /// <summary>Something still to be printed: text, or a value.</summary>
    private readonly record struct Part(string? Text, PyValue Value, int Depth)
    {
        internal Part(string text)
            : this(text, default, 0)
        {
        }

        internal Part(PyValue value, int depth)
            : this(null, value, depth)
        {
        }
    }
}
