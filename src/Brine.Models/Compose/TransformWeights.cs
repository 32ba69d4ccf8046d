using Brine.Pickling;

namespace Brine.Models;

/// <summary><c>transformer_weights</c>: what the outputs of some transformers are multiplied with.</summary>
internal sealed class TransformWeights
{
    private readonly Dictionary<string, (double Value, bool IsWhole)> _weights = [];

    internal TransformWeights(EstimatorReader reader)
    {
        if (reader.ValueOrNone("transformer_weights").As<PyDict>() is not { } weights)
        {
            return;
        }

        foreach ((PyValue key, PyValue value) in weights)
        {
            if (value.IsNone)
            {
                continue;
            }

            double number = 0;
            if (key.AsString() is not { } name || !(value.TryGetDouble(out number) || (Arrays.NDArray.From(value) is { IsScalar: true } scalar && scalar[0].TryGetDouble(out number))))
            {
                throw reader.Unsupported($"the weight {value} in transformer_weights");
            }

            _weights[name] = (number, value.Kind is PyKind.Int or PyKind.Bool);
        }
    }

    /// <summary>The weight of a transformer, or null where it has none.</summary>
    internal double? Of(string name) => _weights.TryGetValue(name, out (double Value, bool IsWhole) weight) ? weight.Value : null;

    internal Features Apply(string name, Features output) =>
        _weights.TryGetValue(name, out (double Value, bool IsWhole) weight) ? FeatureStack.Scale(output, weight.Value, weight.IsWhole) : output;
}
