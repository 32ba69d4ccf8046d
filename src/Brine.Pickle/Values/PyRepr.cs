using System.Globalization;
using System.Text;

namespace Brine.Pickling;

/// <summary>Prints values as Python's <c>repr</c> would, up to a length; shared and endless values cost no more than that length.</summary>
internal static class PyRepr
{
    private const int MaxLength = 1000;
    private const int MaxDepth = 20;

    internal static string Of(PyValue value)
    {
        var text = new StringBuilder();
        Write(text, value, 0);
        return text.Length > MaxLength ? text.ToString(0, MaxLength) + "..." : text.ToString();
    }

    private static void Write(StringBuilder text, PyValue value, int depth)
    {
        if (text.Length > MaxLength)
        {
            return;
        }

        if (depth > MaxDepth)
        {
            text.Append("...");
            return;
        }

        switch (value.Reference)
        {
            case null:
                text.Append(value.Kind switch
                {
                    PyKind.None => "None",
                    PyKind.Bool => value.Bits != 0 ? "True" : "False",
                    PyKind.Float => PyLiteral.Float(BitConverter.Int64BitsToDouble(value.Bits)),
                    _ => value.Bits.ToString(CultureInfo.InvariantCulture),
                });
                break;
            case string str:
                PyLiteral.AppendText(text, Start(str));
                break;
            case PyLong big:
                text.Append(big.Value.GetByteCount() > 2048 ? $"<int of {big.Value.GetBitLength()} bits>" : big.Value.ToString(CultureInfo.InvariantCulture));
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
                Sequence(text, "(", tuple.Items, tuple.Count == 1 ? ",)" : ")", depth);
                break;
            case PyList list:
                Sequence(text, "[", list.Count > MaxLength ? [.. list.Take(MaxLength)] : list.ToArray(), "]", depth);
                break;
            case PySet { Count: 0 } empty:
                text.Append(empty.IsFrozen ? "frozenset()" : "set()");
                break;
            case PySet set:
                Sequence(text, set.IsFrozen ? "frozenset({" : "{", set.Items, set.IsFrozen ? "})" : "}", depth);
                break;
            case PyDict dict:
                Entries(text, dict, depth);
                break;
            case PyGlobal global:
                text.Append(global.Is("builtins", "Ellipsis") || global.Is("builtins", "NotImplemented") ? global.Name : $"<{global.FullName}>");
                break;
            case PyPersistent persistent:
                text.Append("persistent(");
                Write(text, persistent.Id, depth + 1);
                text.Append(')');
                break;
            case PyObject instance:
                Instance(text, instance, depth);
                break;
        }
    }

    /// <summary>As much of a long text as can be shown; what is cut off is over the length that is printed anyway.</summary>
    private static ReadOnlySpan<T> Start<T>(ReadOnlySpan<T> whole) => whole[..Math.Min(whole.Length, MaxLength)];

    private static ReadOnlySpan<char> Start(string whole) => Start(whole.AsSpan());

    private static void Sequence(StringBuilder text, string open, ReadOnlySpan<PyValue> items, string close, int depth)
    {
        text.Append(open);
        for (int i = 0; i < items.Length && text.Length <= MaxLength; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            Write(text, items[i], depth + 1);
        }

        text.Append(close);
    }

    private static void Entries(StringBuilder text, PyDict dict, int depth)
    {
        text.Append('{');
        for (int i = 0; i < dict.Count && text.Length <= MaxLength; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            Write(text, dict.Keys[i], depth + 1);
            text.Append(": ");
            Write(text, dict.Values[i], depth + 1);
        }

        text.Append('}');
    }

    private static void Instance(StringBuilder text, PyObject instance, int depth)
    {
        if (instance.View is IFormattable view)
        {
            text.Append(view.ToString(null, CultureInfo.InvariantCulture));
            return;
        }

        text.Append('<').Append(instance.Class?.FullName ?? "object");
        bool direct = ReferenceEquals(instance.Class, instance.Callable.Reference);
        for (int i = direct ? 0 : 1; i < instance.Arguments.Count && text.Length <= MaxLength; i++)
        {
            text.Append(' ');
            Write(text, instance.Arguments[i], depth + 1);
        }

        if (instance.HasState)
        {
            text.Append(' ');
            Write(text, instance.State, depth + 1);
        }

        text.Append('>');
    }
}
