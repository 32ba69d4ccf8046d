namespace Brine.Models;

/// <summary>In which precision the parts of a code are computed: true for float32. Numbers are held as doubles and rounded after each
/// step, which is what arithmetic in float32 gives.</summary>
/// <param name="Gram">The products of the atoms with each other.</param>
/// <param name="Products">The products of a row with the atoms.</param>
/// <param name="Code">The code while it is computed.</param>
/// <param name="HasWeakFloats">True where a Python float takes the precision of the numpy float beside it (numpy 2).</param>
internal readonly record struct CodePrecision(bool Gram, bool Products, bool Code, bool HasWeakFloats)
{
    internal static double Round(double value, bool isSingle) => isSingle ? (float)value : value;

    /// <summary>True where a number stands as float64 beside float32: numpy 1 looks at its value, numpy 2 does not.</summary>
    internal bool Widens(double value) => !HasWeakFloats && Math.Abs(value) >= 3.4e38 && double.IsFinite(value);

    internal double InGram(double value) => Gram ? (float)value : value;

    internal double InProducts(double value) => Products ? (float)value : value;

    internal double InCode(double value) => Code ? (float)value : value;
}
