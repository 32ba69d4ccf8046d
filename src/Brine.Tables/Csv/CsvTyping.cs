namespace Brine.Tables;

/// <summary>What is known of the columns of a CSV that is read in blocks: names, what the model knows, and what the fields of all rows have
/// in common.</summary>
internal sealed class CsvTyping
{
    private readonly CsvOptions _options;
    private readonly IReadOnlyList<ColumnKind> _kinds;
    private CsvShape[]? _shapes;
    private bool[] _areNumbers = [];
    private string[]? _signature;

    private CsvTyping(IReadOnlyList<string> names, IReadOnlyList<ColumnKind> kinds, CsvOptions options)
    {
        Names = names;
        _kinds = kinds;
        _options = options;
    }

    /// <summary>The names of the columns, empty where the file has none.</summary>
    internal IReadOnlyList<string> Names { get; }

    /// <summary>True where the rows seen so far can only be typed with all others in sight.</summary>
    internal bool NeedsAllRows =>
        _shapes is null
            || Array.Exists(_shapes, shape => shape.MayHaveDecimalCommas || (shape.AreNumbers && shape.AreInts && !shape.AreExact));

    /// <summary>Takes the header from the first block of a file.</summary>
    /// <param name="first">The block.</param>
    /// <param name="delimiter">The character between fields.</param>
    /// <param name="options">How the file is written; no word of the header means that there is one.</param>
    /// <param name="kinds">What a model knows of the columns, given their names; null for nothing.</param>
    /// <param name="rest">The rows of the block.</param>
    /// <exception cref="ModelInputException">The header is no row.</exception>
    internal static CsvTyping OfHeader(CsvBlock first, byte delimiter, CsvOptions options,
        Func<IReadOnlyList<string>, IReadOnlyList<ColumnKind>>? kinds, out CsvBlock rest)
    {
        var fields = new CsvField[256];
        var rows = new CsvRows(first.Text.Span, delimiter, first.FirstLine, options.MaxColumns);
        int width = rows.Read(ref fields, 0);
        CsvContent.RefuseWide(rows, width, fields, first.Text.Span, options);
        bool hasHeader = options.HasHeader != false;
        IReadOnlyList<string> names = hasHeader ? CsvContent.NamesOf(first.Text, fields.AsSpan(0, width))
            : [.. Enumerable.Repeat("", width)];
        rest = hasHeader ? first with { Text = first.Text[rows.Position..], FirstLine = rows.NextLine } : first;
        return new CsvTyping(names, kinds?.Invoke(names) ?? [.. names.Select(_ => ColumnKind.Any)],
            options with { Delimiter = (char)delimiter, HasHeader = hasHeader });
    }

    /// <summary>Reads the rows of a block.</summary>
    /// <exception cref="ModelInputException">A row has more or fewer fields than there are columns.</exception>
    internal CsvContent Read(CsvBlock block, bool keepsRagged = false) => CsvContent.ReadRows(block.Text, Names, _options, block.FirstLine,
        keepsRagged, _areNumbers);

    /// <summary>Takes what these rows have in common into account.</summary>
    internal void Learn(CsvShape[] shapes)
    {
        _shapes = _shapes is null ? shapes : [.. _shapes.Zip(shapes, (all, more) => all.And(more))];
        _areNumbers = [.. _shapes.Select((shape, i) => shape.AreNumbers && DependsOnShape(_kinds[i]))];
        _signature = null;
    }

    /// <summary>What the rows of a block have in common, column by column.</summary>
    internal CsvShape[] ShapesOf(CsvContent rows)
    {
        var shapes = new CsvShape[Names.Count];
        for (int i = 0; i < shapes.Length; i++)
        {
            shapes[i] = DependsOnShape(_kinds[i]) ? rows.Column(i).Shape() : default;
        }

        return shapes;
    }

    /// <summary>The rows of a block as a table; null where they show that the columns are others than was thought.</summary>
    internal Table? Make(CsvContent rows)
    {
        CsvShape[] shapes = _shapes!;
        var columns = new Column[Names.Count];
        for (int i = 0; i < columns.Length; i++)
        {
            CsvColumn column = rows.Column(i);
            CsvShape all = shapes[i];
            bool showsItself = all.AreNumbers && ReferenceEquals(_kinds[i], ColumnKind.Any);
            if (!showsItself && DependsOnShape(_kinds[i]) && !all.And(column.Shape()).TypesAs(all))
            {
                return null;
            }

            if ((showsItself ? column.TryNumbers(Names[i], all)
                : column.Make(Names[i], _kinds[i], refusesDecimalComma: false, all)) is not { } made)
            {
                return null;
            }

            columns[i] = made;
        }

        string[] signature = [.. columns.Select(column => column.DType.Name)];
        string[] known = Interlocked.CompareExchange(ref _signature, signature, null) ?? signature;
        return known.AsSpan().SequenceEqual(signature) ? new Table(columns, rows.RowCount) : null;
    }

    /// <summary>A document is text whatever it looks like, and where the model knows what the cells are, each is found alone.</summary>
    private static bool DependsOnShape(ColumnKind kind) => !kind.IsDocument && !(kind.Categories.Count > 0 && kind.IsObject);
}
