namespace Brine.Training;

/// <summary>scikit-learn's <c>AdamOptimizer</c> (Kingma and Ba 2014).</summary>
internal sealed class AdamSteps(NetworkLayers first, NetworkLayers second, double firstRate, double beta1, double beta2, double epsilon)
    : WeightSteps
{
    private double? _rate;

    /// <summary>How many steps were taken.</summary>
    internal int Step { get; set; }

    internal override void Take(NetworkLayers layers, NetworkLayers gradient)
    {
        Step++;
        double rate = firstRate * Math.Sqrt(1 - Math.Pow(beta2, Step)) / (1 - Math.Pow(beta1, Step));
        _rate = rate;
        using IEnumerator<double[]> weights = layers.All.GetEnumerator(), slopes = gradient.All.GetEnumerator();
        using IEnumerator<double[]> means = first.All.GetEnumerator(), squares = second.All.GetEnumerator();
        while (weights.MoveNext() && slopes.MoveNext() && means.MoveNext() && squares.MoveNext())
        {
            Take(weights.Current, slopes.Current, means.Current, squares.Current, rate);
        }
    }

    internal override PyObject Write(FitContext context)
    {
        var state = new PyDict();
        state["learning_rate_init"] = firstRate;
        state["learning_rate"] = _rate is { } rate ? context.Scalar(rate) : firstRate;
        state["beta_1"] = beta1;
        state["beta_2"] = beta2;
        state["epsilon"] = epsilon;
        state["t"] = Step;
        state["ms"] = first.Write(context);
        state["vs"] = second.Write(context);
        return new PyObject(new PyGlobal(Module, "AdamOptimizer"), PyTuple.Empty, PyConstruction.NewObject) { State = state };
    }

    private void Take(double[] weights, double[] slopes, double[] means, double[] squares, double rate)
    {
        double ownShare = 1 - beta1, squareShare = 1 - beta2;
        for (int i = 0; i < weights.Length; i++)
        {
            double slope = slopes[i];
            means[i] = (beta1 * means[i]) + (ownShare * slope);
            squares[i] = (beta2 * squares[i]) + (squareShare * (slope * slope));
            weights[i] += -rate * means[i] / (Math.Sqrt(squares[i]) + epsilon);
        }
    }
}
