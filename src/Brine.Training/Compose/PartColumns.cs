using System.Runtime.CompilerServices;

namespace Brine.Training;

/// <summary>The columns of a part of a <see cref="ColumnTransformer"/>: a list of them, <c>["age", "fare"]</c>, or one alone,
/// <c>"comment"</c>, which a vectorizer takes as its documents.</summary>
[CollectionBuilder(typeof(PartColumns), nameof(Create))]
public sealed class PartColumns
{
    private PartColumns(string[] names, bool isSingle) => (Names, IsSingle) = (names, isSingle);

    /// <summary>The columns, by name or by number from 0.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>True for one column named alone, a <c>str</c> or <c>int</c> in Python.</summary>
    public bool IsSingle { get; }

    /// <summary>One column alone.</summary>
    /// <param name="column">Its name, or its number from 0.</param>
    public static implicit operator PartColumns(string column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return new PartColumns([column], isSingle: true);
    }

    /// <summary>A list of columns.</summary>
    /// <param name="columns">Their names, or their numbers from 0.</param>
    public static implicit operator PartColumns(string[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return new PartColumns([.. columns], isSingle: false);
    }

    /// <summary>A list of columns.</summary>
    /// <param name="columns">Their names, or their numbers from 0.</param>
    public static PartColumns Create(ReadOnlySpan<string> columns) => new(columns.ToArray(), isSingle: false);

    /// <summary>Goes through the columns.</summary>
    public IEnumerator<string> GetEnumerator() => Names.GetEnumerator();
}
