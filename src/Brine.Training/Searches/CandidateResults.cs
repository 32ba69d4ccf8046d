namespace Brine.Training;

/// <summary>The <c>cv_results_</c> of a search.</summary>
internal sealed class CandidateResults(FitContext context, IReadOnlyList<IReadOnlyList<(string Path, PyValue Value)>> candidates, int folds)
{
    private readonly PyDict _results = new();

    /// <summary>The mean score of each candidate.</summary>
    internal double[] Means { get; private set; } = [];

    /// <summary>The candidate that ranks first; of equal ones the first.</summary>
    internal int Best { get; private set; }

    internal PyList Parameters { get; } = new(candidates.Select(candidate =>
    {
        var one = new PyDict();
        foreach ((string path, PyValue value) in candidate)
        {
            one[path] = value;
        }

        return (PyValue)one;
    }));

    /// <summary>Writes all, in Python's order; an array has all folds of a candidate after each other.</summary>
    internal PyDict Build(double[] fitTimes, double[] scoreTimes, double[] tests, double[]? trains)
    {
        Add("fit_time", fitTimes, hasFolds: false);
        Add("score_time", scoreTimes, hasFolds: false);
        foreach (string path in candidates.SelectMany(candidate => candidate).Select(pair => pair.Path).Distinct(StringComparer.Ordinal))
        {
            _results["param_" + path] = Masked(path);
        }

        _results["params"] = Parameters;
        Means = Add("test_score", tests, hasFolds: true);
        int[] ranks = [.. Means.Select(mean => 1 + Means.Count(other => other > mean))];
        Best = Array.IndexOf(ranks, 1);
        _results["rank_test_score"] = context.Array(NDArray.OfNumbers(Array.ConvertAll(ranks, rank => (double)rank), new DType('i', 4)));
        if (trains is not null)
        {
            Add("train_score", trains, hasFolds: true);
        }

        return _results;
    }

    private double[] Add(string name, double[] values, bool hasFolds)
    {
        int count = candidates.Count;
        if (hasFolds)
        {
            for (int fold = 0; fold < folds; fold++)
            {
                int at = fold;
                _results[$"split{fold}_{name}"] =
                    context.Array(NDArray.Of([.. Enumerable.Range(0, count).Select(candidate => values[(candidate * folds) + at])]));
            }
        }

        double[] means = new double[count], deviations = new double[count];
        for (int candidate = 0; candidate < count; candidate++)
        {
            double[] own = values[(candidate * folds)..((candidate + 1) * folds)];
            double mean = PairwiseSum.Of<double>(own) / folds;
            double[] squares = Array.ConvertAll(own, value => (value - mean) * (value - mean));
            means[candidate] = mean;
            deviations[candidate] = Math.Sqrt(PairwiseSum.Of<double>(squares) / folds);
        }

        _results["mean_" + name] = context.Array(NDArray.Of(means));
        _results["std_" + name] = context.Array(NDArray.Of(deviations));
        return means;
    }

    /// <summary>The values of a parameter as numpy's masked array: of objects up to 1.2, of the common kind since.</summary>
    private PyObject Masked(string path)
    {
        int count = candidates.Count;
        var values = new PyValue[count];
        var mask = new byte[count];
        for (int i = 0; i < count; i++)
        {
            (string found, PyValue value) = candidates[i].FirstOrDefault(pair => pair.Path == path);
            values[i] = value;
            mask[i] = found is null ? (byte)1 : (byte)0;
        }

        PyKind[] kinds = [.. values.Where((_, i) => mask[i] == 0).Select(value => value.Kind).Distinct()];
        (DType dtype, NDArray fill) = !context.IsNew ? (DType.Object, NDArray.OfText(["?"]))
            : kinds is [PyKind.Bool] ? (DType.Bool, NDArray.Of(new[] { true }))
            : kinds is [PyKind.Int] ? (DType.Int64, NDArray.Of(new[] { 999999L }))
            : kinds.Length <= 3 && kinds.Contains(PyKind.Float) && kinds.All(kind => kind is PyKind.Int or PyKind.Float or PyKind.Bool)
                ? (DType.Float64, NDArray.Of(new[] { 1e20 }))
            : kinds.Length == 2 && kinds.All(kind => kind is PyKind.Int or PyKind.Bool) ? (DType.Int64, NDArray.Of(new[] { 999999L }))
            : (DType.Object, NDArray.OfText(["?"]));
        PyValue raw = dtype.Kind switch
        {
            'b' => new PyBytes(Array.ConvertAll(values, value => value == PyValue.True ? (byte)1 : (byte)0)),
            'i' => Bytes(NDArray.Of(Array.ConvertAll(values,
                value => value.TryGetInt64(out long number) ? number : value == PyValue.True ? 1 : 0))),
            'f' => Bytes(NDArray.Of(Array.ConvertAll(values, value => value.TryGetDouble(out double number) ? number : 0))),
            _ => new PyList(values),
        };
        NDArray one = fill.Reshape();
        return new PyObject(new PyGlobal("numpy.ma.core", "_mareconstruct"),
            new PyTuple(new PyGlobal("numpy.ma.core", "MaskedArray"), new PyGlobal("numpy", "ndarray"), new PyTuple(0),
                new PyBytes("b"u8.ToArray())))
        {
            State = new PyTuple(1, new PyTuple(count), context.Arrays.Describe(dtype), false, raw, new PyBytes(mask),
                context.Arrays.Describe(one, context.Arrays.Describe(one.DType))),
        };
    }

    private static PyBytes Bytes(NDArray array) => new(array.ToContiguous().Span.ToArray());
}
