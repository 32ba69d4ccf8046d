using System.Diagnostics;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

/// <summary>What ExpressionTransformer refuses; what it computes is in <c>Golden/packages</c>.</summary>
public sealed class ExpressionTests
{
    [Theory]
    [InlineData("__import__('os').system('ls')")]
    [InlineData("X.__class__")]
    [InlineData("X[0].real")]
    [InlineData("X[:, 0]")]
    [InlineData("X[X[0]]")]
    [InlineData("0 < X[0] < 1")]
    [InlineData("X[0] in [1, 2]")]
    [InlineData("lambda: 1")]
    [InlineData("numpy.load('x')")]
    [InlineData("numpy.exp(X[0], X[1])")]
    [InlineData("math.exp(X[0])")]
    [InlineData("X[0] +")]
    [InlineData("(X[0]")]
    [InlineData("X[0])")]
    [InlineData("X[0] X[1]")]
    [InlineData("X[0] if X[1]")]
    [InlineData("X[0], X[1]")]
    [InlineData("def f(X):\n return 1")]
    [InlineData("'text'")]
    [InlineData("1_000")]
    [InlineData("0x10")]
    [InlineData("")]
    [InlineData("X")]
    [InlineData("X[")]
    [InlineData("X[-")]
    public void WhatIsNoArithmeticIsRefusedByName(string expression)
    {
        var error = Assert.Throws<UnsupportedModelException>(() => Read(expression));
        Assert.Equal("UnsupportedOption", error.Code);
    }

    [Fact]
    public void DeepAndLongExpressionsEndSoon()
    {
        var watch = Stopwatch.StartNew();
        Assert.Throws<UnsupportedModelException>(() => Read(new string('(', 9_000)));
        Assert.Throws<UnsupportedModelException>(() => Read(new string('-', 20_000) + "1"));
        string nested = new string('(', 4_900) + "X[0]" + new string(')', 4_900);
        Assert.Equal(2.0, Read(nested).Call(Methods.Transform, new Matrix(1, 1, [2])).ToArray().ToDoubles()[0]);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }

    [Theory]
    [InlineData("1 / X[0]", "InputRange")]
    [InlineData("numpy.log(X[0])", "InputRange")]
    [InlineData("X[0] ** -1", "InputRange")]
    [InlineData("X[7]", "InputColumns")]
    [InlineData("X[-4]", "InputColumns")]
    [InlineData("X['age']", "InputColumns")]
    [InlineData("X[0] + None", "InputKind")]
    [InlineData("(X[0] > 1) - (X[1] > 1)", "InputKind")]
    [InlineData("-(X[0] > 1)", "InputKind")]
    public void WhatPythonRefusesOfARowIsRefused(string expression, string code) => Assert.Equal(code,
        Assert.Throws<ModelInputException>(() => Read(expression).Transform(new Matrix(1, 3, [0, 1, 2]))).Code);

    [Fact]
    public void TextAndIntsAreNotComputedWith()
    {
        Estimator model = Read("X[0] * 2");
        Assert.Equal("InputKind", Assert.Throws<ModelInputException>(() =>
            model.Transform(new Table(Column.OfText("a", ["x"]), Column.OfNumbers("b", [1.0])))).Code);
        Assert.Equal("InputKind", Assert.Throws<ModelInputException>(() =>
            model.Transform(new Table(Column.OfNumbers("a", [1], Brine.Arrays.DType.Int64)))).Code);
        Assert.Equal("InputSparse", Assert.Throws<ModelInputException>(() =>
            model.Transform(new SparseMatrix(new Brine.Arrays.CsrMatrix(1, 1, [0, 0], [], [], Brine.Arrays.DType.Float64)))).Code);
    }

    [Fact]
    public void ABranchThatIsNotTakenDividesByNothing() => Assert.Equal(5.0,
        Read("1 / X[0] if X[0] != 0 else 5").Call(Methods.Transform, new Matrix(1, 1, [0])).ToArray().Elements()
            .Select(item => item.TryGetDouble(out double number) ? number : 0).Single());

    private static Estimator Read(string expression)
    {
        PyValue saved = Pickle.Load(Repo.Golden("packages", "sklearn2pmml-0.129.2", "expression.sums.pkl"));
        saved.As<PyObject>()!.Attributes!["expr"] = expression;
        return EstimatorTable.Read(saved);
    }
}
