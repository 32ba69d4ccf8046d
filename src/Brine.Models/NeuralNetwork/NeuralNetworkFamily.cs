namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.neural_network</c>.</summary>
internal static class NeuralNetworkFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.neural_network", "MLPClassifier", NeuralNetworkReader.Classifier),
        new("sklearn.neural_network", "MLPRegressor", NeuralNetworkReader.Regressor),
        new("sklearn.neural_network", "BernoulliRBM", NeuralNetworkReader.Boltzmann),
    ];
}
