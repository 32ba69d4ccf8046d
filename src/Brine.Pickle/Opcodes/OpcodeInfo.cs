using System.Collections.Immutable;

namespace Brine.Pickling;

/// <summary>One opcode of the pickle machine: a row of <see cref="OpcodeTable"/>.</summary>
public sealed class OpcodeInfo
{
    internal OpcodeInfo(byte code, string name, OpcodeOperand operand, int protocol, ImmutableArray<StackKind> before,
        ImmutableArray<StackKind> after, string prose)
    {
        (Code, Name, Operand, Protocol, StackBefore, StackAfter, Prose) = (code, name, operand, protocol, before, after, prose);
        int mark = before.IndexOf(StackKind.Mark);
        TakesMark = mark >= 0;
        Pops = TakesMark ? mark : before.Length;
        PopsAboveMark = TakesMark ? before.Length - mark - 2 : 0;
        Layout = OperandLayout.Of(operand);
    }

    /// <summary>The byte of the opcode, one of <see cref="PickleOpcode"/>.</summary>
    public byte Code { get; }

    /// <summary>CPython's name of the opcode.</summary>
    public string Name { get; }

    /// <summary>The form of what follows the byte in the file.</summary>
    public OpcodeOperand Operand { get; }

    /// <summary>The protocol that introduced the opcode.</summary>
    public int Protocol { get; }

    /// <summary>The things that the opcode takes from the stack, bottom first, as <c>stack_before</c> of <c>pickletools</c>.</summary>
    public ImmutableArray<StackKind> StackBefore { get; }

    /// <summary>The things that the opcode leaves on the stack, bottom first, as <c>stack_after</c> of <c>pickletools</c>.</summary>
    public ImmutableArray<StackKind> StackAfter { get; }

    /// <summary>The opcode's purpose in one line, the one that <c>pickletools</c> prints when it annotates.</summary>
    public string Prose { get; }

    /// <summary>The number of values that the opcode takes from the stack; of one that takes a mark, those below the mark.</summary>
    public int Pops { get; }

    /// <summary>The number of values that the opcode leaves on the stack; of MARK none, because a mark is not a value.</summary>
    public int Pushes => Code == PickleOpcode.Mark ? 0 : StackAfter.Length;

    /// <summary>True when the opcode takes the topmost mark with all values above it.</summary>
    public bool TakesMark { get; }

    /// <summary>The number of values that must stand above the mark: 1 for OBJ, which finds its class there.</summary>
    public int PopsAboveMark { get; }

    /// <summary>The bytes of an operand of fixed size, or of the length before an operand of any size; 0 for lines of text.</summary>
    public int OperandWidth => Layout.Width;

    /// <summary>True when the operand is a length and so many bytes.</summary>
    public bool HasOperandLength => Layout.HasLength;

    /// <summary>The number of lines of text that are the operand.</summary>
    public int OperandLines => Layout.Lines;

    internal OperandLayout Layout { get; }

    /// <summary>Gives the name.</summary>
    public override string ToString() => Name;
}
