namespace Brine.Models;

/// <summary>One step of an expression in postfix order.</summary>
/// <param name="Operator">An operator, <c>value</c>, <c>column</c> or <c>call</c>.</param>
/// <param name="Value">The literal.</param>
/// <param name="Column">The place of a column; null where it is named.</param>
/// <param name="Name">The name of a column or a function.</param>
/// <param name="ArgumentCount">How many arguments a function has.</param>
internal sealed record ExpressionStep(
    string Operator, ExpressionValue Value = default, int? Column = null, string Name = "", int ArgumentCount = 0);
