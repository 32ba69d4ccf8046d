namespace Brine;

/// <summary>Which nodes of a drawn tree say what their numbers are.</summary>
public enum TreeGraphLabels
{
    /// <summary>All.</summary>
    All,

    /// <summary>The root.</summary>
    Root,

    /// <summary>None.</summary>
    None,
}
