namespace Brine.Pickling;

/// <summary>The traits in which one profile differs from others.</summary>
/// <param name="ExactLists">A list's item that is left over is a batch of one, with its mark.</param>
/// <param name="ExactDicts">So is a dict's entry; a full last batch of a dict or set is followed by an empty one.</param>
/// <param name="ChainsNames">Below protocol 4 a dotted name is a chain of getattr whose links the memo does not know.</param>
/// <param name="RepeatsEscapes">At protocol 0 the memo does not know text with escapes.</param>
/// <param name="IsPython2">Ints of 64 bits are text, names are Python 2's, and only line feed and backslash are escaped at protocol
/// 0.</param>
/// <param name="IsCPickle">The memo counts from 1, and floats have 17 digits at protocol 0.</param>
internal readonly record struct ProfileTraits(bool ExactLists, bool ExactDicts, bool ChainsNames, bool RepeatsEscapes, bool IsPython2,
    bool IsCPickle)
{
    internal static ProfileTraits Of(PickleProfile profile) => new(
        ExactLists: profile is PickleProfile.CPython or PickleProfile.CPython314,
        ExactDicts: profile is PickleProfile.CPython or PickleProfile.CPython314 or PickleProfile.CPickle2,
        ChainsNames: profile is PickleProfile.CPython314 or PickleProfile.CPython315 or PickleProfile.PurePython314,
        RepeatsEscapes: profile is PickleProfile.PurePython,
        IsPython2: profile is PickleProfile.CPickle2 or PickleProfile.PurePython2,
        IsCPickle: profile is PickleProfile.CPickle2);
}
