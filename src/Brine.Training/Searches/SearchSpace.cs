namespace Brine.Training;

/// <summary>The parameter of a search that says which values are tried.</summary>
internal static class SearchSpace
{
    internal static IReadOnlyList<ParameterGrid> Bind(ParameterBinder binder, string name, string className,
        IReadOnlyList<ParameterGrid> read, IReadOnlyList<(string Parameter, IReadOnlyList<PyValue> Values)> own)
    {
        if (binder.Take(name) is { } given)
        {
            read = ParameterGrid.Read(binder, name, className, given);
        }
        else if (read.Count == 0 && own.Count > 0)
        {
            read = [new ParameterGrid([.. own.Select(pair => (pair.Parameter, pair.Values))], className)];
        }

        if (read.Count == 0)
        {
            throw binder.Bad(name, "{}", "lists of values by the names of parameters");
        }

        if (read.Sum(one => (long)one.Count) > int.MaxValue)
        {
            throw binder.Bad(name, "...", $"at most {int.MaxValue} combinations");
        }

        return read;
    }
}
