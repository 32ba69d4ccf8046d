using System.Buffers;
using Brine.Pickling;

namespace Brine;

/// <summary>A column of the data, kept beside the answers.</summary>
/// <param name="column">The column.</param>
/// <param name="name">Its name.</param>
internal class TableAnswerColumn(Column column, string name) : AnswerColumn(name)
{
    internal sealed override bool IsAnswer => false;

    internal sealed override bool IsSingle => column.DType is { Kind: 'f', ItemSize: 4 };

    internal override PyValue this[int row] => column.IsMissing(row) ? default : column.Mask is { } mask && !mask[row]
        ? column.ElementAt(row) : column[row];

    internal override bool TryWrite(int row, CsvFields fields, IBufferWriter<byte> output)
    {
        if (column.Numbers is not { } numbers || column.Mask?[row] == true)
        {
            return false;
        }

        return (column.ElementDType ?? column.DType) switch
        {
            { Kind: 'f', ItemSize: 8 } => CsvFields.TryWrite(numbers[row], output),
            { Kind: 'i' or 'u' } => CsvFields.TryWrite((long)numbers[row], output),
            _ => false,
        };
    }

    internal override string? TextOf(PyValue value) => IsSingle ? ArrayAnswerColumn.TextOfSingle(value)
        ?? base.TextOf(value) : base.TextOf(value);

    protected override Column Part(string title, int first, int count) =>
        column.Slice(first, count).Rename(title);
}
