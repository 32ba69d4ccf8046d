namespace Brine.Training;

/// <summary>How the weights of a network go down their slopes: scikit-learn's optimizers.</summary>
internal abstract class WeightSteps
{
    private protected const string Module = "sklearn.neural_network._stochastic_optimizers";

    /// <summary>Takes one step.</summary>
    internal abstract void Take(NetworkLayers layers, NetworkLayers gradient);

    /// <summary>Told after each round how many rows were seen so far.</summary>
    internal virtual void EndRound(long seen)
    {
    }

    /// <summary>True where nothing gets better and it is over; false where it goes on with smaller steps.</summary>
    internal virtual bool Stops() => true;

    internal abstract PyObject Write(FitContext context);
}
