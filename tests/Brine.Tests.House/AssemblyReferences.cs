using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Brine.Tests.House;

/// <summary>What a compiled library names of others: its table of types is complete, whatever the code does with them.</summary>
internal sealed record AssemblyReferences(string Name, IReadOnlySet<string> Types, IReadOnlySet<string> Imports,
    IReadOnlySet<string> Libraries)
{
    /// <param name="path">The library's file.</param>
    internal static AssemblyReferences Read(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        MetadataReader reader = file.GetMetadataReader();
        var imports = new HashSet<string>(StringComparer.Ordinal);
        foreach (MethodDefinition method in reader.MethodDefinitions.Select(reader.GetMethodDefinition))
        {
            if (method.Attributes.HasFlag(MethodAttributes.PinvokeImpl))
            {
                imports.Add($"{reader.GetString(reader.GetModuleReference(method.GetImport().Module).Name)}:"
                    + reader.GetString(method.GetImport().Name));
            }
        }

        return new(Path.GetFileNameWithoutExtension(path), reader.TypeReferences.Select(handle => NameOf(reader, handle)).ToHashSet(),
            imports,
            Enumerable.Range(1, reader.GetTableRowCount(TableIndex.ModuleRef))
                .Select(row => (ModuleReferenceHandle)MetadataTokens.Handle(TableIndex.ModuleRef, row))
                .Select(handle => reader.GetString(reader.GetModuleReference(handle).Name)).ToHashSet());
    }

    private static string NameOf(MetadataReader reader, TypeReferenceHandle handle)
    {
        TypeReference type = reader.GetTypeReference(handle);
        string name = reader.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{NameOf(reader, (TypeReferenceHandle)type.ResolutionScope)}/{name}" : $"{reader.GetString(type.Namespace)}.{name}";
    }
}
