namespace Brine.Pickling;

/// <summary>The ways in which a pickle calls.</summary>
public enum SymbolicCallKind
{
    /// <summary>REDUCE: <c>callee(*arguments)</c>.</summary>
    Reduce,

    /// <summary>NEWOBJ: <c>callee.__new__(callee, *arguments)</c>.</summary>
    NewObject,

    /// <summary>NEWOBJ_EX: the same with keyword arguments.</summary>
    NewObjectEx,

    /// <summary>INST: <c>callee(*arguments)</c>, the class named by the opcode.</summary>
    Instance,

    /// <summary>OBJ: <c>callee(*arguments)</c>, the class taken from the stack.</summary>
    OldObject,

    /// <summary>A call that another call makes: of <c>functools.partial</c>, or of <c>operator.methodcaller</c>.</summary>
    Indirect,
}
