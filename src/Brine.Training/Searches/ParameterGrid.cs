using System.Text.Json;

namespace Brine.Training;

/// <summary>The values to search among: each parameter with its values, of which all combinations are tried.</summary>
internal sealed class ParameterGrid
{
    /// <summary>Among how many combinations a search chooses at most.</summary>
    private const long MaxCount = 100_000_000;

    private readonly (string Path, IReadOnlyList<PyValue> Values)[] _sorted;

    internal ParameterGrid(IReadOnlyList<(string Path, IReadOnlyList<PyValue> Values)> parameters, string className)
    {
        Parameters = parameters;
        _sorted = [.. parameters.OrderBy(parameter => parameter.Path, StringComparer.Ordinal)];
        long count = 1;
        foreach ((string path, IReadOnlyList<PyValue> values) in parameters)
        {
            if (values.Count == 0 || parameters.Count(other => other.Path == path) > 1)
            {
                throw new TrainingException("FitParameter",
                    $"{className} is to search among {(values.Count == 0 ? "no" : "two lists of")} values of {path}");
            }

            count *= values.Count;
            if (count > MaxCount)
            {
                throw new TrainingException("FitParameter", $"{className} is to search among more than {MaxCount} combinations");
            }
        }

        Count = (int)count;
    }

    internal IReadOnlyList<(string Path, IReadOnlyList<PyValue> Values)> Parameters { get; }

    internal int Count { get; }

    /// <summary>A combination in the order of <c>ParameterGrid</c>: the last parameter of the alphabet turns fastest.</summary>
    /// <param name="index">The number of the combination.</param>
    /// <param name="isReversed">True for the order of names of <c>ParameterGrid.__getitem__</c>, which is that of draws.</param>
    internal IReadOnlyList<(string Path, PyValue Value)> this[int index, bool isReversed]
    {
        get
        {
            var found = new List<(string, PyValue)>();
            for (int i = _sorted.Length - 1; i >= 0; i--)
            {
                (string path, IReadOnlyList<PyValue> values) = _sorted[i];
                found.Add((path, values[index % values.Count]));
                index /= values.Count;
            }

            if (!isReversed)
            {
                found.Reverse();
            }

            return found;
        }
    }

    /// <summary>The grids of a pipeline file: an object, or a list of objects.</summary>
    internal static IReadOnlyList<ParameterGrid> Read(ParameterBinder binder, string name, string className, JsonElement given)
    {
        JsonElement[] grids = given.ValueKind == JsonValueKind.Array ? [.. given.EnumerateArray()] : [given];
        return [.. grids.Select(grid => grid.ValueKind == JsonValueKind.Object
            && grid.EnumerateObject().All(item => item.Value.ValueKind == JsonValueKind.Array)
            ? new ParameterGrid([.. grid.EnumerateObject().Select(item => (item.Name, Values(item)))], className)
            : throw binder.Bad(name, "...", "an object of lists of values by the names of parameters, or a list of such objects"))];
    }

    private static IReadOnlyList<PyValue> Values(JsonProperty parameter) =>
        [.. parameter.Value.EnumerateArray().Select(value => ParameterJson.FromJson(parameter.Name, value))];
}
