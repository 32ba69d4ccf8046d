using System.Text.Json;

namespace Brine.Training;

/// <summary>The object of a trained estimator that is to be changed: what it is, and copies of it with other attributes.</summary>
internal sealed class AdjustedObject
{
    /// <summary>What is the same whether it is one thing or another: how much is printed, how many processors Python takes, whether Python
    /// goes on at the next <c>fit</c>.</summary>
    private static readonly string[] Indifferent = ["verbose", "n_jobs", "warm_start", "copy", "copy_x"];

    private AdjustedObject(PyObject source, PyDict attributes, SklearnTarget? version) =>
        (Source, Attributes, Version) = (source, attributes, version);

    internal PyObject Source { get; }

    internal PyDict Attributes { get; }

    internal string ClassName => Source.Class!.Name;

    /// <summary>The scikit-learn that is trained for, or null where another one saved the estimator.</summary>
    internal SklearnTarget? Version { get; }

    internal bool IsNew => Version == SklearnTarget.V1_9;

    internal EstimatorReader Reader => new(Source, "model");

    /// <exception cref="TrainingException">The value is no estimator of scikit-learn.</exception>
    internal static AdjustedObject Of(PyValue value)
    {
        if (value.As<PyObject>() is not { Class: { } type, State.Reference: PyDict attributes } source
            || !(type.Module == "sklearn" || type.Module.StartsWith("sklearn.", StringComparison.Ordinal)))
        {
            throw new TrainingException("AdjustClass", "the model is no estimator of scikit-learn's, which alone are adjusted");
        }

        SavedVersion saved = SavedVersion.Of(source);
        SklearnTarget? version = !saved.IsKnown ? null
            : saved.IsAtLeast(1, 9) && !saved.IsAtLeast(1, 10) ? SklearnTarget.V1_9
            : saved.IsAtLeast(1, 2) && !saved.IsAtLeast(1, 3) ? SklearnTarget.V1_2 : null;
        return new(source, attributes, version);
    }

    /// <summary>The scikit-learn that is trained for.</summary>
    /// <exception cref="TrainingException">Another version saved the estimator.</exception>
    internal SklearnTarget Trained() => Version ?? throw new TrainingException("AdjustVersion",
        $"{ClassName} was saved by scikit-learn {SavedVersion.Of(Source)}, and what is trained here is that of 1.2 and 1.9: "
            + "upgrade the file first");

    /// <summary>A trainer with the parameters of the estimator.</summary>
    /// <exception cref="TrainingException">The class or a parameter is not trained here.</exception>
    internal Trainer Trainer()
    {
        Trainer trainer = TrainerTable.Make(ClassName);
        var given = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach ((PyValue key, PyValue value) in Attributes)
        {
            if (key.AsString() is { Length: > 0 } name && name[0] != '_' && name[^1] != '_' && !Indifferent.Contains(name)
                && ParameterValue.ToJson(value) is { } json)
            {
                given.Add(name, json);
            }
        }

        var binder = new ParameterBinder(Trained() == SklearnTarget.V1_9, ClassName) { Given = given };
        trainer.Bind(binder);
        foreach (string name in binder.Known)
        {
            if (!given.ContainsKey(name) && !Indifferent.Contains(name) && Attributes.ContainsKey(name))
            {
                throw binder.Bad(name, "an object", "a number, a text, true, false or None");
            }
        }

        return trainer;
    }

    /// <summary>The estimator with other attributes; what it has of the first fit alone stays.</summary>
    internal PyObject With(PyDict changed, params ReadOnlySpan<string> kept)
    {
        var state = new PyDict();
        foreach ((PyValue key, PyValue value) in Attributes)
        {
            state[key] = value;
        }

        foreach ((PyValue key, PyValue value) in changed)
        {
            if (!kept.Contains(key.AsString()))
            {
                state[key] = value;
            }
        }

        return new PyObject(Source.Callable, Source.Arguments, Source.Construction) { State = state };
    }

    /// <summary>The estimator with another attribute.</summary>
    internal PyObject With(string name, PyValue value)
    {
        var changed = new PyDict();
        changed[name] = value;
        return With(changed);
    }
}
