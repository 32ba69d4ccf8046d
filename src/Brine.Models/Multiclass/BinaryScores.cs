namespace Brine.Models;

/// <summary><c>_predict_binary</c>: the score of a member, which is its decision, the probability of its second class, or a regressor's
/// answer.</summary>
internal static class BinaryScores
{
    internal static Member Of(Estimator member, int[]? columns = null) =>
        member.Methods.HasFlag(Methods.DecisionFunction) ? new Member(member, Methods.DecisionFunction, 1, columns)
        : member.Methods.HasFlag(Methods.PredictProba) ? new Member(member, Methods.PredictProba, 2, columns)
        : new Member(member, Methods.Predict, 1, columns);

    /// <summary>The scores of all members, of what each of them answered.</summary>
    internal static void Gather(Member[] members, ReadOnlySpan<double> values, Span<double> scores)
    {
        int at = 0;
        for (int m = 0; m < members.Length; m++)
        {
            at += members[m].Width;
            scores[m] = values[at - 1];
        }
    }
}
