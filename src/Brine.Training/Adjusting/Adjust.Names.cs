using System.Globalization;

namespace Brine.Training;

/// <content>Names of classes and columns.</content>
public static partial class Adjust
{
    private const int MostNesting = 64;

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

    /// <summary>Gives the classes of a classifier other names, wherever the model keeps them.</summary>
    /// <param name="model">The classifier, alone or as the last step of a Pipeline, in a search or calibrated.</param>
    /// <param name="names">The new labels, in the order of <see cref="Model.Classes"/>: texts or whole numbers.</param>
    /// <exception cref="TrainingException">There are not as many names as classes, one is given twice, or the class keeps its labels where
    /// they are not changed.</exception>
    public static Model ClassNames(Model model, Target names)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(names);
        AdjustedObject source = AdjustedObject.Of(model.Value);
        if (model.Classes is not { } classes)
        {
            throw new TrainingException("AdjustClass", $"{source.ClassName} tells no classes apart");
        }

        ClassCodes given = ClassCodes.Of(names, source.ClassName);
        if (given.Count != names.Count || given.Count != classes.Count)
        {
            throw new TrainingException("FitTarget",
                $"{source.ClassName} tells {classes.Count} classes apart ({classes}), each of which needs a name of its own: "
                    + $"there are {names.Count} names, {given.Count} different ones");
        }

