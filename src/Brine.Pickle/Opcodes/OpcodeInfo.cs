namespace Brine.Pickling;

/// <summary>One opcode of the pickle machine.</summary>
/// <param name="Code">Its byte.</param>
/// <param name="Name">CPython's name for it.</param>
/// <param name="Operand">What follows the byte.</param>
/// <param name="Protocol">The protocol that introduced it.</param>
/// <param name="StackBefore">What it takes from the stack, bottom first, in the words of <c>pickletools</c>.</param>
/// <param name="StackAfter">What it leaves there.</param>
public sealed record OpcodeInfo(byte Code, string Name, OpcodeOperand Operand, int Protocol, string StackBefore, string StackAfter);
