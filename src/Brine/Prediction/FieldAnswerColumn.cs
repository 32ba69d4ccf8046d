using System.Buffers;
using Brine.Pickling;

namespace Brine;

/// <summary>A column of a CSV, kept beside the answers: in another CSV as the file has it, elsewhere as what it was read as.</summary>
/// <param name="fields">The fields of the column.</param>
/// <param name="column">What they were read as.</param>
/// <param name="odd">The fields of the column in rows of another width, null where a row is too short.</param>
/// <param name="name">Its name.</param>
internal sealed class FieldAnswerColumn(CsvColumn fields, Column column, string?[] odd, string name) : TableAnswerColumn(column, name)
{
    internal override PyValue OddValue(int row) => odd[row] is { } text ? text : default;

    internal override bool TryWrite(int row, CsvFields target, IBufferWriter<byte> output)
    {
        target.Write(fields.FieldAt(row), output);
        return true;
    }
}
