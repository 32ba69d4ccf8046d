namespace Brine.Training;

/// <summary>Rising steps through scores: scikit-learn's <c>IsotonicRegression(out_of_bounds='clip')</c>.</summary>
internal static class IsotonicCurve
{
    /// <summary>Scores that differ by less are one: numpy's <c>finfo(float64).resolution</c>.</summary>
    private const double Resolution = 1e-15;

    internal static PyObject Write(FitContext context, double[] scores, bool[] isRight)
    {
        (double[] places, double[] values, double[] weights) = Unique(scores, isRight);
        Rise(values, weights);
        int[] kept = [.. Enumerable.Range(0, values.Length).Where(i => i == 0 || i == values.Length - 1
            || values[i] != values[i - 1] || values[i] != values[i + 1])];
        return new AttributeWriter(context, "sklearn.isotonic", "IsotonicRegression").Set("y_min", PyValue.None).Set("y_max", PyValue.None)
            .Set("increasing", true).Set("out_of_bounds", "clip").Set("increasing_", true)
            .SetScalar("X_min_", places[0]).SetScalar("X_max_", places[^1])
            .Set("X_thresholds_", NDArray.Of([.. kept.Select(i => places[i])]))
            .Set("y_thresholds_", NDArray.Of([.. kept.Select(i => values[i])])).Build();
    }

    /// <summary><c>_make_unique</c>: each score once, with the mean of what it has and how often it is there.</summary>
    private static (double[] Places, double[] Values, double[] Weights) Unique(double[] scores, bool[] isRight)
    {
        List<double> places = [], values = [], weights = [];
        double place = 0, sum = 0, weight = 0;
        foreach (int i in Enumerable.Range(0, scores.Length).OrderBy(i => scores[i]).ThenBy(i => isRight[i]))
        {
            if (weight > 0 && scores[i] - place >= Resolution)
            {
                Close();
                (sum, weight) = (0, 0);
            }

            place = weight == 0 ? scores[i] : place;
            sum += isRight[i] ? 1 : 0;
            weight++;
        }

        Close();
        return ([.. places], [.. values], [.. weights]);

        void Close()
        {
            places.Add(place);
            values.Add(sum / weight);
            weights.Add(weight);
        }
    }

    /// <summary>Neighbors that fall are pooled until none does.</summary>
    private static void Rise(double[] values, double[] weights)
    {
        var starts = new List<int>();
        var sums = new List<(double Weighted, double Weight)>();
        for (int i = 0; i < values.Length; i++)
        {
            starts.Add(i);
            sums.Add((values[i] * weights[i], weights[i]));
            while (sums.Count > 1 && sums[^2].Weighted / sums[^2].Weight >= sums[^1].Weighted / sums[^1].Weight)
            {
                (double weighted, double weight) = sums[^1];
                sums.RemoveAt(sums.Count - 1);
                starts.RemoveAt(starts.Count - 1);
                sums[^1] = (sums[^1].Weighted + weighted, sums[^1].Weight + weight);
            }
        }

        for (int block = 0; block < starts.Count; block++)
        {
            int end = block + 1 < starts.Count ? starts[block + 1] : values.Length;
            values.AsSpan(starts[block], end - starts[block]).Fill(sums[block].Weighted / sums[block].Weight);
        }
    }
}
