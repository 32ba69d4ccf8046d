using Brine.Pickling;

namespace Brine.Server;

/// <summary>The answers to all rows of a sheet, which came piece by piece.</summary>
internal sealed class JobAnswers
{
    private readonly List<(int First, AnswerTable Rows)> _pieces = [];
    private int _last;

    internal int RowCount { get; private set; }

    internal IReadOnlyList<string> Names => _pieces is [var first, ..] ? first.Rows.Names : [];

    internal void Add(AnswerTable rows)
    {
        _pieces.Add((RowCount, rows));
        RowCount += rows.RowCount;
    }

    /// <summary>A value; rows are asked for one after the other.</summary>
    internal PyValue this[int row, int column]
    {
        get
        {
            if (row < _pieces[_last].First || row >= _pieces[_last].First + _pieces[_last].Rows.RowCount)
            {
                _last = _pieces.FindLastIndex(piece => piece.First <= row);
            }

            return _pieces[_last].Rows[row - _pieces[_last].First, column];
        }
    }
}
