using System.Collections.Concurrent;

namespace Brine.Pickling;

/// <summary>Python interns the names of attributes: there is one str of each, whichever class has it.</summary>
internal static class AttributeNames
{
    private static readonly ConcurrentDictionary<string, PyValue> Known = new(StringComparer.Ordinal);

    /// <summary>The one str of a name that generated code has.</summary>
    internal static PyValue Of(string name) => Known.GetOrAdd(name, PyValue.FromText);
}
