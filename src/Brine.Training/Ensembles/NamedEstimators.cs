namespace Brine.Training;

/// <summary>The trained parts of an ensemble by their names: <c>named_estimators_</c>.</summary>
internal static class NamedEstimators
{
    internal static PyObject Of(IReadOnlyList<(string Name, PyObject Part)> parts, bool isNew)
    {
        var named = new PyDict();
        foreach ((string name, PyObject part) in parts)
        {
            named[name] = part;
        }

        var bunch = new PyObject(new PyGlobal("sklearn.utils._bunch", "Bunch"), PyTuple.Empty, PyConstruction.NewObject)
            { DictItems = named };
        if (isNew)
        {
            var state = new PyDict();
            state["_deprecated_key_to_warnings"] = new PyDict();
            bunch.State = state;
        }

        return bunch;
    }

    /// <summary>A trained <c>LabelEncoder</c>.</summary>
    internal static PyObject Encoder(ClassCodes classes, FitContext context) =>
        new AttributeWriter(context, "sklearn.preprocessing._label", "LabelEncoder").Set("classes_", classes.Classes).Build();

    /// <summary>Refuses parts that are no classifiers, or no regressors.</summary>
    internal static void Check(IReadOnlyList<(string Name, Trainer Trainer)> parts, string className, bool areClassifiers)
    {
        foreach ((string name, Trainer trainer) in parts)
        {
            if (areClassifiers ? !TrainerKind.IsClassifier(trainer) : !TrainerKind.IsRegressor(trainer))
            {
                throw new TrainingException("FitParameter",
                    $"part '{name}' of {className} is {trainer.Answering.PythonName}, and {className} takes "
                    + (areClassifiers ? "classifiers" : "regressors") + " alone");
            }
        }
    }
}
