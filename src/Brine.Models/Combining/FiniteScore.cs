namespace Brine.Models;

/// <summary>The refusal of scores of members that are not finite, where scikit-learn hands them to <c>check_array</c>.</summary>
internal static class FiniteScore
{
    internal static ModelInputException Refusal(string ensemble) =>
        new("InputNotFinite",
            $"the numbers of the row are so large that a member of {ensemble} answers infinity or NaN, which {ensemble} does not take");

    internal static void Require(ReadOnlySpan<double> scores, string ensemble)
    {
        if (!ValueCheck.AreFinite(scores))
        {
            throw Refusal(ensemble);
        }
    }
}
