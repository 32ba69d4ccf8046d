namespace Brine.Models;

/// <summary>Which dtypes of floats a method asks for by name (the <c>dtype</c> that scikit-learn hands to <c>check_array</c>).</summary>
public enum InputFloats
{
    /// <summary>None (<c>dtype="numeric"</c>): numbers stay what they are, and an array of text is refused.</summary>
    AsGiven,

    /// <summary>float64 and float32: all else becomes float64, also float32 in the byte order of other machines, and the text of
    /// numbers.</summary>
    DoubleOrSingle,

    /// <summary>float64, float32 and float16: all else becomes float64.</summary>
    Any,

    /// <summary>None, as in <see cref="AsGiven"/>, but float32 in the byte order of other machines becomes float64, as in
    /// <c>check_pairwise_arrays</c>.</summary>
    Native,
}
