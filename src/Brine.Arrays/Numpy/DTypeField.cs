using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>One field of a record dtype.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DType">What it holds.</param>
/// <param name="Offset">Where it lies in the record, in bytes.</param>
/// <param name="Title">A second name, or None.</param>
public sealed record DTypeField(string Name, DType DType, int Offset, PyValue Title = default);
