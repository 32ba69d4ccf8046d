using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tables;

/// <summary>
/// What a model knows of the values of one of its columns. Text formats forget it: by it a CSV is read so that zip codes stay text, and
/// that <c>True</c>, <c>true</c> and <c>1</c> all find the category True.
/// </summary>
public sealed class ColumnKind
{
    private readonly CategoryTexts? _texts;

    /// <summary>True where a gap of the training itself says what is missing, and not what the model looks for.</summary>
    private readonly bool _isMissingSeen;

    private ColumnKind(bool isDocument, IReadOnlyList<PyValue> categories, DType? dtype, PyValue? missing, bool isMissingSeen = false)
    {
        _isMissingSeen = isMissingSeen;
        IsDocument = isDocument;
        Categories = categories;
        DType = dtype;
        Missing = missing;
        _texts = categories.Count > 0 ? new CategoryTexts(categories) : null;
    }

    /// <summary>A column of which the model knows nothing: a field is what it looks like.</summary>
    public static ColumnKind Any { get; } = new(false, [], null, null);

    /// <summary>A column of documents: every field is text as it stands, and a word like NA is a word.</summary>
    public static ColumnKind Document { get; } = new(true, [], DType.Object, null);

    /// <summary>Records, one of Python's dicts, lists or sets a row, which are no columns.</summary>
    public static ColumnKind Record { get; } = new(false, [], DType.Object, null) { IsRecord = true };

    /// <summary>True when a row is one dict, list or set.</summary>
    public bool IsRecord { get; private init; }

    /// <summary>True when every field is text as it stands.</summary>
    public bool IsDocument { get; }

    /// <summary>The values that the model knows, in its order; empty where it knows none. Missing ones are not among them.</summary>
    public IReadOnlyList<PyValue> Categories { get; }

    /// <summary>The dtype that the column had in training, or null where the model does not say.</summary>
    public DType? DType { get; }

    /// <summary>What a missing value was in training, NaN or None; null where the model does not say.</summary>
    public PyValue? Missing { get; }

    /// <summary>True where None and NaN were two categories in training, which a format of text has one gap for.</summary>
    internal bool TellsGapsApart { get; private init; }

    /// <summary>A column of known categories.</summary>
    /// <param name="categories">The categories as the model has them; None and NaN among them say what a missing value is.</param>
    public static ColumnKind OfCategories(NDArray categories)
    {
        ArgumentNullException.ThrowIfNull(categories);
        var known = new List<PyValue>(categories.Length);
        PyValue? missing = null;
        bool hasNone = false;
        if (categories.DType.Kind is 'M' or 'm')
        {
            return new ColumnKind(false, [], categories.DType, null);
        }

        foreach (PyValue category in categories.Elements().Select(ColumnCells.Open))
        {
            if (PandasMissing.Is(category))
            {
                hasNone |= category.IsNone;
                missing = missing is { } other && !other.IsNone ? other : category;
            }
            else
            {
                known.Add(category);
            }
        }

        return new ColumnKind(false, known, categories.DType, missing, isMissingSeen: missing is not null)
        {
            TellsGapsApart = hasNone && missing is { IsNone: false },
        };
    }

    /// <summary>A column in which the model replaces missing values, and of whose other values it knows a few at most.</summary>
    /// <param name="missing">What counts as missing: NaN or None; null where a number or a text does.</param>
    /// <param name="dtype">The dtype in training, or null.</param>
    /// <param name="examples">Values that the column had in training, or null.</param>
    public static ColumnKind OfMissing(PyValue? missing, DType? dtype = null, IReadOnlyList<PyValue>? examples = null) =>
        new(false, examples ?? [], dtype, missing);

    /// <summary>What both know: this one first. A None that an encoder saw in training passed an imputer that looks for NaN, so a gap is
    /// None.</summary>
    internal ColumnKind And(ColumnKind other)
    {
        if (ReferenceEquals(this, Any) || other.IsDocument || other.IsRecord)
        {
            return other;
        }

        if (ReferenceEquals(other, Any) || IsDocument || IsRecord)
        {
            return this;
        }

        bool isMine = Categories.Count > other.Categories.Count;
        bool isTheirs = other._isMissingSeen && !_isMissingSeen;
        return new ColumnKind(false, isMine ? Categories : other.Categories, DType ?? other.DType,
            (isTheirs ? other.Missing : Missing) ?? other.Missing, _isMissingSeen || other._isMissingSeen)
        {
            TellsGapsApart = TellsGapsApart || other.TellsGapsApart,
        };
    }

    /// <summary>The category that a text stands for; false where it stands for none.</summary>
    internal bool TryFind(string text, char decimalSign, out PyValue category)
    {
        category = default;
        return _texts is not null && _texts.TryFind(text, decimalSign, out category);
    }

    /// <summary>True when at least one category is text, so that a text that is no category may stay one.</summary>
    internal bool HasText => _texts is { HasText: true };

    /// <summary>True when Python had the column as objects or text.</summary>
    internal bool IsObject => DType is { Kind: 'O' or 'U' or 'S' or 'T' };

    /// <summary>A column of cells that were found by this kind: one of numbers where training had numbers and all cells are some, else of
    /// objects.</summary>
    internal Column Make(string name, PyValue[] cells)
    {
        if (DType is { Kind: 'O' }
            || Array.Exists(cells, cell => cell.Kind is not (PyKind.Bool or PyKind.Int or PyKind.Float) && !PandasMissing.Is(cell)))
        {
            return Column.OfCells(name, cells);
        }

        return CellColumn.Of(name, cells, default);
    }
}
