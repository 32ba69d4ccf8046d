namespace Brine.Verification;

/// <summary>How an answer compares with the expected one.</summary>
/// <param name="IsRight">Equal, or within the tolerance.</param>
/// <param name="IsBitEqual">Equal to the last bit.</param>
/// <param name="Worst">The largest relative difference; infinity where shapes or kinds differ.</param>
public readonly record struct AnswerGrade(bool IsRight, bool IsBitEqual, double Worst)
{
    /// <summary>Equal in every bit.</summary>
    public static AnswerGrade Equal { get; } = new(true, true, 0);

    /// <summary>Another shape, another kind, or missing.</summary>
    public static AnswerGrade Different { get; } = new(false, false, double.PositiveInfinity);

    /// <summary>The grade of two answers together.</summary>
    public AnswerGrade And(AnswerGrade other) =>
        new(IsRight && other.IsRight, IsBitEqual && other.IsBitEqual, Math.Max(Worst, other.Worst));
}
