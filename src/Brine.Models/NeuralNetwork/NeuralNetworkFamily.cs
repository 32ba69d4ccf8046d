namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.neural_network</c>.</summary>
internal static class NeuralNetworkFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.neural_network", "MLPClassifier", reader => new NetworkClassifier(reader)),
        new("sklearn.neural_network", "MLPRegressor", reader => new NetworkRegressor(reader)),
        new("sklearn.neural_network", "BernoulliRBM", reader => new BoltzmannMachine(reader)),
    ];
}
