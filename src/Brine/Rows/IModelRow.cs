using Brine.Pickling;

namespace Brine;

/// <summary>A type whose properties are columns of a model. The compiler implements it for types with
/// <see cref="ModelRowAttribute"/>.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IModelRow<TSelf>
    where TSelf : IModelRow<TSelf>
{
    /// <summary>The columns, in the order in which they are declared.</summary>
    static abstract IReadOnlyList<ModelRowColumn> ModelColumns { get; }

    /// <summary>Writes the values of a row, None where one is missing; times as their ticks.</summary>
    /// <param name="row">The row.</param>
    /// <param name="cells">Room for one value a column.</param>
    static abstract void WriteCells(TSelf row, Span<PyValue> cells);
}
