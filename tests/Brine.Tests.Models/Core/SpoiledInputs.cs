using Brine.Arrays;
using Brine.Containers;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

/// <summary>The inputs of a case spoiled in the ways of <c>Golden/refusals/record.py</c>.</summary>
internal sealed class SpoiledInputs
{
    /// <summary>The rows that are taken, and the one that is spoiled, as the script has them.</summary>
    internal const int Rows = 6, Row = 3;

    private readonly Features _x;

    private SpoiledInputs(Features x) => _x = x;

    /// <summary>The column that a cell is spoiled in.</summary>
    internal int Column => _x is Table { ColumnNames: not null } table
        ? Enumerable.Range(0, table.ColumnCount).First(column => table.Columns[column].DType.Kind == 'f')
        : Math.Min(1, _x.ColumnCount - 1);

    /// <summary>How an error calls it: by its name, or by its number.</summary>
    internal string ColumnName =>
        _x.ColumnNames is { } names ? names[Column] : Column.ToString(System.Globalization.CultureInfo.InvariantCulture);

    internal static SpoiledInputs Read(NpzFile npz, CaseInfo info, string method)
    {
        Features x = method != "inverse_transform" ? NpzFeatures.Read(npz, info.Npz)
            : NpzFeatures.ReadSparse(npz, "transform") is { } sparse ? new SparseMatrix(sparse)
            : Features.FromArray(npz["transform"]);
        return new SpoiledInputs(First(x));
    }

    /// <summary>The inputs spoiled.</summary>
    internal Features Make(string how) => _x is Images images ? Make(images.Array, how) : how switch
    {
        "as it is" => _x,
        _ when how.StartsWith("record ", StringComparison.Ordinal) =>
            Table.OfRecords(
                [.. ((Table)_x).Columns[0].ToCells()
                    .Select((record, row) => row == Row ? JsonTable.ParseRecords([how["record ".Length..]]).Columns[0][0] : record)]),
        "empty" when _x is Table { IsVector: true } records && records.Columns[0].Cells is not null => Table.OfRecords([]),
        "nan" => WithCell(double.NaN),
        "inf" => WithCell(double.PositiveInfinity),
        "-inf" => WithCell(double.NegativeInfinity),
        "1e39" => WithCell(1e39),
        "1e308" => WithCell(1e308),
        "negative" => WithCell(-3),
        "text" => WithText(),
        "csr" => Sparse(_x.ToMatrix()),
        "csr nan" => SparseWith(double.NaN),
        "csr inf" => SparseWith(double.PositiveInfinity),
        "csr empty" => Sparse(_x.ToMatrix()).SelectRows([]),
        "csr fewer" => Sparse(_x.ToMatrix()).SelectColumns(AllButLast()),
        "dense" => _x.ToMatrix(),
        "float32" => Convert(value => (float)value, DType.Float32),
        "ints" => Convert(value => Math.Round(value), DType.Int64),
        "bools" => Convert(value => value > 0 ? 1 : 0, DType.Bool),
        "named" => new Table([.. Enumerable.Range(0, _x.ColumnCount).Select(column => Column_(column, $"c{column}"))]),
        "more" when _x is Table { ColumnNames: not null } table =>
            new Table([.. table.Columns, Brine.Tables.Column.OfNumbers("zz", [1, 1, 1, 1, 1, 1])]),
        "more" => _x.SelectColumns([.. Enumerable.Range(0, _x.ColumnCount), 0]),
        "fewer" => _x.SelectColumns(AllButLast()),
        "no columns" => new Matrix(Rows, 0, []),
        "empty" =>
            _x is Matrix matrix ? new Matrix(0, matrix.ColumnCount, [], matrix.DType) { IsVector = matrix.IsVector } : _x.SelectRows([]),
        "row" => Vector(Enumerable.Range(0, _x.ColumnCount).Select(column => (Row, column))),
        "vector" => Vector(Enumerable.Range(0, Rows).Select(row => (row, 0))),
        "unnamed" => Unnamed((Table)_x),
        "renamed" => new Table([.. ((Table)_x).Columns.Select(column => column.Rename("other " + column.Name))]),
        "reordered" => _x.SelectColumns([.. Enumerable.Range(0, _x.ColumnCount).Reverse()]),
        "no document" =>
            new Table(Brine.Tables.Column.OfText("", [.. ((Table)_x).Columns[0].Texts!.Select((text, row) => row == Row ? null : text)])),
        "numbers" => new Matrix(6, 2, [.. Enumerable.Range(0, 12).Select(value => (double)value)]),
        "number vector" => new Matrix(6, 1, [0, 1, 2, 3, 4, 5]) { IsVector = true },
        "column" => _x is Matrix labels ? new Matrix(Rows, 1, labels.Values, labels.DType) : new Table(((Table)_x).Columns),
        "columns" => _x.SelectColumns([0, 0]),
        _ => throw new ArgumentException($"nobody knows how to spoil inputs with '{how}'", nameof(how)),
    };

