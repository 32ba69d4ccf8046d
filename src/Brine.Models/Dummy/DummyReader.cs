using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads DummyClassifier and DummyRegressor.</summary>
internal static class DummyReader
{
    internal static DummyEstimator Regressor(EstimatorReader reader)
    {
        NDArray constant = reader.NumericArray("constant_");
        bool hasColumns = constant.Length != 1 || reader.Flag("output_2d_", fallback: false) || reader.Flag("outputs_2d_", fallback: false);
        return constant.Length == 0 ? throw reader.Corrupt("constant_", "it is empty")
            : new(reader.Info, new DummyForm { Answer = constant, HasColumns = hasColumns });
    }

    internal static DummyEstimator Classifier(EstimatorReader reader)
    {
        if (reader.Flag("sparse_output_", fallback: false))
        {
            throw reader.Unsupported("sparse targets");
        }

        int outputs = reader.Int("n_outputs_", 1);
        Labels[] classes = OfOutputs(reader, "classes_", outputs,
            value => new Labels(NDArray.From(value) is { Rank: 1, Length: > 0 } array ? array
                : throw reader.Corrupt("classes_", "an output has no classes")));
        double[][] priors = OfOutputs(reader, "class_prior_", outputs,
            value => NDArray.From(value) is { Rank: 1, DType.Kind: 'f' } array ? array.ToDoubles()
                : throw reader.Corrupt("class_prior_", "it holds no numbers"));
        if (classes.Where((labels, k) => labels.Count != priors[k].Length).Any())
        {
            throw reader.Corrupt("class_prior_", "it has other classes than classes_");
        }

        string strategy = reader.Text("_strategy") ?? reader.Text("strategy") ?? "stratified";
        bool hasColumns = outputs > 1 || reader.Flag("output_2d_", fallback: false) || reader.Flag("outputs_2d_", fallback: false);
        return new(reader.Info, Form(reader, strategy, classes, priors) with { Classes = classes, HasColumns = hasColumns });
    }

    private static DummyForm Form(EstimatorReader reader, string strategy, Labels[] classes, double[][] priors)
    {
        int[] largest = [.. priors.Select(prior => Labels.LargestIndex(prior))];
        switch (strategy)
        {
            case "most_frequent":
                return new DummyForm
                    { Answer = Pick(classes, largest), Probabilities = [.. priors.Select((prior, k) => OneHot(prior.Length, largest[k]))] };
            case "prior":
                return new DummyForm { Answer = Pick(classes, largest), Probabilities = [.. priors.Select(Array.AsReadOnly)] };
            case "uniform":
                return new DummyForm
                    { Probabilities = [.. priors.Select(prior => Array.AsReadOnly([.. prior.Select(_ => 1.0 / prior.Length)]))] };
            case "constant":
                NDArray constant = EstimatorReader.ArrayOf(reader.Value("constant")) ?? Scalar(reader.Value("constant"));
                int[] found = [
                    .. classes.Select(
                        (labels, k) => k < constant.Length ? labels.Names.ToList().IndexOf(constant.ToStrings()[k] ?? "None") : -1)];
                return constant.Length == classes.Length
                    ? new DummyForm { Answer = constant, Probabilities = [.. priors.Select((prior, k) => OneHot(prior.Length, found[k]))] }
                    : throw reader.Corrupt("constant", $"it has {constant.Length} values for {classes.Length} outputs");
            default:
                throw reader.Unsupported($"strategy '{strategy}', which draws its answers at random,");
        }
    }

    /// <summary>The label of each output, in the dtype that numpy gives them side by side.</summary>
    private static NDArray Pick(Labels[] classes, int[] indices) => classes.Length == 1
        ? (classes[0].Values.Objects is null ? classes[0].Take(indices) : Scalar(classes[0][indices[0]]))
        : LabelColumns.Stack([.. classes.Select((labels, k) => labels.Take([indices[k]]))], 1);

    private static NDArray Scalar(PyValue value) => value.AsString() is { } text ? NDArray.OfText([text], 1)
        : value.Kind == PyKind.Bool ? NDArray.Of(new[] { value.TryGetBool(out bool truth) && truth }, 1)
        : value.TryGetInt64(out long whole) && value.Kind == PyKind.Int ? NDArray.Of(new[] { whole }, 1)
        : value.TryGetDouble(out double number) ? NDArray.Of(new[] { number }, 1)
        : NDArray.OfObjects([1], [value]);

    private static IReadOnlyList<double> OneHot(int count, int index)
    {
        var values = new double[count];
        if (index >= 0)
        {
            values[index] = 1;
        }

        return Array.AsReadOnly(values);
    }

    private static T[] OfOutputs<T>(EstimatorReader reader, string name, int outputs, Func<PyValue, T> read)
    {
        PyValue value = reader.Value(name);
        return outputs == 1 && value.As<PyList>() is not { Count: 1 } ? [read(value)]
            : value.As<PyList>() is { } list && list.Count == outputs ? [.. list.Select(read)]
            : throw reader.Corrupt(name, $"it is no list of {outputs} arrays");
    }
}
