namespace Brine;

/// <summary>One column of an <see cref="IModelRow{TSelf}"/>.</summary>
/// <param name="Name">The name of the property, or the one that <see cref="ModelColumnAttribute"/> gives it.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="IsOptional">True where a value may be null.</param>
/// <param name="IsExact">True where the column has this very name; false where letters and digits alone count, in any case.</param>
public sealed record ModelRowColumn(string Name, ModelRowKind Kind, bool IsOptional = false, bool IsExact = false);