    private static Features Make(NDArray images, string how)
    {
        double[] values = images.ToDoubles();
        int[] shape = images.Shape.ToArray();
        int size = values.Length / shape[0];
        Features With(double value) => NDArray.Of([.. values.Select((old, at) => at == (Row * size) + 1 ? value : old)], shape);
        return how switch
        {
            "as it is" => new Images(images),
            "nan" => With(double.NaN),
            "inf" => With(double.PositiveInfinity),
            "-inf" => With(double.NegativeInfinity),
            "1e39" => With(1e39),
            "1e308" => With(1e308),
            "negative" => With(-3),
            "float32" => NDArray.OfNumbers(Array.ConvertAll(values, value => (double)(float)value), DType.Float32, shape),
            "ints" => NDArray.OfNumbers(Array.ConvertAll(values, Math.Round), DType.Int64, shape),
            "bools" => NDArray.OfNumbers(Array.ConvertAll(values, value => value > 0 ? 1.0 : 0), DType.Bool, shape),
            "flat" => new Matrix(shape[0], size, values, images.DType),
            "vector" => new Matrix(shape[0], 1, [.. Enumerable.Range(0, shape[0]).Select(image => values[image * size])]) { IsVector = true },
            "empty" => NDArray.Of(Array.Empty<double>(), [0, .. shape[1..]]),
            "no columns" => NDArray.Of(Array.Empty<double>(), [shape[0], 0, .. shape[2..]]),
            _ => throw new ArgumentException($"nobody knows how to spoil images with '{how}'", nameof(how)),
        };
    }

    private static Features First(Features x)
    {
        int[] rows = [.. Enumerable.Range(0, Math.Min(Rows, x.RowCount))];
        return (x, x.SelectRows(rows)) switch
        {
            (Matrix { IsVector: true }, Matrix matrix) => new Matrix(matrix.RowCount, 1, matrix.Values, matrix.DType) { IsVector = true },
            (Table { IsVector: true }, Table table) => new Table(table.Columns) { IsVector = true },
            (_, Features plain) => plain,
        };
    }

    private static SparseMatrix Sparse(Matrix matrix)
    {
        var starts = new int[matrix.RowCount + 1];
        var columns = new List<int>();
        for (int row = 0; row < matrix.RowCount; row++)
        {
            columns.AddRange(Enumerable.Range(0, matrix.ColumnCount).Where(column => matrix.Row(row)[column] != 0));
            starts[row + 1] = columns.Count;
        }

        double[] data = [.. matrix.Values.Where(value => value != 0)];
        return new SparseMatrix(new CsrMatrix(matrix.RowCount, matrix.ColumnCount, starts, [.. columns], data, matrix.DType));
    }

