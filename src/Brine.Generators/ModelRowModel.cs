using Microsoft.CodeAnalysis;

namespace Brine.Generators;

/// <summary>A type with <c>[ModelRow]</c>.</summary>
/// <param name="Type">The type.</param>
/// <param name="Members">Its columns.</param>
internal sealed record ModelRowModel(INamedTypeSymbol Type, IReadOnlyList<ModelRowMember> Members);
