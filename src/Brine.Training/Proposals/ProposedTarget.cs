namespace Brine.Training;

/// <summary>Looks at a target and says what there is to learn.</summary>
internal static class ProposedTarget
{
    /// <summary>An int target of so few values is a class.</summary>
    private const int FewClasses = 20;

    /// <summary>What is learned from the column, the target as training takes it, and how many classes it has.</summary>
    /// <exception cref="TrainingException">The column has gaps, is of a kind that is not learned, or has nothing to learn.</exception>
    internal static (ProposedTask Task, Target Target, int? ClassCount) Judge(Column answers)
    {
        string name = answers.Name;
        int[] gaps = [.. Enumerable.Range(0, answers.Length).Where(answers.IsMissing)];
        if (gaps.Length > 0)
        {
            throw Refused(gaps.Length == answers.Length ? $"the target '{name}' has no value in any row"
                : $"the target '{name}' has no value in {(gaps.Length == 1 ? "row" : $"{gaps.Length} rows, the first of them row")} "
                    + $"{gaps[0]}: leave such rows out");
        }

        if (answers.Times is not null)
        {
            throw Refused($"the target '{name}' is times; these models learn classes and numbers");
        }

        var target = Target.FromColumn(answers);
        if (answers.Numbers is { } numbers)
        {
            int distinct = numbers.Distinct().Count();
            target.Numbers("a model");
            RefuseOneValue(name, distinct);
            return answers.DType.Kind == 'b' || (answers.DType.Kind is 'i' or 'u' && distinct <= FewClasses
                && (distinct <= 3 || distinct <= numbers.Length / 5))
                ? (ProposedTask.Classes, target, distinct) : (ProposedTask.Numbers, target, null);
        }

        int classes = ClassCodes.Of(target, "a classifier").Count;
        RefuseOneValue(name, classes);
        return classes > FewClasses && classes > answers.Length / 2
            ? throw Refused($"the target '{name}' has {classes} texts in {answers.Length} rows: a class of its own in almost every row, "
                + "from which nothing is learned about others")
            : (ProposedTask.Classes, target, classes);
    }

    /// <summary>Refuses a model that does not learn the target, as its training would.</summary>
    /// <param name="model">The model.</param>
    /// <param name="target">The target, or null.</param>
    /// <param name="fitting">The name of a model that fits.</param>
    internal static void Check(Trainer model, Target? target, string fitting)
    {
        string name = model.PythonName;
        bool isClassifier = TrainerKind.IsClassifier(model), isRegressor = TrainerKind.IsRegressor(model);
        if (!isClassifier && !isRegressor && !TrainerKind.SeeksGroups(model))
        {
            throw new TrainingException("FitClass", $"{name} gives no answers by itself: choose a model, such as {fitting}");
        }

        if (name is "VotingClassifier" or "VotingRegressor" or "StackingClassifier" or "StackingRegressor")
        {
            throw new TrainingException("FitClass",
                $"{name} is made of other models, which the file would have to name: choose one of those, such as {fitting}");
        }

        if (target is null && (isClassifier || isRegressor))
        {
            throw new TrainingException("FitTarget", $"{name} learns from a target, and none is named: "
                + $"name one, or choose a model that seeks groups, such as {fitting}");
        }

        if (isRegressor)
        {
            target!.Numbers(name);
        }
        else if (isClassifier)
        {
            ClassCodes.Of(target!, name);
        }
    }

    private static void RefuseOneValue(string name, int distinct)
    {
        if (distinct == 1)
        {
            throw Refused($"the target '{name}' has the same value in every row: there is nothing to learn");
        }
    }

    private static TrainingException Refused(string what) => new("FitTarget", what);
}
