using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads the state of a numpy <c>RandomState</c> that a model keeps, in the forms of numpy before 1.17 (a tuple) and
/// since (a dict).</summary>
internal static class RandomStateReader
{
    private const int KeyLength = 624;

    /// <returns>The state; null where the value is no RandomState of MT19937.</returns>
    internal static RandomStateForm? Read(PyValue value)
    {
        if (value.As<PyObject>() is not { } saved)
        {
            return null;
        }

        if (saved.State.As<PyTuple>() is { Count: >= 3 } parts)
        {
            return Of(parts[0], parts[1], parts[2], parts.Count > 3 ? parts[3] : default, parts.Count > 4 ? parts[4] : default);
        }

        return saved.State.As<PyDict>() is { } state && Item(state, "state").As<PyDict>() is { } inner
            ? Of(Item(state, "bit_generator"), Item(inner, "key"), Item(inner, "pos"), Item(state, "has_gauss"), Item(state, "gauss"))
            : null;
    }

    private static PyValue Item(PyDict dict, string key) => dict.TryGetValue(key, out PyValue value) ? value : default;

    private static RandomStateForm? Of(PyValue name, PyValue key, PyValue position, PyValue hasKept, PyValue kept)
    {
        if (name.AsString() != "MT19937" || NDArray.From(key) is not { DType.Kind: 'u' or 'i', Length: KeyLength } numbers
            || !position.TryGetInt64(out long used) || used is < 0 or > KeyLength)
        {
            return null;
        }

        return new RandomStateForm
        {
            Key = Array.ConvertAll(numbers.ToInt64s(), number => (uint)number),
            Position = (int)used,
            Kept = hasKept.TryGetInt64(out long flag) && flag != 0 && kept.TryGetDouble(out double number) ? number : null,
        };
    }
}
