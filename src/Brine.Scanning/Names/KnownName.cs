namespace Brine.Scanning;

/// <summary>A row of the list of names that honest models use.</summary>
/// <param name="Module">The module, as Python 3 calls it.</param>
/// <param name="Name">The name in it.</param>
/// <param name="Uses">How models use it.</param>
/// <param name="Form">The form of its arguments, where they matter: a name of <see cref="CallForms"/>.</param>
internal sealed record KnownName(string Module, string Name, NameUses Uses, string? Form);
