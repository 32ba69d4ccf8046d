namespace Brine;

/// <summary>What was answered about some rows.</summary>
/// <param name="Prediction">What the model said; null where all rows failed.</param>
/// <param name="FailedRowCount">How many rows have no answer.</param>
/// <param name="Answers">The answers of the rows that have some.</param>
/// <param name="Beside">Puts answers beside what is kept and the reasons.</param>
internal sealed record RowAnswer(Prediction? Prediction, int FailedRowCount, AnswerTable Answers, Func<AnswerTable, AnswerTable> Beside)
{
    /// <summary>The whole table.</summary>
    /// <param name="names">The names of the answers, for rows of which none has one.</param>
    internal AnswerTable Table(IReadOnlyList<string>? names = null) => Beside(Prediction is null && names is not null
        ? AnswerTable.OfNothing(names) : Answers);
}
