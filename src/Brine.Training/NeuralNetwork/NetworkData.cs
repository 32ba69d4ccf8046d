namespace Brine.Training;

/// <summary>Rows and targets of a network.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Targets">The targets, as many numbers a row as the network answers.</param>
/// <param name="Width">How many numbers a row has.</param>
/// <param name="Outputs">How many numbers a target has.</param>
internal sealed record NetworkData(double[] Rows, double[] Targets, int Width, int Outputs)
{
    internal int Count => Targets.Length / Outputs;

    internal NetworkData Take(ReadOnlySpan<int> rows)
    {
        var taken = new NetworkData(new double[rows.Length * Width], new double[rows.Length * Outputs], Width, Outputs);
        for (int i = 0; i < rows.Length; i++)
        {
            Rows.AsSpan(rows[i] * Width, Width).CopyTo(taken.Rows.AsSpan(i * Width));
            Targets.AsSpan(rows[i] * Outputs, Outputs).CopyTo(taken.Targets.AsSpan(i * Outputs));
        }

        return taken;
    }

    /// <summary>Which share of the rows is told its class.</summary>
    internal double Accuracy(ReadOnlySpan<double> answers)
    {
        int right = 0;
        for (int row = 0; row < Count; row++)
        {
            ReadOnlySpan<double> own = answers.Slice(row * Outputs, Outputs), target = Targets.AsSpan(row * Outputs, Outputs);
            right += Outputs == 1 ? (own[0] > 0.5) == (target[0] > 0.5) ? 1 : 0 : target[Largest(own)] > 0.5 ? 1 : 0;
        }

        return (double)right / Count;
    }

    /// <summary><c>r2_score</c>.</summary>
    internal double Determination(ReadOnlySpan<double> answers)
    {
        double mean = PairwiseSum.Of<double>(Targets) / Count;
        double[] errors = new double[Count], spreads = new double[Count];
        for (int row = 0; row < errors.Length; row++)
        {
            double error = Targets[row] - answers[row], spread = Targets[row] - mean;
            (errors[row], spreads[row]) = (error * error, spread * spread);
        }

        double error2 = PairwiseSum.Of<double>(errors), spread2 = PairwiseSum.Of<double>(spreads);
        return spread2 != 0 ? 1 - (error2 / spread2) : error2 != 0 ? 0 : 1;
    }

    private static int Largest(ReadOnlySpan<double> values)
    {
        int largest = 0;
        for (int k = 1; k < values.Length; k++)
        {
            if (values[k] > values[largest])
            {
                largest = k;
            }
        }

        return largest;
    }
}
