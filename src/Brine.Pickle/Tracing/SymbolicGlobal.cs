namespace Brine.Pickling;

/// <summary>A class, function or module that a pickle names, or reaches by a call such as <c>getattr</c>.</summary>
public sealed class SymbolicGlobal : TraceEvent
{
    internal SymbolicGlobal(int offset, int pickle, string? module, string? name)
        : base(offset, pickle) => (Module, Name) = (module, name);

    /// <summary>The module, as Python 3 calls it; null where it is not a literal text of at most 1,000 bytes.</summary>
    public string? Module { get; }

    /// <summary>The name in the module, dotted where the pickle asks for an attribute of it; empty for the module itself, null where it is
    /// not a literal text of at most 1,000 bytes.</summary>
    public string? Name { get; }

    /// <summary>The module as it stands in the file, when Python 2's name was translated; else the same as <see cref="Module"/>.</summary>
    public string? WrittenModule { get => field ?? Module; internal init; }

    /// <summary>The name as it stands in the file, when Python 2's name was translated; else the same as <see cref="Name"/>.</summary>
    public string? WrittenName { get => field ?? Name; internal init; }

    /// <summary>The module and the name as the stack had them, for opcode STACK_GLOBAL; unknown for other opcodes.</summary>
    public (Symbol Module, Symbol Name) Operands { get; internal init; }

    /// <summary>The call that reaches the global, such as <c>getattr(os, "system")</c>; null when the pickle names it.</summary>
    public SymbolicCall? Via { get; internal init; }

    /// <summary>True when module or name is worked out while the pickle loads, so that it cannot be told here.</summary>
    public bool IsComputed => Module is null || Name is null;

    /// <summary>Module and name with a dot between.</summary>
    public string FullName => Name is "" ? Module ?? "<computed>" : $"{Module ?? "<computed>"}.{Name ?? "<computed>"}";

    /// <summary>True for this module and name.</summary>
    public bool Is(string module, string name) => Module == module && Name == name;

    /// <summary>Gives the full name.</summary>
    public override string ToString() => FullName;
}
