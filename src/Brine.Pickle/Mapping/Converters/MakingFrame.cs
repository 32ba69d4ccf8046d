namespace Brine.Pickling;

/// <summary>Makes an object of all its parts, which another frame reads before.</summary>
/// <param name="reader">The conversion.</param>
/// <param name="converter">The converter of the object.</param>
/// <param name="source">The Python value that it is made of.</param>
/// <param name="shell">The value to write in its place, where that is of another type; or null.</param>
/// <param name="parts">Reads the parts; null where there are none.</param>
/// <param name="make">Makes the object.</param>
internal sealed class MakingFrame<TMade>(MappingReader reader, PickleConverter converter, PyReference source, PyReference? shell,
    MappingFrame? parts, Func<TMade> make) : MappingFrame
    where TMade : class
{
    private bool _isFilled;

    internal override bool Step()
    {
        if (!_isFilled && parts is not null)
        {
            _isFilled = true;
            reader.AtSamePlace();
            reader.Push(parts);
            return false;
        }

        TMade made = make();
        Holder = made;
        reader.NoteShell(made, shell);
        reader.Remember(source, converter, made);
        return true;
    }
}
