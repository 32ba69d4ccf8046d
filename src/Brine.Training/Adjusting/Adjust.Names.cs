using System.Globalization;

namespace Brine.Training;

/// <content>Names of classes and columns.</content>
public static partial class Adjust
{
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
        return Model.From(new NameChange(new FitContext(new FitOptions()).Array(labels), ofClasses: true, isAscending).Apply(source));
    }

    /// <summary>Gives the columns of a model other names: <c>feature_names_in_</c>.</summary>
    /// <param name="model">The model, alone, in a search or calibrated; of a Pipeline the first step has them.</param>
    /// <param name="names">The new names, in the order of the columns.</param>
    /// <exception cref="TrainingException">There are not as many names as columns, one is empty or given twice, or the model finds its
    /// columns by their names (ColumnTransformer).</exception>
    public static Model FeatureNames(Model model, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(names);
        AdjustedObject source = AdjustedObject.Of(model.Value);
        if (CountOf(source) is not { } count || count != names.Count)
        {
            throw new TrainingException("FitParameter", $"{source.ClassName} has {CountOf(source)?.ToString(CultureInfo.InvariantCulture)
                ?? "no known number of"} columns, each of which needs a name of its own: there are {names.Count}");
        }

        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < names.Count; i++)
        {
            if (string.IsNullOrEmpty(names[i]))
            {
                throw new TrainingException("FitParameter",
                    $"the columns of {source.ClassName} each need a name of their own, and number {i}, from 0, is empty");
            }

            if (!places.TryAdd(names[i], i))
            {
                throw new TrainingException("FitParameter", $"the columns of {source.ClassName} each need a name of their own, and "
                    + $"'{names[i]}' is given to number {places[names[i]]} and to number {i}, from 0");
            }
        }

        PyValue written = new FitContext(new FitOptions()).Array(
            NDArray.OfObjects([names.Count], [.. names.Select(name => (PyValue)name)]));
        return Model.From(new NameChange(written, ofClasses: false, isAscending: true).Apply(source));
    }
}
