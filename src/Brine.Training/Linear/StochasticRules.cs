namespace Brine.Training;

/// <summary>How stochastic gradient descent goes.</summary>
internal sealed record StochasticRules
{
    internal required StochasticLoss Loss { get; init; }

    /// <summary><c>l1</c>, <c>l2</c>, <c>elasticnet</c> or null.</summary>
    internal required string? Penalty { get; init; }

    internal required double Alpha { get; init; }

    internal required double SizeShare { get; init; }

    internal required bool HasIntercept { get; init; }

    internal required int MaxIterations { get; init; }

    internal required double? Tolerance { get; init; }

    internal required bool Shuffles { get; init; }

    internal required string Rate { get; init; }

    internal required double FirstRate { get; init; }

    internal required double RatePower { get; init; }

    internal required int PatientRounds { get; init; }

    /// <summary>What each row weighs; null where all weigh 1.</summary>
    internal double[]? RowWeights { get; init; }

    internal required FitContext Context { get; init; }
}
