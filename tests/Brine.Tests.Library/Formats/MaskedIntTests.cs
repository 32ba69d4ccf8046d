using Brine.Arrays;

namespace Brine.Tests.Formats;

/// <summary>Ints of pandas' nullable dtypes on their way into Parquet and Arrow.</summary>
public class MaskedIntTests
{
    [Fact]
    public void AnIntThatIsNotKeptToTheLastDigitIsRefused()
    {
        Column column = Column.OfMasked("g", [1, double.NaN, 9007199254740992], DType.Int64, [false, true, false]);
        Assert.Equal(1L, ColumnValues.Int<long>(column, 0));
        Assert.Null(ColumnValues.Int<long>(column, 1));
        Assert.Equal("CannotTabulate", Assert.Throws<ModelInputException>(() => ColumnValues.Int<long>(column, 2)).Code);
    }
}
