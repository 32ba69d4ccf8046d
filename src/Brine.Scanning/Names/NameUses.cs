namespace Brine.Scanning;

/// <summary>The ways in which honest models use a name.</summary>
[Flags]
internal enum NameUses
{
    None = 0,

    /// <summary>The pickle holds it without calling it.</summary>
    Held = 1,

    /// <summary>An instance is made without its constructor: NEWOBJ, <c>copyreg._reconstructor</c>.</summary>
    Made = 2,

    /// <summary>It is called: REDUCE, INST, OBJ.</summary>
    Called = 4,

    /// <summary>What it gives gets a state.</summary>
    Built = 8,

    /// <summary>What it gives gets items.</summary>
    Filled = 16,

    /// <summary>The pickle holds it without calling it, and a person should look at what for.</summary>
    Shown = 32,
}
