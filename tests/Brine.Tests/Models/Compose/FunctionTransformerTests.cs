using Brine.Models;

namespace Brine.Tests.Models;

public sealed class FunctionTransformerTests
{
    [Theory]
    [InlineData("function.unknown", "cumsum")]
    [InlineData("function.arguments", "kw_args")]
    public void A_function_that_is_not_known_is_named(string file, string expected)
    {
        var error = Assert.Throws<UnsupportedModelException>(() => ComposeGolden.Load(file));

        Assert.Equal("UnsupportedOption", error.Code);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Squares_of_ints_are_ints_and_their_roots_are_not()
    {
        Estimator model = ComposeGolden.Load("function.whole").Estimator;
        Features rows = ComposeGolden.Rows("function.whole");

        Assert.Equal("int64", model.Call(Methods.Transform, rows).ToArray().DType.Name);
        Assert.Equal("float64", model.Call(Methods.InverseTransform, rows).ToArray().DType.Name);
    }
}
