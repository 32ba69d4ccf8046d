using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

public sealed class ColumnSpecificationTests
{
    private static readonly string[] Names = ["a", "b", "c", "d", "e"];

    [Theory]
    [InlineData(1, 3, null, "1 2")]
    [InlineData(null, -1, null, "0 1 2 3")]
    [InlineData(-2, null, null, "3 4")]
    [InlineData(null, null, 2, "0 2 4")]
    [InlineData(null, null, -1, "4 3 2 1 0")]
    [InlineData(3, 0, -2, "3 1")]
    [InlineData(4, 99, null, "4")]
    [InlineData(3, 1, null, "")]
    public void Slices_of_numbers_are_those_of_Python(int? start, int? stop, int? step, string expected)
    {
        ColumnSelection selection = ColumnSpecification.Read(Slice(Number(start), Number(stop), Number(step)), null, 5)!;

        Assert.Equal(expected, string.Join(' ', selection.Indices!));
    }

    [Fact]
    public void A_slice_of_names_ends_with_its_end() =>
        Assert.Equal([1, 2, 3], ColumnSpecification.Read(Slice("b", "d", PyValue.None), Names, 5)!.Indices!);

    [Fact]
    public void Names_become_places_where_all_names_are_known()
    {
        var list = new PyList(["d", "a"]);

        Assert.Equal([3, 0], ColumnSpecification.Read(list, Names, 5)!.Indices!);
        Assert.Equal(["d", "a"], ColumnSpecification.Read(list, null, 5)!.Names!);
    }

    [Fact]
    public void Numbers_may_be_negative_scalars_or_bools()
    {
        Assert.Equal([4, 0], ColumnSpecification.Read(new PyTuple(-1, 0), null, 5)!.Indices!);
        Assert.Equal([2], ColumnSpecification.Read(2, null, 5)!.Indices!);
        Assert.Equal([1, 4], ColumnSpecification.Read(NDArray(false, true, false, false, true), null, 5)!.Indices!);
    }

    [Fact]
    public void The_list_of_remaining_columns_of_1_5_is_a_list()
    {
        var list = new PyObject(new PyGlobal("sklearn.compose._column_transformer", "_RemainderColsList"), PyTuple.Empty,
            PyConstruction.NewObject);
        var state = new PyDict();
        state["data"] = new PyList([1, 3]);
        list.State = state;

        Assert.Equal([1, 3], ColumnSpecification.Read(list, Names, 5)!.Indices!);
    }

    [Fact]
    public void A_function_is_not_known() =>
        Assert.Null(ColumnSpecification.Read(new PyGlobal("shop", "pick"), Names, 5));

    [Theory]
    [InlineData(5)]
    [InlineData(-6)]
    public void A_number_out_of_range_is_corrupt(int column) =>
        Assert.Throws<PickleFormatException>(() => ColumnSpecification.Read(new PyList([column]), Names, 5));

    [Fact]
    public void A_name_that_was_not_there_is_corrupt() =>
        Assert.Throws<PickleFormatException>(() => ColumnSpecification.Read("z", Names, 5));

    private static PyValue Number(int? value) => value is { } number ? number : PyValue.None;

    private static PyObject Slice(PyValue start, PyValue stop, PyValue step) =>
        new(new PyGlobal("builtins", "slice"), new PyTuple(start, stop, step));

    private static PyList NDArray(params IEnumerable<bool> values) => new(values.Select(value => (PyValue)value));
}
