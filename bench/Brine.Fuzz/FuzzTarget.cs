namespace Brine.Fuzz;

/// <summary>Something that is given inputs.</summary>
/// <param name="Name">The name, for the command line.</param>
/// <param name="IsPickle">True where inputs are opcodes, and are changed as such.</param>
/// <param name="Seeds">The files that inputs are made of.</param>
/// <param name="Run">Reads an input and uses what it gave; documented exceptions are answers, others are faults.</param>
internal sealed record FuzzTarget(string Name, bool IsPickle, Func<IEnumerable<byte[]>> Seeds, Action<byte[]> Run);
