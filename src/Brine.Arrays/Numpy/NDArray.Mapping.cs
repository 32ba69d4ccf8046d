using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>An array in a class of a user.</summary>
public sealed partial class NDArray : IPickleClass<NDArray>
{
    static PickleConverter<NDArray> IPickleClass<NDArray>.PickleConverter => NDArrayConverter.Instance;
}
