namespace Brine.Pickling;

/// <summary>A reference to something outside the pickle, by the id that the file gives.</summary>
/// <param name="id">The id: a str at protocol 0, any value after that.</param>
public sealed class PyPersistent(PyValue id) : PyReference(PyKind.Persistent)
{
    /// <summary>The id that the file gives.</summary>
    public PyValue Id { get; } = id;
}
