namespace Brine.Pickling;

/// <summary>Whose bytes to write. All profiles say the same values; they differ in how they group, repeat and number.</summary>
public enum PickleProfile
{
    /// <summary>CPython's <c>pickle.dump</c> up to 3.13: a batch of one keeps its mark, a full last batch of a dict or set is followed by
    /// an empty one.</summary>
    CPython,

    /// <summary>CPython 3.14, which names what is inside a class anew each time, below protocol 4.</summary>
    CPython314,

    /// <summary>CPython's <c>pickle.dump</c> from 3.15 on, which groups as its pure-Python twin does.</summary>
    CPython315,

    /// <summary>The pickler written in Python (<c>pickle._Pickler</c>) up to 3.12, which joblib uses: at protocol 0 it writes text with
    /// escapes as often as it is met.</summary>
    PurePython,

    /// <summary>The pickler written in Python, of 3.13.</summary>
    PurePython313,

    /// <summary>The pickler written in Python, from 3.14 on.</summary>
    PurePython314,

    /// <summary>Python 2.7's <c>cPickle</c>, which numbers its memo from 1 and writes Python 2's ints and names.</summary>
    CPickle2,

    /// <summary>Python 2.7's <c>pickle</c>.</summary>
    PurePython2,
}
