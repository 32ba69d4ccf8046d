using System.Text;
using System.Text.Json;
using Brine.Arrays;

namespace Brine.Tests.Server;

/// <summary>Arrays as lists in lists.</summary>
public sealed class JsonValueTests
{
    [Theory]
    [InlineData(new[] { 0 }, "[]")]
    [InlineData(new[] { 2 }, "[0.0,1.0]")]
    [InlineData(new[] { 0, 3 }, "[]")]
    [InlineData(new[] { 2, 0 }, "[[],[]]")]
    [InlineData(new[] { 2, 1 }, "[[0.0],[1.0]]")]
    [InlineData(new[] { 2, 1, 2 }, "[[[0.0,1.0]],[[2.0,3.0]]]")]
    public void EveryShapeIsNestedAsPythonNestsIt(int[] shape, string expected)
    {
        double[] numbers = [.. Enumerable.Range(0, shape.Aggregate(1, (product, size) => product * size)).Select(number => (double)number)];
        Assert.Equal(expected, Text(NDArray.Of(numbers, shape)));
    }

    [Fact]
    public void WhatJsonHasNotIsNull() =>
        Assert.Equal("[null,null,-0.0,1E+300,0.1]", Text(NDArray.Of([double.NaN, double.NegativeInfinity, -0.0, 1e300, 0.1])));

    private static string Text(NDArray array)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            JsonValues.WriteNested(json, array);
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
