namespace Brine.Tests.Commands;

/// <summary>Tests that look at what the whole process allocates: no other runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    internal const string Name = "alone";
}
