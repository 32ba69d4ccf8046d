namespace Brine.Server;

/// <summary>Answers over the values of one column.</summary>
/// <param name="Values">The values.</param>
/// <param name="Answers">The answer to each.</param>
/// <param name="IsNumeric">True where the values are numbers, in order.</param>
/// <param name="IsShare">True where the answers are probabilities.</param>
internal sealed record WhatIfCurve(IReadOnlyList<string> Values, IReadOnlyList<double> Answers, bool IsNumeric, bool IsShare);
