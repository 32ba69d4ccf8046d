using Brine.Pickling;

namespace Brine;

/// <summary>A column of answers where no row has one.</summary>
/// <param name="name">Its name.</param>
internal sealed class EmptyAnswerColumn(string name) : AnswerColumn(name)
{
    internal override bool IsAnswer => true;

    internal override PyValue this[int row] => default;

    protected override Column Part(string title, int first, int count) => Column.OfCells(title, new PyValue[count]);
}
