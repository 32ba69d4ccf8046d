using System.Buffers;
using Brine.Pickling;

namespace Brine;

/// <summary>A column of a CSV, kept beside the answers: in another CSV as the file has it, elsewhere as what it was read as.</summary>
/// <param name="fields">The fields of the column.</param>
/// <param name="column">What they were read as.</param>
/// <param name="odd">The fields of the column in rows of another width, null where a row is too short.</param>
/// <param name="name">Its name.</param>
internal sealed class FieldAnswerColumn(CsvColumn fields, Column column, string?[] odd, string name) : AnswerColumn(name)
{
    private readonly TableAnswerColumn _typed = new(column, name);

    internal override bool IsAnswer => false;

    internal override PyValue this[int row] => _typed[row];

    internal override PyValue OddValue(int row) => odd[row] is { } text ? text : default;

    internal override bool TryWrite(int row, CsvFields target, IBufferWriter<byte> output)
    {
        target.Write(fields.FieldAt(row), output);
        return true;
    }

    internal override string? TextOf(PyValue value) => _typed.TextOf(value);

    protected override Column Part(string title, int first, int count) => _typed.ToColumn(title, null, first, count);
}
