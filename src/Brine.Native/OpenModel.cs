using Brine.Models;

namespace Brine.Native;

/// <summary>A model behind a handle, and what answers with it.</summary>
internal sealed class OpenModel(Model model) : IDisposable
{
    internal Model Model { get; } = model;

    internal Predictor Predictor { get; } = new(model.Estimator);

    public void Dispose() => Model.Dispose();

    /// <summary>Answers a method.</summary>
    /// <param name="method">Its Python name, or null for the default.</param>
    /// <param name="rows">The rows.</param>
    internal Answer Call(string? method, Features rows)
    {
        string name = method ?? Predictor.DefaultMethod;
        return MethodNames.Parse(name) != Methods.None ? Model.Call(name, rows)
            : throw new CallException("InputMethod", $"there is no method '{name}'; the model has {string.Join(", ", Model.Methods)}");
    }

    /// <summary>The names of one of the lists of <c>brine.h</c>; null where the model has none.</summary>
    internal IReadOnlyList<string>? Names(int list) => list switch
    {
        0 => Model.Methods,
        1 => Model.FeatureNames,
        2 => Model.Classes?.Names,
        _ => throw new CallException("InputSize", $"there is no list {list}; there are BRINE_METHODS, BRINE_FEATURES and BRINE_CLASSES"),
    };
}
