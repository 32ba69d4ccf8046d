using Microsoft.CodeAnalysis;

namespace Brine.Generators;

/// <summary>A property or field that is a column of a model.</summary>
/// <param name="Symbol">The property or field.</param>
/// <param name="Name">Its own name, or that of the attribute.</param>
/// <param name="IsExact">True where the attribute names it.</param>
/// <param name="Kind">A member of <c>ModelRowKind</c>.</param>
/// <param name="Type">The type, without what makes it nullable.</param>
/// <param name="IsOptional">True where it may be null.</param>
internal sealed record ModelRowMember(ISymbol Symbol, string Name, bool IsExact, string Kind, ITypeSymbol Type, bool IsOptional);
