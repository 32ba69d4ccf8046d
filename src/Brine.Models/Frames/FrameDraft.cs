namespace Brine.Models;

/// <summary>The columns of a frame while a transformer changes them.</summary>
internal sealed class FrameDraft
{
    private readonly List<Column> _columns;
    private readonly string _className;
    private readonly bool _isNamed;

    /// <param name="x">The data.</param>
    /// <param name="className">The class that takes it, for messages.</param>
    /// <param name="prefix">What columns without names are called by, before their numbers: nothing, as pandas has it, or x.</param>
    internal FrameDraft(Features x, string className, string prefix = "")
    {
        _isNamed = x.ColumnNames is not null;
        _columns = [.. FeatureStack.Columns(x).Select((column, i) => _isNamed ? column : column.Rename(prefix + Number(i)))];
        _className = className;
        RowCount = x.RowCount;
    }

    internal int RowCount { get; }

    internal IReadOnlyList<Column> Columns => _columns;

    internal Column this[string name] => _columns[Place(name)];

    /// <summary>Puts columns into the place of one.</summary>
    internal void Replace(string name, params IReadOnlyList<Column> columns)
    {
        int place = Place(name);
        _columns.RemoveAt(place);
        _columns.InsertRange(place, columns);
    }

    internal void Add(Column column) => _columns.Add(column);

    /// <summary>Puts a column into the place of the one of its name, or behind all others.</summary>
    internal void Set(Column column)
    {
        int place = _columns.FindIndex(item => item.Name == column.Name);
        if (place >= 0)
        {
            _columns[place] = column;
        }
        else
        {
            _columns.Add(column);
        }
    }

    internal void Insert(int place, Column column) => _columns.Insert(place, column);

    internal void Drop(string name) => _columns.RemoveAt(Place(name));

    /// <summary>Keeps some columns, in an order of names.</summary>
    internal void Keep(IReadOnlyList<string> names)
    {
        Column[] kept = [.. names.Select(name => this[name])];
        _columns.Clear();
        _columns.AddRange(kept);
    }

    /// <summary>The numbers of a column.</summary>
    /// <exception cref="ModelInputException">The column holds text.</exception>
    internal double[] Numbers(string name)
    {
        Column column = this[name];
        return column.Numbers ?? new Table(column).ToMatrix().Values;
    }

    /// <exception cref="ModelInputException">A value of the column is missing.</exception>
    internal void RequireWhole(string name)
    {
        Column column = this[name];
        for (int row = 0; row < column.Length; row++)
        {
            if (column.IsMissing(row))
            {
                throw new ModelInputException("InputMissing",
                    $"a value is missing in row {RowNumbers.Of(row)}, column '{name}', and {_className} takes no missing values: fill it "
                        + "in, or leave the row out");
            }
        }
    }

    internal ModelInputException Refuse(string code, string what) => new(code, what + $", which {_className} does not take");

    /// <summary>The frame, or the array where the columns had no names and the result has none.</summary>
    internal Features ToFeatures(bool isArray)
    {
        var table = new Table([.. _columns.Select(column => isArray ? column.Rename("") : column)], RowCount);
        return isArray && !table.IsOfObjects && !table.HasNullable ? table.ToMatrix() : table;
    }

    internal static string Number(int index) => index.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private int Place(string name)
    {
        int place = _columns.FindIndex(column => column.Name == name);
        return place >= 0 ? place
            : throw new ModelInputException("InputColumns",
                _isNamed ? $"the data has no column '{name}', which {_className} needs"
                    : $"{_className} was trained on a frame and finds its columns by name ('{name}'), and the data has none");
    }
}
