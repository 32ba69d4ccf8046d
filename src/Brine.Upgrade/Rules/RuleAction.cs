namespace Brine;

/// <summary>What a line of rules.tsv does to an attribute.</summary>
internal enum RuleAction
{
    /// <summary>Gives it another name.</summary>
    Rename,

    /// <summary>Leaves it out.</summary>
    Drop,

    /// <summary>Adds it where it is not there.</summary>
    Add,

    /// <summary>Writes it whatever was there.</summary>
    Set,

    /// <summary>Adds it with the value of another.</summary>
    Copy,

    /// <summary>Adds it as the size of an axis of another.</summary>
    Shape,

    /// <summary>Shields it from the lines about all classes.</summary>
    Keep,

    /// <summary>Spells one value otherwise.</summary>
    Value,
}
