using Brine.Pickling;

namespace Brine.Arrays;

public sealed partial class DataFrame : IPickleClass<DataFrame>
{
    /// <inheritdoc/>
    static PickleConverter<DataFrame> IPickleClass<DataFrame>.PickleConverter => DataFrameConverter.Instance;
}
