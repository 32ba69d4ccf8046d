using System.Numerics;

namespace Brine.Pickling;

/// <summary>The memo of the disassembler. Share one between calls when one pickler wrote several pickles.</summary>
public sealed class DisassemblerMemo
{
    /// <summary>The kind of thing under each number.</summary>
    internal Dictionary<BigInteger, StackKind> Kinds { get; } = new(MemoIndexComparer.Instance);
}
