namespace Brine.Pickling;

/// <summary>The form of a .NET enum in Python where no attribute says it.</summary>
public enum EnumForm
{
    /// <summary>Nothing: it is refused.</summary>
    Refuse,

    /// <summary>An <c>int</c>, its number.</summary>
    Number,

    /// <summary>A <c>str</c>, its name.</summary>
    Name,
}