    private static Features Unnamed(Table table)
    {
        if (table.Columns.All(column => !column.IsText) && table.Columns.Select(column => column.DType.Kind).Distinct().Count() == 1)
        {
            Matrix matrix = table.ToMatrix();
            return new Matrix(matrix.RowCount, matrix.ColumnCount, matrix.Values, matrix.DType);
        }

        return Features.FromArray(
            NDArray.OfObjects([table.RowCount, table.ColumnCount],
                [.. Enumerable.Range(0, table.RowCount).SelectMany(row => table.Columns.Select(column => Cell(column, row)))]));
    }

    private static PyValue Cell(Column column, int row) =>
        column.Texts is { } texts ? texts[row] ?? PyValue.None
        : column.DType.Kind == 'b' ? column.Numbers![row] != 0
        : column.DType.Kind is 'i' or 'u' ? (long)column.Numbers![row]
        : column.Numbers![row];

    private int[] AllButLast() => [.. Enumerable.Range(0, _x.ColumnCount - 1)];

    private Column Column_(int column, string name) =>
        Brine.Tables.Column.OfNumbers(name, [.. Enumerable.Range(0, Rows).Select(row => Dense().Row(row)[column])], Dense().DType);

    private Matrix Dense() => _x.ToMatrix();

    private Features WithCell(double value)
    {
        if (_x is Table { ColumnNames: not null } table)
        {
            return Replace(table,
                Brine.Tables.Column.OfNumbers(ColumnName,
                    [.. table.Columns[Column].Numbers!.Select((number, row) => row == Row ? value : number)]));
        }

        Matrix matrix = Dense();
        return new Matrix(matrix.RowCount, matrix.ColumnCount,
            [.. matrix.Values.Select((number, at) => at == (Row * matrix.ColumnCount) + Column ? value : number)])
            { IsVector = _x.IsVector };
    }

    private Features WithText()
    {
        if (_x is Table { ColumnNames: not null } table)
        {
            return Replace(table,
                Brine.Tables.Column.OfText(ColumnName,
                    [.. Enumerable.Range(0, Rows).Select(row => row == Row ? "abc" : table.Columns[Column].TextAt(row))]));
        }

        Matrix matrix = Dense();
        return Features.FromArray(
            NDArray.OfObjects([matrix.RowCount, matrix.ColumnCount],
                [.. matrix.Values.Select((number, at) => at == (Row * matrix.ColumnCount) + Column ? (PyValue)"abc" : number)]));
    }

    private Table Replace(Table table, Column column) => new([.. table.Columns.Select((old, index) => index == Column ? column : old)]);

    private SparseMatrix SparseWith(double value)
    {
        Matrix matrix = Dense();
        return Sparse(
            new Matrix(matrix.RowCount, matrix.ColumnCount,
                [.. matrix.Values.Select((number, at) => at == (Row * matrix.ColumnCount) + Column ? value : number)]));
    }

    private Matrix Convert(Func<double, double> convert, DType dtype)
    {
        Matrix matrix = Dense();
        return matrix.Values.All(double.IsFinite) || dtype.Kind != 'i'
            ? new Matrix(matrix.RowCount, matrix.ColumnCount, Array.ConvertAll(matrix.Values, value => convert(value)), dtype)
            : new Matrix(matrix.RowCount, matrix.ColumnCount, [.. Enumerable.Repeat(1.0, matrix.Values.Length)], dtype);
    }

    private Features Vector(IEnumerable<(int Row, int Column)> places)
    {
        if (_x is Table table)
        {
            return new Table(Brine.Tables.Column.OfText("", [.. places.Select(place => table.Columns[place.Column].TextAt(place.Row))]))
                { IsVector = true };
        }

        Matrix matrix = Dense();
        double[] values = [.. places.Select(place => matrix.Row(place.Row)[place.Column])];
        return new Matrix(values.Length, 1, values, matrix.DType) { IsVector = true };
    }
}
