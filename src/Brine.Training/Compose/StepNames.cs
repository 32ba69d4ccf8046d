namespace Brine.Training;

/// <summary>The names of parts, which Python's <c>set_params</c> goes by.</summary>
internal static class StepNames
{
    /// <summary><c>_validate_names</c>: each once, and none with two underscores.</summary>
    internal static void Check(ParameterBinder binder, string parameter, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            throw binder.Bad(parameter, "[]", "at least one step");
        }

        foreach (string name in names)
        {
            if (name.Length == 0 || name.Contains("__", StringComparison.Ordinal) || name == parameter
                || names.Count(other => other == name) > 1)
            {
                throw binder.Bad(parameter, $"'{name}'", "steps with names, each once, without two underscores in a row");
            }
        }
    }
}
