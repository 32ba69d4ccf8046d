namespace Brine.Training;

/// <summary>Other names of classes or columns in an estimator and in those inside of it that keep them too.</summary>
/// <param name="names">The array of the names.</param>
/// <param name="ofClasses">True for classes, false for columns.</param>
/// <param name="isAscending">True where the names of classes are in ascending order.</param>
internal sealed class NameChange(PyValue names, bool ofClasses, bool isAscending)
{
    private const int MostEstimators = 4096;

    /// <summary>Classifiers that keep their classes in <c>classes_</c> alone, and compute with numbers of classes.</summary>
    private static readonly string[] WithClassesAlone = ["LogisticRegression", "SGDClassifier", "Perceptron",
        "PassiveAggressiveClassifier", "LinearSVC", "SVC", "NuSVC", "GaussianNB", "MultinomialNB", "BernoulliNB", "ComplementNB",
        "CategoricalNB", "DecisionTreeClassifier", "ExtraTreeClassifier", "RandomForestClassifier", "ExtraTreesClassifier",
        "GradientBoostingClassifier", "HistGradientBoostingClassifier", "KNeighborsClassifier", "LinearDiscriminantAnalysis",
        "QuadraticDiscriminantAnalysis"];

    /// <summary>Classifiers that find a class by its place in the order when they go on (<c>partial_fit</c>,
    /// <c>LabelBinarizer</c>).</summary>
    private static readonly string[] WithOrder = ["SGDClassifier", "Perceptron", "PassiveAggressiveClassifier", "GaussianNB",
        "MultinomialNB", "BernoulliNB", "ComplementNB", "CategoricalNB", "MLPClassifier"];

    private static readonly string[] WithColumnsInside = ["ColumnTransformer", "FeatureUnion", "VotingClassifier", "VotingRegressor",
        "StackingClassifier", "StackingRegressor"];

    private readonly Dictionary<PyObject, PyObject> _made = new(ReferenceEqualityComparer.Instance);

    private string Attribute => ofClasses ? "classes_" : "feature_names_in_";

    /// <summary>The estimator with the names: those inside are changed before what they stand in.</summary>
    internal PyObject Apply(AdjustedObject root)
    {
        List<AdjustedObject> order = [root];
        var seen = new HashSet<PyObject>(ReferenceEqualityComparer.Instance) { root.Source };
        for (int i = 0; i < order.Count; i++)
        {
            foreach (PyObject inner in Inside(order[i]))
            {
                if (seen.Add(inner) && order.Count < MostEstimators)
                {
                    order.Add(AdjustedObject.Of(inner));
                }
            }
        }

        for (int i = order.Count - 1; i >= 0; i--)
        {
            _made[order[i].Source] = order[i].With(Changed(order[i]));
        }

        return _made[root.Source];
    }

    /// <summary>The estimators inside that keep the names.</summary>
    private List<PyObject> Inside(AdjustedObject own)
    {
        EstimatorReader reader = own.Reader;
        return own.ClassName switch
        {
            "Pipeline" => [Object(own, Step(own, out _, out _)[1])],
            "GridSearchCV" or "RandomizedSearchCV" => [Object(own, reader.Value("best_estimator_"))],
            "FrozenEstimator" => [Object(own, reader.Value("estimator"))],
            "FixedThresholdClassifier" => [Object(own, reader.Value("estimator_"))],
            "CalibratedClassifierCV" => [.. Parts(own).Select(part => Object(part, part.Reader.Value(NameOf(part))))],
            _ => [],
        };
    }

    private PyDict Changed(AdjustedObject own)
    {
        Refuse(own);
        EstimatorReader reader = own.Reader;
        var changed = new PyDict();
        if (own.ClassName is not ("Pipeline" or "FrozenEstimator") && (!ofClasses || reader.Has("classes_")))
        {
            changed[Attribute] = names;
        }

        switch (own.ClassName)
        {
            case "Pipeline":
                PyTuple pair = Step(own, out PyValue[] steps, out int place);
                steps[place] = new PyTuple(pair[0], Made(own, pair[1]));
                changed["steps"] = new PyList(steps);
                break;
            case "GridSearchCV" or "RandomizedSearchCV":
                changed["best_estimator_"] = Made(own, reader.Value("best_estimator_"));
                break;
            case "FixedThresholdClassifier":
                changed["estimator_"] = Made(own, reader.Value("estimator_"));
                break;
            case "CalibratedClassifierCV":
                changed["calibrated_classifiers_"] = new PyList([.. Parts(own).Select(part => (PyValue)Part(part))]);
                break;
            case "MLPClassifier" when ofClasses:
                changed["_label_binarizer"] = AdjustedObject.Of(reader.Value("_label_binarizer")).With("classes_", names);
                break;
        }

        // What was given as a parameter and is trained stays the same object in both places.
        if (reader.ValueOrNone("estimator").As<PyObject>() is { } given && _made.TryGetValue(given, out PyObject? made))
        {
            changed["estimator"] = made;
        }

        return changed;
    }

    private void Refuse(AdjustedObject own)
    {
        string name = own.ClassName;
        bool isAround = name is "Pipeline" or "GridSearchCV" or "RandomizedSearchCV" or "FrozenEstimator" or "CalibratedClassifierCV"
            or "MLPClassifier" || (name == "FixedThresholdClassifier" && !own.Reader.Has("pos_label"));
        if (ofClasses && !isAround && !WithClassesAlone.Contains(name))
        {
            throw new TrainingException("AdjustClass", $"{name} keeps its classes where they are not changed");
        }

        if (ofClasses && !isAscending && WithOrder.Contains(name))
        {
            throw new TrainingException("AdjustClass",
                $"{name} finds its classes by their order when it learns more: give names in ascending order");
        }

        if (!ofClasses && WithColumnsInside.Contains(name))
        {
            throw new TrainingException("AdjustClass", $"{name} hands its columns on by their names, which stay as they are");
        }
    }

    private PyObject Part(AdjustedObject part)
    {
        var state = new PyDict();
        state[NameOf(part)] = Made(part, part.Reader.Value(NameOf(part)));
        if (ofClasses)
        {
            state["classes"] = names;
        }

        return part.With(state);
    }

    private PyTuple Step(AdjustedObject own, out PyValue[] steps, out int place)
    {
        steps = [.. own.Reader.Value("steps").As<PyList>() is { Count: > 0 } list ? list : throw own.Reader.Missing("steps")];
        place = ofClasses ? steps.Length - 1 : 0;
        return steps[place].As<PyTuple>() is { Count: 2 } pair ? pair : throw own.Reader.Missing("steps");
    }

    private static List<AdjustedObject> Parts(AdjustedObject own)
    {
        const string name = "calibrated_classifiers_";
        return [.. (own.Reader.Value(name).As<PyList>() ?? throw own.Reader.Missing(name)).Select(AdjustedObject.Of)];
    }

    private static string NameOf(AdjustedObject part) => part.Reader.Has("estimator") ? "estimator" : "base_estimator";

    private static PyObject Object(AdjustedObject own, PyValue value) =>
        value.As<PyObject>() ?? throw own.Reader.Unsupported("an estimator inside that is none");

    private PyObject Made(AdjustedObject own, PyValue value) =>
        _made.TryGetValue(Object(own, value), out PyObject? made) ? made : throw own.Reader.Unsupported("estimators that share others");
}
