namespace Brine.Containers;

/// <summary>One member of a tar archive.</summary>
/// <param name="Name">Its name: a label, never a path that is opened.</param>
/// <param name="Kind">The type flag of its header: '0' for a file, '5' for a folder, '1' and '2' for links.</param>
/// <param name="Offset">Where its bytes begin.</param>
/// <param name="Content">Its bytes, a view over the archive; empty for all but files.</param>
internal sealed record TarEntry(string Name, char Kind, int Offset, ReadOnlyMemory<byte> Content)
{
    internal bool IsFile => Kind is '0' or '\0' or '7';
}
