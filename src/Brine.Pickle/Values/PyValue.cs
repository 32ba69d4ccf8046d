using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>
/// Any Python value, in 16 bytes: a reference and 64 bits, so that None, bool, int and float cost no object.
/// The default value is Python's <c>None</c>. Equality is Python's: <c>1 == 1.0 == True</c>.
/// </summary>
public readonly partial struct PyValue : IEquatable<PyValue>, IFormattable
{
    private readonly object? _reference;
    private readonly long _bits;

    internal PyValue(object? reference, long bits = 0)
    {
        _reference = reference;
        _bits = bits;
    }

    /// <summary>Wraps a value that has an identity: a list, a dict, an object...</summary>
    public PyValue(PyReference value)
        : this(value, 0)
    {
        ArgumentNullException.ThrowIfNull(value);
    }

    /// <summary>Python's <c>None</c>.</summary>
    public static PyValue None => default;

    /// <summary>Python's <c>True</c>.</summary>
    public static PyValue True => new(PyTag.Bool, 1);

    /// <summary>Python's <c>False</c>.</summary>
    public static PyValue False => new(PyTag.Bool, 0);

    /// <summary>The type of the value, in Python's terms.</summary>
    public PyKind Kind => _reference switch
    {
        null => PyKind.None,
        string => PyKind.Str,
        PyReference reference => reference.Kind,
        _ => ReferenceEquals(_reference, PyTag.Int) ? PyKind.Int : ReferenceEquals(_reference, PyTag.Float) ? PyKind.Float : PyKind.Bool,
    };

    /// <summary>True for <c>None</c>.</summary>
    public bool IsNone => _reference is null;

    /// <summary>The object with an identity behind the value: a <see cref="PyReference"/>, a <see cref="string"/>, or null.</summary>
    public object? Reference => _reference is PyTag ? null : _reference;

    internal bool IsInt64 => ReferenceEquals(_reference, PyTag.Int);

    internal bool IsFloat => ReferenceEquals(_reference, PyTag.Float);

    internal bool IsBool => ReferenceEquals(_reference, PyTag.Bool);

    internal long Bits => _bits;

    internal object? RawReference => _reference;

    /// <summary>The 64 bits where they stand.</summary>
    [UnscopedRef]
    internal ref readonly long BitsInPlace => ref _bits;

    /// <summary>Replaces the reference where it stands, for an owner that keeps an array there.</summary>
    internal static void SetReference(ref PyValue place, object reference) => Unsafe.AsRef(in place._reference) = reference;

    /// <summary>Text that was read, with the identity that tells it from equal text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static PyValue FromText(string text) => new(text, text.Length == 0 ? PyIdentity.EmptyText : PyIdentity.Next());

    /// <summary>The value as a <typeparamref name="T"/> (<see cref="PyList"/>, <see cref="PyDict"/>, <see cref="PyObject"/>, string...), or
    /// null where it is another kind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T? As<T>()
        where T : class => _reference as T;

    /// <summary>Reads an <c>int</c> that fits 64 bits, or a <c>bool</c> (which Python counts as an int).</summary>
    public bool TryGetInt64(out long value)
    {
        value = _bits;
        return IsInt64 || IsBool;
    }

    /// <summary>Reads an <c>int</c> of any size, or a <c>bool</c>.</summary>
    public bool TryGetBigInteger(out BigInteger value)
    {
        value = _reference is PyLong big ? big.Value : _bits;
        return _reference is PyLong || IsInt64 || IsBool;
    }

    /// <summary>Reads a <c>float</c>, <c>int</c> or <c>bool</c> as a double.</summary>
    public bool TryGetDouble(out double value)
    {
        if (IsFloat)
        {
            value = BitConverter.Int64BitsToDouble(_bits);
            return true;
        }

        value = _reference is PyLong big ? IntegerRounding.ToDouble(big.Value) : _bits;
        return _reference is PyLong || IsInt64 || IsBool;
    }

    /// <summary>Reads a <c>bool</c>.</summary>
    public bool TryGetBool(out bool value)
    {
        value = _bits != 0;
        return IsBool;
    }

    /// <summary>Reads text: a <c>str</c>, or Python 2's 8-bit string as latin-1.</summary>
    public bool TryGetString([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
    {
        value = _reference as string ?? (_reference as PyByteString)?.Text;
        return value is not null;
    }

    /// <summary>The text of a <c>str</c> (or of Python 2's 8-bit string), or null where the value is another kind.</summary>
    public string? AsString() => TryGetString(out string? text) ? text : null;

    /// <summary>Wraps an <c>int</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyValue FromInt64(long value) => new(PyTag.Int, value);

    /// <summary>Wraps a <c>float</c>, its bits kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyValue FromDouble(double value) => new(PyTag.Float, BitConverter.DoubleToInt64Bits(value));

    /// <summary>Wraps an <c>int</c> of any size.</summary>
    public static PyValue FromBigInteger(BigInteger value) =>
        value >= long.MinValue && value <= long.MaxValue ? FromInt64((long)value) : new PyValue(new PyLong(value));

    /// <summary>Wraps a <c>bool</c>.</summary>
    public static implicit operator PyValue(bool value) => value ? True : False;

    /// <summary>Wraps an <c>int</c>.</summary>
    public static implicit operator PyValue(int value) => FromInt64(value);

    /// <summary>Wraps an <c>int</c>.</summary>
    public static implicit operator PyValue(long value) => FromInt64(value);

    /// <summary>Wraps a <c>float</c>.</summary>
    public static implicit operator PyValue(double value) => FromDouble(value);

    /// <summary>Wraps a <c>str</c>; null becomes <c>None</c>.</summary>
    public static implicit operator PyValue(string? value) => new(value, value?.Length == 0 ? PyIdentity.EmptyText : 0);

    /// <summary>Wraps an <c>int</c> of any size.</summary>
    public static implicit operator PyValue(BigInteger value) => FromBigInteger(value);

    /// <summary>Wraps a value with an identity; null becomes <c>None</c>.</summary>
    public static implicit operator PyValue(PyReference? value) => new(value, 0);

    /// <summary>Python's <c>==</c> for values that can be dict keys; containers that cannot (list, dict, set, object) are equal only to
    /// themselves.</summary>
    public bool Equals(PyValue other) => PyEquality.AreEqual(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PyValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => PyEquality.Hash(this);

    /// <summary>Python's <c>==</c>.</summary>
    public static bool operator ==(PyValue left, PyValue right) => left.Equals(right);

    /// <summary>Python's <c>!=</c>.</summary>
    public static bool operator !=(PyValue left, PyValue right) => !left.Equals(right);

    /// <summary>The value as Python's <c>repr</c> would print it, cut off where it grows long.</summary>
    public override string ToString() => PyRepr.Of(this);

    /// <summary>A number in a .NET format (<c>f3</c>); anything else as Python's <c>repr</c>.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) =>
        string.IsNullOrEmpty(format) ? ToString()
        : IsFloat ? BitConverter.Int64BitsToDouble(_bits).ToString(format, formatProvider)
        : IsInt64 ? _bits.ToString(format, formatProvider)
        : ToString();
}
