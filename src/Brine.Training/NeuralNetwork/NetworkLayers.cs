namespace Brine.Training;

/// <summary>The layers of a network: what each multiplies with and adds.</summary>
internal sealed class NetworkLayers
{
    private readonly int[] _units;

    /// <summary>Draws the first weights as Glorot and Bengio (2010) say, with numpy's draws.</summary>
    internal NetworkLayers(int[] units, string activation, RandomState draws)
        : this(units)
    {
        for (int layer = 0; layer < Count; layer++)
        {
            double bound = Math.Sqrt((activation == "logistic" ? 2.0 : 6.0) / (units[layer] + units[layer + 1]));
            foreach (double[] values in new[] { Weights[layer], Constants[layer] })
            {
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = -bound + ((bound - -bound) * draws.NextDouble());
                }
            }
        }
    }

    /// <summary>Layers of zeros.</summary>
    internal NetworkLayers(int[] units)
    {
        _units = units;
        Weights = [.. Enumerable.Range(0, Count).Select(layer => new double[units[layer] * units[layer + 1]])];
        Constants = [.. Enumerable.Range(0, Count).Select(layer => new double[units[layer + 1]])];
    }

    internal int Count => _units.Length - 1;

    internal double[][] Weights { get; }

    internal double[][] Constants { get; }

    /// <summary>All weights, then all constants.</summary>
    internal IEnumerable<double[]> All => Weights.Concat(Constants);

    internal int Inputs(int layer) => _units[layer];

    internal int Outputs(int layer) => _units[layer + 1];

    internal NetworkLayers Copy()
    {
        var copy = new NetworkLayers(_units);
        foreach ((double[] from, double[] to) in All.Zip(copy.All))
        {
            from.CopyTo(to, 0);
        }

        return copy;
    }

    /// <summary>Takes the numbers of a file.</summary>
    /// <param name="reader">The object that holds them.</param>
    /// <param name="weights">The weights, layer by layer.</param>
    /// <param name="constants">The constants, layer by layer.</param>
    /// <param name="name">The attribute, for messages.</param>
    internal void Read(EstimatorReader reader, NDArray[] weights, NDArray[] constants, string name)
    {
        if (weights.Length != Count || constants.Length != Count)
        {
            throw reader.Corrupt(name, $"it has {weights.Length} layers where {Count} are needed");
        }

        foreach ((double[] values, NDArray saved) in All.Zip(weights.Concat(constants)))
        {
            if (saved.Length != values.Length)
            {
                throw reader.Corrupt(name, $"a layer has {saved.Length} numbers where {values.Length} are needed");
            }

            saved.ToDoubles().CopyTo(values, 0);
        }
    }

    /// <summary>Takes all numbers out of one array, or puts them there.</summary>
    internal void Exchange(double[] packed, bool takes)
    {
        int at = 0;
        foreach (double[] values in All)
        {
            Span<double> place = packed.AsSpan(at, values.Length);
            if (takes)
            {
                place.CopyTo(values);
            }
            else
            {
                values.CopyTo(place);
            }

            at += values.Length;
        }
    }

    internal PyList WriteWeights(FitContext context) => new(
        Weights.Select((values, layer) => context.Array(NDArray.Of(values, Inputs(layer), Outputs(layer)))));

    internal PyList WriteConstants(FitContext context) => new(Constants.Select(values => context.Array(NDArray.Of(values))));

    /// <summary>All of them in one list, as the optimizers keep theirs.</summary>
    internal PyList Write(FitContext context) => new([.. WriteWeights(context), .. WriteConstants(context)]);
}
