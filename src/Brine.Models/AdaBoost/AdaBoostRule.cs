namespace Brine.Models;

/// <summary>How AdaBoost brings its members together.</summary>
public enum AdaBoostRule
{
    /// <summary>SAMME from 1.3 on: a member's weight for the class it picks, and against all others.</summary>
    Votes,

    /// <summary>SAMME up to 1.2: a member's weight for the class it picks.</summary>
    PlainVotes,

    /// <summary>SAMME.R: the logarithms of the members' probabilities.</summary>
    Probabilities,

    /// <summary>The weighted median of the members' answers: AdaBoostRegressor.</summary>
    Median,
}
