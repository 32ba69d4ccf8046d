using System.Text;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tables;

/// <summary>
/// Reads rows out of JSON: records, one a line or in a list; columns; rows of values; the forms that <c>DataFrame.to_json</c> writes; and
/// the bodies of MLflow (<c>dataframe_split</c>, <c>dataframe_records</c>, <c>instances</c>, <c>inputs</c>), TensorFlow Serving and the
/// Open Inference Protocol.
/// </summary>
public static class JsonTable
{
    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="bytes">JSON in UTF-8; Python's <c>NaN</c> and <c>Infinity</c> are read too.</param>
    /// <param name="kinds">What a model knows of the columns, given their names; null to take every value for what it is.</param>
    /// <param name="known">The names of the columns that a model was trained on: they tell rows first (<c>orient='index'</c>) from columns
    /// first.</param>
    /// <param name="limits">How much the text may ask for.</param>
    /// <param name="limit">How many rows are read at most, from the first on; null for all.</param>
    /// <exception cref="ModelInputException">The text is not JSON, or holds no rows.</exception>
    public static Features Parse(ReadOnlyMemory<byte> bytes, Func<IReadOnlyList<string>, IReadOnlyList<ColumnKind>>? kinds = null,
        IReadOnlyList<string>? known = null, Limits? limits = null, long? limit = null) =>
        Parse(bytes, kinds, known, limits ?? Limits.Default, limit, odd: null);

    /// <param name="bytes">JSON in UTF-8.</param>
    /// <param name="kinds">What a model knows of the columns.</param>
    /// <param name="known">The names of the columns that a model was trained on.</param>
    /// <param name="limits">How much the text may ask for.</param>
    /// <param name="limit">How many rows are read at most.</param>
    /// <param name="odd">Takes the lines that are no JSON, in a text that has a record a line; null to refuse them.</param>
    internal static Features Parse(ReadOnlyMemory<byte> bytes, Func<IReadOnlyList<string>, IReadOnlyList<ColumnKind>>? kinds,
        IReadOnlyList<string>? known, Limits limits, long? limit, List<OddRow>? odd)
    {
        List<PyValue> values;
        try
        {
            values = JsonText.ReadAll(bytes, limits);
        }
        catch (PickleFormatException) when (odd is not null && JsonLineReader.IsLines(bytes.Span))
        {
            values = JsonLineReader.Records(bytes, limits, 1, limit ?? long.MaxValue, odd);
            return values.Count > 0 ? new JsonRows(kinds, known, limits).OfRows(values) : throw Bad("no line of the data is JSON");
        }
        catch (PickleFormatException error)
        {
            throw Bad(error.Message);
        }

        var reader = new JsonRows(kinds, known, limits, limit ?? long.MaxValue);
        return values.Count switch
        {
            0 => throw JsonRows.Empty(),
            1 => reader.Read(values[0]),
            _ => reader.OfRows(values),
        };
    }

    /// <summary>Reads records, each of them one JSON text: an object, or a list.</summary>
    /// <exception cref="ModelInputException">A text is not JSON, or is several values.</exception>
    public static Table ParseRecords(IReadOnlyList<string> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        try
        {
            return Table.OfRecords(
                [.. records.Select(
                    record => JsonText.ReadAll(Encoding.UTF8.GetBytes(record), Limits.Default) is [var value] ? value
                        : throw Bad($"a record is one JSON value, and '{record}' is none or several"))]);
        }
        catch (PickleFormatException error)
        {
            throw Bad(error.Message);
        }
    }

    internal static ModelInputException Bad(string what) => new("InputJson", what);
}
