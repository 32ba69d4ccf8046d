using Brine.Pickling;

namespace Brine;

/// <summary>Why rows have no answers, null for those that have.</summary>
/// <param name="name">The name of the column.</param>
/// <param name="reasons">The reason of each row.</param>
internal sealed class ReasonColumn(string name, string?[] reasons) : AnswerColumn(name)
{
    internal override bool IsAnswer => false;

    internal override PyValue this[int row] => reasons[row] is { } text ? text : default;

    protected override Column Part(string title, int first, int count) => Column.OfText(title, reasons[first..(first + count)],
        missingIsNaN: false);
}
