using System.Numerics;

namespace Brine.Pickling;

/// <summary>What the opcodes stored under which number; give the same one to several calls when one pickler wrote several pickles.</summary>
public sealed class DisassemblerMemo
{
    /// <summary>What kind of thing is under each number, in the words of <c>pickletools</c>.</summary>
    internal Dictionary<BigInteger, string> Kinds { get; } = [];
}
