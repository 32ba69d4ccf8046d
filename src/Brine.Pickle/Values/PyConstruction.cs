namespace Brine.Pickling;

/// <summary>The way in which a pickle says that an object is to be made.</summary>
public enum PyConstruction
{
    /// <summary><c>callable(*args)</c>: opcode REDUCE.</summary>
    Reduce,

    /// <summary><c>cls.__new__(cls, *args)</c>: opcode NEWOBJ.</summary>
    NewObject,

    /// <summary><c>cls.__new__(cls, *args, **kwargs)</c>: opcode NEWOBJ_EX.</summary>
    NewObjectEx,

    /// <summary>Python 2's old-style instance, class named in the opcode: INST.</summary>
    Instance,

    /// <summary>Python 2's old-style instance, class on the stack: OBJ.</summary>
    OldObject,
}
