using System.Numerics;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>numpy's loops over arrays of objects, which call Python's own operators: of a bool they make an int, and ints have no
/// bounds.</summary>
internal static class ObjectUfuncs
{
    /// <summary>The operator that a function of numpy calls on each object, or null where it has no such loop; of what Python refuses the
    /// operator makes null.</summary>
    internal static Func<PyValue, PyValue?>? Find(string name) => name switch
    {
        "absolute" => value => Of(value, Math.Abs, BigInteger.Abs),
        "negative" => value => Of(value, number => -number, BigInteger.Negate),
        "positive" => value => Of(value, number => number, whole => whole),
        "square" => value => Of(value, number => number * number, whole => whole * whole),
        "sign" => value => Of(value, number => number > 0 ? 1 : number < 0 ? -1 : number == 0 ? 0 : double.NaN, whole => whole.Sign) switch
        {
            // NaN is neither above nor below zero nor zero, which numpy takes for an error.
            { Kind: PyKind.Float } sign => sign.TryGetDouble(out double number) && !double.IsNaN(number) ? (long)number : default(PyValue?),
            var sign => sign,
        },
        _ => null,
    };

    private static PyValue? Of(PyValue value, Func<double, double> ofFloat, Func<BigInteger, BigInteger> ofInt) => value.Kind switch
    {
        PyKind.Float when value.TryGetDouble(out double number) => (PyValue?)ofFloat(number),
        PyKind.Bool or PyKind.Int when value.TryGetBigInteger(out BigInteger whole) => PyValue.FromBigInteger(ofInt(whole)),
        _ => null,
    };
}