        bool isAscending = given.Codes.SequenceEqual(Enumerable.Range(0, given.Count));
        NDArray labels = names.Values.Objects is null || classes.Values.DType.Kind == 'O' ? names.Values : given.IsOfTexts
            ? NDArray.OfText([.. names.Values.ToStrings().Select(name => name!)]) : names.Values;
        return Model.From(WithClasses(source.Source, new FitContext(new FitOptions()).Array(labels), isAscending, 0));
    }

    /// <summary>Gives the columns of a model other names: <c>feature_names_in_</c>.</summary>
    /// <param name="model">The model, alone, in a search or calibrated; of a Pipeline the first step has them.</param>
    /// <param name="names">The new names, in the order of the columns.</param>
    /// <exception cref="TrainingException">There are not as many names as columns, one is given twice, or the model finds its columns by
    /// their names (ColumnTransformer).</exception>
    public static Model FeatureNames(Model model, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(names);
        AdjustedObject source = AdjustedObject.Of(model.Value);
        if (CountOf(source) is not { } count || count != names.Count || names.Distinct(StringComparer.Ordinal).Count() != count
            || names.Any(string.IsNullOrEmpty))
        {
            throw new TrainingException("FitParameter", $"{source.ClassName} has {CountOf(source)?.ToString(CultureInfo.InvariantCulture)
                ?? "no known number of"} columns, each of which needs a name of its own: there are {names.Count}");
        }

        PyValue written = NDArrayOf(names);
        return Model.From(WithNames(source.Source, written, 0));
    }

    private static PyValue NDArrayOf(IReadOnlyList<string> names) => new FitContext(new FitOptions()).Array(
        NDArray.OfObjects([names.Count], [.. names.Select(name => (PyValue)name)]));

    private static PyObject WithClasses(PyObject source, PyValue labels, bool isAscending, int depth)
    {
        AdjustedObject own = AdjustedObject.Of(depth < MostNesting ? source : default(PyValue));
        if (WithOrder.Contains(own.ClassName) && !isAscending)
        {
            throw new TrainingException("AdjustClass",
                $"{own.ClassName} finds its classes by their order when it learns more: give names in ascending order");
        }

        PyObject Inner(PyValue value) => WithClasses(value.As<PyObject>() ?? throw own.Reader.Missing("estimator"), labels, isAscending,
            depth + 1);
        var changed = new PyDict();
        switch (own.ClassName)
        {
            case "Pipeline":
                changed["steps"] = WithStep(own, isLast: true, Inner);
                break;
            case "GridSearchCV" or "RandomizedSearchCV":
                changed["best_estimator_"] = Inner(own.Reader.Value("best_estimator_"));
                break;
            case "FrozenEstimator":
                changed["estimator"] = Inner(own.Reader.Value("estimator"));
                break;
            case "FixedThresholdClassifier" when !own.Reader.Has("pos_label"):
                changed["estimator_"] = Inner(own.Reader.Value("estimator_"));
                KeepShared(own, changed, "estimator_");
                break;
            case "CalibratedClassifierCV":
                changed["classes_"] = labels;
                changed["calibrated_classifiers_"] = Calibrated(own, changed, Inner, labels);
                break;
            case "MLPClassifier":
                changed["classes_"] = labels;
                changed["_label_binarizer"] = AdjustedObject.Of(own.Reader.Value("_label_binarizer")).With("classes_", labels);
                break;
            case var name when WithClassesAlone.Contains(name):
                changed["classes_"] = labels;
                break;
            default:
                throw new TrainingException("AdjustClass", $"{own.ClassName} keeps its classes where they are not changed");
        }

        return own.With(changed);
    }

    private static PyObject WithNames(PyObject source, PyValue names, int depth)
    {
        AdjustedObject own = AdjustedObject.Of(depth < MostNesting ? source : default(PyValue));
        PyObject Inner(PyValue value) => WithNames(value.As<PyObject>() ?? throw own.Reader.Missing("estimator"), names, depth + 1);
        var changed = new PyDict();
        switch (own.ClassName)
        {
            case "Pipeline":
                changed["steps"] = WithStep(own, isLast: false, Inner);
                break;
            case "GridSearchCV" or "RandomizedSearchCV":
                changed["feature_names_in_"] = names;
                changed["best_estimator_"] = Inner(own.Reader.Value("best_estimator_"));
                break;
            case "FrozenEstimator":
                changed["estimator"] = Inner(own.Reader.Value("estimator"));
                break;
            case "FixedThresholdClassifier":
                changed["feature_names_in_"] = names;
                changed["estimator_"] = Inner(own.Reader.Value("estimator_"));
                KeepShared(own, changed, "estimator_");
                break;
            case "CalibratedClassifierCV":
                changed["feature_names_in_"] = names;
                changed["calibrated_classifiers_"] = Calibrated(own, changed, Inner, default);
                break;
            case "ColumnTransformer" or "FeatureUnion" or "VotingClassifier" or "VotingRegressor" or "StackingClassifier"
                or "StackingRegressor":
                throw new TrainingException("AdjustClass", $"{own.ClassName} hands its columns on by their names, which stay as they are");
            default:
                changed["feature_names_in_"] = names;
                break;
        }

        return own.With(changed);
    }

    /// <summary>The steps of a pipeline with another first or last one.</summary>
    private static PyList WithStep(AdjustedObject own, bool isLast, Func<PyValue, PyObject> change)
    {
        PyValue[] steps = [.. own.Reader.Value("steps").As<PyList>() is { Count: > 0 } list ? list : throw own.Reader.Missing("steps")];
        int place = isLast ? steps.Length - 1 : 0;
        PyTuple pair = steps[place].As<PyTuple>() is { Count: 2 } tuple ? tuple : throw own.Reader.Missing("steps");
        steps[place] = new PyTuple(pair[0], change(pair[1]));
        return new PyList(steps);
    }

    /// <summary>The classifiers of a calibration; the trained one that it was given stays the same object in both places.</summary>
    private static PyList Calibrated(AdjustedObject own, PyDict changed, Func<PyValue, PyObject> change, PyValue labels)
    {
        var made = new PyList();
        const string all = "calibrated_classifiers_";
        foreach (PyValue item in own.Reader.Value(all).As<PyList>() ?? throw own.Reader.Missing(all))
        {
            AdjustedObject part = AdjustedObject.Of(item);
            string name = part.Reader.Has("estimator") ? "estimator" : "base_estimator";
            PyValue inner = part.Reader.Value(name);
            PyObject renamed = change(inner);
            var state = new PyDict();
            state[name] = renamed;
            if (!labels.IsNone)
            {
                state["classes"] = labels;
            }

            made.Add(part.With(state));
            if (ReferenceEquals(own.Reader.ValueOrNone("estimator").Reference, inner.Reference))
            {
                changed["estimator"] = renamed;
            }
        }

        return made;
    }

    private static void KeepShared(AdjustedObject own, PyDict changed, string name)
    {
        if (ReferenceEquals(own.Reader.ValueOrNone("estimator").Reference, own.Reader.Value(name).Reference))
        {
            changed["estimator"] = changed[name];
        }
    }
}
