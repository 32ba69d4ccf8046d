using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>
/// Describes frames that were made in .NET as pandas pickles its own. The names are those of pandas 1.3, which all later versions have;
/// text is in Python objects, and pandas' arrays get their state without the checksum of Cython, which differs between versions.
/// </summary>
internal sealed class FramePickler(int protocol)
{
    private readonly ArrayPickler _arrays = new(protocol);

    internal PyObject Describe(DataFrame frame)
    {
        var blocks = new PyValue[frame.ColumnCount];
        for (int i = 0; i < blocks.Length; i++)
        {
            var place = new PyObject(new PyGlobal("builtins", "slice"), new PyTuple(i, i + 1, 1));
            blocks[i] = new PyObject(new PyGlobal("pandas._libs.internals", "_unpickle_block"),
                new PyTuple(Block(frame.Columns[i]), place, 2));
        }

        var axes = new PyList { Describe(frame.Labels), Describe(frame.Index) };
        var manager = new PyObject(new PyGlobal("pandas.core.internals.managers", "BlockManager"),
            new PyTuple(blocks.Length == 0 ? PyTuple.Empty : new PyTuple(blocks), axes));
        var state = new PyDict
        {
            ["_mgr"] = manager,
            ["_typ"] = "dataframe",
            ["_metadata"] = new PyList(),
            ["attrs"] = new PyDict(),
            ["_flags"] = new PyDict { ["allows_duplicate_labels"] = true },
        };
        return New("pandas.core.frame", "DataFrame", state);
    }

    private static PyObject New(string module, string name, PyValue state) =>
        new(new PyGlobal(module, name), PyTuple.Empty, PyConstruction.NewObject) { State = state };

    private PyObject Describe(PandasIndex index)
    {
        (string module, PyDict parts) = index.Range is { } range
            ? ("pandas.core.indexes.range",
                new PyDict { ["name"] = index.Name, ["start"] = range.Start, ["stop"] = range.Stop, ["step"] = range.Step })
            : ("pandas.core.indexes.base",
                new PyDict { ["data"] = _arrays.Describe(((NumpyColumn)index.Values!).Values), ["name"] = index.Name });
        return new PyObject(new PyGlobal("pandas.core.indexes.base", "_new_Index"),
            new PyTuple(new PyGlobal(module, index.ClassName), parts));
    }

    /// <summary>Numbers and objects in two dimensions, a row for the column; pandas' own arrays as they are, times in two
    /// dimensions.</summary>
    private PyObject Block(PandasArray column)
    {
        switch (column)
        {
            case NumpyColumn plain:
                return _arrays.Describe(Row(plain.Values));
            case DatetimeArray times:
            {
                PyObject unit = _arrays.Describe(times.Values.DType);
                PyObject dtype = times.TimeZone.IsNone ? unit
                    : New("pandas.core.dtypes.dtypes", "DatetimeTZDtype", new PyDict { ["unit"] = times.Unit, ["tz"] = times.TimeZone });
                return New("pandas.core.arrays.datetimes", "DatetimeArray",
                    new PyTuple(dtype, _arrays.Describe(Row(times.Values)), new PyDict { ["_freq"] = default }));
            }

            case TimedeltaArray spans:
                return New("pandas.core.arrays.timedeltas", "TimedeltaArray",
                    new PyTuple(_arrays.Describe(spans.Values.DType), _arrays.Describe(Row(spans.Values)),
                        new PyDict { ["_freq"] = default }));
            case Categorical { Categories: { Values: NumpyColumn, Name.IsNone: true } } categorical:
            {
                PyObject dtype = New("pandas.core.dtypes.dtypes", "CategoricalDtype",
                    new PyDict { ["categories"] = Describe(categorical.Categories), ["ordered"] = categorical.IsOrdered });
                return New("pandas.core.arrays.categorical", "Categorical",
                    new PyTuple(dtype, _arrays.Describe(categorical.Codes), new PyDict()));
            }

            case NullableArray nullable:
            {
                string module = nullable.ClassName switch { "BooleanArray" => "boolean", "FloatingArray" => "floating", _ => "integer" };
                var state = new PyDict { ["_data"] = _arrays.Describe(nullable.Values), ["_mask"] = _arrays.Describe(nullable.Mask) };
                if (module == "boolean")
                {
                    state["_dtype"] = new PyObject(new PyGlobal("pandas.core.arrays.boolean", "BooleanDtype"), PyTuple.Empty,
                        PyConstruction.NewObject);
                }

                return New("pandas.core.arrays." + module, nullable.ClassName, state);
            }

            default:
                throw new NotSupportedException(
                    $"a column of {column.DTypeName} in a {column.ClassName} is not written; use numbers, text, times or categories");
        }
    }

    private static NDArray Row(NDArray values) =>
        values.Objects is null ? NDArray.OverBytes(values.DType, [1, values.Length], values.Data)
            : NDArray.OfObjects([1, values.Length], values.Objects);
}
