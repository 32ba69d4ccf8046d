using System.Globalization;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Server;

/// <summary>A column that a model is given.</summary>
/// <param name="Name">Its name; <c>x0</c>, <c>x1</c>... where the model was trained without names.</param>
/// <param name="Categories">The values that the model knows; empty where it takes any.</param>
/// <param name="IsText">True where the values are text.</param>
public sealed record ModelInput(string Name, IReadOnlyList<PyValue> Categories, bool IsText)
{
    internal static IReadOnlyList<ModelInput> Of(Estimator model)
    {
        int count = model.FeatureNamesIn?.Count ?? model.FeatureCount ?? model.InputKinds?.Count ?? 0;
        var inputs = new ModelInput[count];
        for (int i = 0; i < count; i++)
        {
            ColumnKind kind = model.InputKinds is { } kinds && kinds.Count == count ? kinds[i] : ColumnKind.Any;
            inputs[i] = new ModelInput(model.FeatureNamesIn?[i] ?? string.Create(CultureInfo.InvariantCulture, $"x{i}"), kind.Categories,
                kind.IsDocument || kind.Categories.Any(category => category.AsString() is not null));
        }

        return inputs;
    }
}
