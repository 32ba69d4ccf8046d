namespace Brine.Models;

/// <summary>One line of the catalog: a fact about a class of scikit-learn.</summary>
/// <param name="Name">The name of the parameter, attribute, method or tag.</param>
/// <param name="Value">The default of a parameter (<c>required</c> where it has none), the type of an attribute, the arguments of a method,
/// the value of a tag; else empty.</param>
/// <param name="Since">The first of the catalog's versions that says so, or null for the oldest of them.</param>
/// <param name="Until">The last of the catalog's versions that says so, or null for the newest of them.</param>
/// <param name="Changes">What the documentation says of other versions: <c>added 1.3</c>, <c>renamed to estimator</c>...</param>
internal sealed record CatalogFact(string Name, string Value, string? Since, string? Until, IReadOnlyList<string> Changes)
{
    /// <summary>The value of a parameter that the constructor must be given.</summary>
    internal const string Required = "required";
}
