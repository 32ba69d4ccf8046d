using Brine.Pickling;

namespace Brine;

/// <summary>A tuple, a frozenset or the arguments of an object, of which some parts are copied.</summary>
internal sealed class CopyFrame(PyReference source, Place place, PyValue[] parts)
{
    internal PyReference Source => source;

    internal Place Place => place;

    internal PyValue[] Parts => parts;

    internal PyValue[] Copies { get; } = new PyValue[parts.Length];

    internal int Next { get; set; }
}
