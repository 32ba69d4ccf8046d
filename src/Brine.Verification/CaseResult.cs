namespace Brine.Verification;

/// <summary>How one case went.</summary>
/// <param name="Case">The case.</param>
/// <param name="Grades">The grade of each method.</param>
/// <param name="Error">Why there are no answers, or null.</param>
/// <param name="Waits">True when the file needs something that is announced and not there yet (a codec), and so is not counted.</param>
public sealed record CaseResult(CaseInfo Case, IReadOnlyDictionary<string, AnswerGrade> Grades, string? Error, bool Waits)
{
    /// <summary>True when every method answered rightly.</summary>
    public bool IsRight => Error is null && Grades.Values.All(grade => grade.IsRight);

    /// <summary>True when every answer is equal to the last bit.</summary>
    public bool IsBitEqual => Error is null && Grades.Values.All(grade => grade.IsBitEqual);
}
