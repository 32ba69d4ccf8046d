namespace Brine.Server;

/// <summary>What a tensor of a model is like.</summary>
/// <param name="Name">The column, or the method.</param>
/// <param name="DataType">The datatype of the protocol.</param>
/// <param name="Shape">The sizes, -1 for what differs from request to request.</param>
internal sealed record TensorMetadata(string Name, string DataType, int[] Shape);
