namespace Brine.Pickling;

/// <summary>Whose bytes to write. All profiles say the same values; they differ in how the last items of long lists, dicts and sets are grouped.</summary>
public enum PickleProfile
{
    /// <summary>CPython's <c>pickle.dump</c> up to 3.14: a batch of one keeps its mark, a full last batch of a dict or set is followed by an empty one.</summary>
    CPython,

    /// <summary>CPython's <c>pickle.dump</c> from 3.15 on, which groups as its pure-Python twin does.</summary>
    CPython315,

    /// <summary>The pickler written in Python (<c>pickle._Pickler</c>), which joblib uses.</summary>
    PurePython,
}
