using Microsoft.ML;
using Microsoft.ML.Data;

namespace Brine;

/// <summary>A column of ML.NET's keys, which stand for texts: it is those.</summary>
internal sealed class DataViewKeys : DataViewColumn
{
    private const string KeyValues = "KeyValues";

    private readonly DataViewSchema.Column _column;
    private readonly string[] _words;
    private readonly List<string?> _texts = [];

    /// <exception cref="ModelInputException">Nothing says what the keys stand for.</exception>
    internal DataViewKeys(DataViewSchema.Column column)
    {
        _column = column;
        if (column.Type.RawType != typeof(uint)
            || column.Annotations.Schema.GetColumnOrNull(KeyValues) is not { Type: VectorDataViewType { ItemType: TextDataViewType } })
        {
            throw new ModelInputException("InputColumns", $"the column '{column.Name}' holds keys, of which nothing says what text each "
                + "stands for: convert it, by MapKeyToValue say");
        }

        VBuffer<ReadOnlyMemory<char>> words = default;
        column.Annotations.GetValue(KeyValues, ref words);
        _words = [.. words.DenseValues().Select(word => word.ToString())];
    }

    internal override Action Open(DataViewRow row)
    {
        ValueGetter<uint> getter = row.GetGetter<uint>(_column);
        return () =>
        {
            uint key = 0;
            getter(ref key);
            _texts.Add(key == 0 || key > _words.Length ? null : _words[key - 1]);
        };
    }

    internal override Column Finish()
    {
        Column made = Column.OfText(_column.Name, [.. _texts]);
        _texts.Clear();
        return made;
    }
}
