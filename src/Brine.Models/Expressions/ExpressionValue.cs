using Brine.Pickling;

namespace Brine.Models;

/// <summary>A value while an expression is computed: a float, an int, a bool, None, or an error of arithmetic that nobody has asked for
/// yet.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Number">The number; 1 or 0 of a bool.</param>
internal readonly record struct ExpressionValue(ExpressionKind Kind, double Number)
{
    internal static readonly ExpressionValue None = new(ExpressionKind.None, 0);

    internal static readonly ExpressionValue Error = new(ExpressionKind.Error, 0);

    internal bool IsError => Kind == ExpressionKind.Error;

    /// <summary>True where Python takes it for true.</summary>
    internal bool IsTrue => Kind != ExpressionKind.None && Number != 0;

    /// <summary>True for None and NaN.</summary>
    internal bool IsMissing => Kind == ExpressionKind.None || double.IsNaN(Number);

    internal static ExpressionValue Float(double value) => new(ExpressionKind.Float, value);

    internal static ExpressionValue Bool(bool value) => new(ExpressionKind.Bool, value ? 1 : 0);

    internal PyValue ToCell() => Kind switch
    {
        ExpressionKind.Float => Number,
        ExpressionKind.Int => (long)Number,
        ExpressionKind.Bool => Number != 0,
        _ => default,
    };
}
