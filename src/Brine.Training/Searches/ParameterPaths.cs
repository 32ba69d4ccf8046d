using System.Text.Json;

namespace Brine.Training;

/// <summary>Python's <c>set_params</c>: parameters of a trainer and, by <c>step__parameter</c>, of those inside of it.</summary>
internal static class ParameterPaths
{
    private const string Separator = "__";

    /// <summary>Sets parameters, those of one trainer at once.</summary>
    /// <param name="root">The trainer.</param>
    /// <param name="given">The parameters by their paths.</param>
    /// <param name="isNew">True for the newest scikit-learn.</param>
    /// <returns>The trainer that has each parameter, and its name there.</returns>
    /// <exception cref="TrainingException">There is no such step or parameter, or it has no such value.</exception>
    internal static IReadOnlyList<(Trainer Owner, string Name)> Set(Trainer root, IReadOnlyList<(string Path, JsonElement Value)> given,
        bool isNew)
    {
        var owners = new Dictionary<Trainer, Dictionary<string, JsonElement>>(ReferenceEqualityComparer.Instance);
        var places = new List<(Trainer Owner, string Name)>();
        foreach ((string path, JsonElement value) in given)
        {
            (Trainer owner, string name) = Find(root, path);
            places.Add((owner, name));
            if (!owners.TryGetValue(owner, out Dictionary<string, JsonElement>? own))
            {
                owners.Add(owner, own = new Dictionary<string, JsonElement>(StringComparer.Ordinal));
            }

            own[name] = value;
        }

        foreach ((Trainer owner, Dictionary<string, JsonElement> own) in owners)
        {
            var binder = new ParameterBinder(isNew, owner.PythonName)
            {
                Given = own,
                ReadTrainer = (_, step) => throw new TrainingException("FitParameter", $"'{step}' is an estimator, which is not searched"),
            };
            owner.Bind(binder);
            binder.RefuseUnknown();
        }

        return places;
    }

    /// <summary>True of a list, which may be a tuple in Python, and of numbers that JSON has none of.</summary>
    internal static bool MayBeAnother(PyValue value) => value.As<PyList>() is not null || value.AsString() is "nan" or "inf";

    private static (Trainer Owner, string Name) Find(Trainer root, string path)
    {
        Trainer owner = root;
        string rest = path;
        for (int cut = rest.IndexOf(Separator, StringComparison.Ordinal); cut >= 0; cut = rest.IndexOf(Separator, StringComparison.Ordinal))
        {
            owner = owner.Part(rest[..cut]) ?? throw new TrainingException("FitParameter",
                $"{owner.PythonName} has no part '{rest[..cut]}', whose parameter {path} would be");
            rest = rest[(cut + Separator.Length)..];
        }

        return (owner, rest);
    }
}
