using Brine.Models;
using Brine.Tests.Models.Numerics;

namespace Brine.Tests.Models.NeuralNetwork;

public class BoltzmannMachineTests
{
    [Fact]
    public void TheGeneratorDrawsWhatNumpyDraws()
    {
        // np.random.RandomState(7).randint(0, 14, 10)
        var random = new MersenneTwister(7);
        Assert.Equal([4, 9, 6, 3, 3, 7, 7, 12, 9, 7], Enumerable.Range(0, 10).Select(_ => random.NextBelow(14)));
    }

    [Fact]
    public void ScoresNeedASeed()
    {
        (string, Brine.Pickling.PyValue)[] attributes =
        [
            ("components_", PythonObjects.Array([0.5, -1.0], 1, 2)),
            ("intercept_hidden_", PythonObjects.Array([0.1], 1)),
            ("intercept_visible_", PythonObjects.Array([0.2, 0.3], 2)),
        ];
        Estimator unseeded = PythonObjects.Read("sklearn.neural_network._rbm", "BernoulliRBM", attributes);
        Estimator seeded = PythonObjects.Read("sklearn.neural_network._rbm", "BernoulliRBM", [.. attributes, ("random_state", 3)]);
        Assert.False(unseeded.Methods.HasFlag(Methods.ScoreSamples));
        Assert.True(seeded.Methods.HasFlag(Methods.ScoreSamples));
        Assert.Equal(1 / (1 + Math.Exp(-0.6)), seeded.Call(Methods.Transform, new double[,] { { 1, 0 } }).ToArray().ToDoubles()[0]);
    }
}
