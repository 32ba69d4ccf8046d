namespace Brine.Training;

/// <summary>What a network answers, and how its weights are to change: scikit-learn's <c>_forward_pass</c> and <c>_backprop</c>.</summary>
/// <param name="layers">The network.</param>
/// <param name="activation"><c>activation</c>: what the layers inside do with their sums.</param>
/// <param name="output">What the last layer does: <c>identity</c>, <c>logistic</c> or <c>softmax</c>.</param>
/// <param name="penalty"><c>alpha</c>.</param>
/// <param name="isNew">True for scikit-learn 1.9, which adds the loss in another order.</param>
internal sealed class NetworkPass(NetworkLayers layers, string activation, string output, double penalty, bool isNew)
{
    private readonly double[][] _values = new double[layers.Count + 1][];
    private double[] _slopes = [];
    private double[] _nextSlopes = [];
    private double[] _turned = [];

    /// <summary>The answers of so many rows.</summary>
    internal ReadOnlySpan<double> Answer(double[] rows, int count)
    {
        _values[0] = rows;
        for (int layer = 0; layer < layers.Count; layer++)
        {
            int width = layers.Outputs(layer);
            Span<double> values = Room(ref _values[layer + 1], count * width);
            MatrixProducts.Multiply(_values[layer], layers.Weights[layer], count, layers.Inputs(layer), width, values);
            double[] constants = layers.Constants[layer];
            for (int i = 0; i < values.Length; i += width)
            {
                for (int k = 0; k < width; k++)
                {
                    values[i + k] += constants[k];
                }
            }

            NetworkUnits.Activate(layer == layers.Count - 1 ? output : activation, values, width);
        }

        return _values[layers.Count].AsSpan(0, count * layers.Outputs(layers.Count - 1));
    }

    /// <summary>The loss of so many rows, and its slope along each weight.</summary>
    internal double Learn(double[] rows, double[] targets, int count, NetworkLayers gradient)
    {
        ReadOnlySpan<double> answers = Answer(rows, count);
        double loss = NetworkUnits.Loss(output, targets.AsSpan(0, answers.Length), answers, count, isNew), squares = 0;
        foreach (double[] weights in layers.Weights)
        {
            double square = 0;
            foreach (double weight in weights)
            {
                square += weight * weight;
            }

            squares += square;
        }

        loss += 0.5 * penalty * squares / count;
        Span<double> slopes = Room(ref _slopes, answers.Length);
        for (int i = 0; i < slopes.Length; i++)
        {
            slopes[i] = answers[i] - targets[i];
        }

        for (int layer = layers.Count - 1; layer >= 0; layer--)
        {
            Measure(layer, count, gradient);
            if (layer == 0)
            {
                break;
            }

            int inputs = layers.Inputs(layer), outputs = layers.Outputs(layer);
            Span<double> turned = Room(ref _turned, inputs * outputs), next = Room(ref _nextSlopes, count * inputs);
            MatrixProducts.Turn(layers.Weights[layer], inputs, outputs, turned);
            MatrixProducts.Multiply(_slopes, turned, count, outputs, inputs, next);
            NetworkUnits.Derive(activation, _values[layer].AsSpan(0, next.Length), next);
            (_slopes, _nextSlopes) = (_nextSlopes, _slopes);
        }

        return loss;
    }

    private void Measure(int layer, int count, NetworkLayers gradient)
    {
        int inputs = layers.Inputs(layer), outputs = layers.Outputs(layer);
        Span<double> turned = Room(ref _turned, count * inputs);
        MatrixProducts.Turn(_values[layer], count, inputs, turned);
        double[] weights = layers.Weights[layer], slopes = gradient.Weights[layer], constants = gradient.Constants[layer];
        MatrixProducts.Multiply(turned, _slopes, inputs, count, outputs, slopes);
        for (int i = 0; i < slopes.Length; i++)
        {
            slopes[i] = (slopes[i] + (penalty * weights[i])) / count;
        }

        double[] sums = ColumnSums.Of(_slopes, count, outputs, isColumnMajor: false);
        for (int k = 0; k < outputs; k++)
        {
            constants[k] = sums[k] / count;
        }
    }

    private static Span<double> Room(ref double[] memory, int count)
    {
        if (memory is null || memory.Length < count)
        {
            memory = new double[count];
        }

        return memory.AsSpan(0, count);
    }
}
