using System.Text.Json;

namespace Brine.Training;

/// <summary>The names of parts, which Python's <c>set_params</c> goes by.</summary>
internal static class StepNames
{
    /// <summary>A parameter that is a list of names and estimators: reads it, checks all, and writes it down.</summary>
    internal static IReadOnlyList<(string Name, Trainer Trainer)> Bind(ParameterBinder binder, string parameter,
        IReadOnlyList<(string Name, Trainer Trainer)> parts)
    {
        if (binder.Take(parameter) is { } given)
        {
            parts = given.ValueKind == JsonValueKind.Array && given.EnumerateArray().All(item =>
                    item.ValueKind == JsonValueKind.Array && item.GetArrayLength() == 2 && item[0].ValueKind == JsonValueKind.String)
                ? [.. given.EnumerateArray().Select(item => (item[0].GetString()!, binder.ReadTrainer!(item[1], item[0].GetString()!)))]
                : throw binder.Bad(parameter, "...", "a list of [name, estimator]");
        }

        Check(binder, parameter, [.. parts.Select(part => part.Name)]);
        if (binder.Attributes is null && binder.Given is null)
        {
            foreach ((string _, Trainer trainer) in parts)
            {
                trainer.Check(new ParameterBinder(binder.IsNew, trainer.PythonName));
            }
        }

        if (binder.Attributes is { } attributes)
        {
            binder.Write(parameter, new PyList(parts.Select(part =>
                (PyValue)new PyTuple(part.Name, part.Trainer.Describe(attributes.Context)))));
        }

        return parts;
    }

    /// <summary>The trainer of a name, or null.</summary>
    internal static Trainer? Find(IReadOnlyList<(string Name, Trainer Trainer)> parts, string name) =>
        parts.FirstOrDefault(part => part.Name == name).Trainer;

    /// <summary>Copies of all trainers, under their names.</summary>
    internal static IReadOnlyList<(string Name, Trainer Trainer)> Copy(IReadOnlyList<(string Name, Trainer Trainer)> parts) =>
        [.. parts.Select(part => (part.Name, part.Trainer.Copy()))];

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
