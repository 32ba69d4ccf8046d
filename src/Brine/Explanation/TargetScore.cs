using Brine.Arrays;
using Brine.Models;

namespace Brine;

/// <summary>The score of a model against the true answers: <c>accuracy_score</c> of classifiers, <c>r2_score</c> of regressors.</summary>
internal sealed class TargetScore
{
    private readonly Estimator _estimator;
    private readonly double[]? _numbers;
    private readonly string[]? _texts;

    /// <exception cref="ModelInputException">The target does not fit the model, or has gaps.</exception>
    /// <exception cref="UnsupportedModelException">The model has no such score.</exception>
    internal TargetScore(Estimator estimator, Column target)
    {
        _estimator = estimator;
        Estimator last = ExplainedPart.Of(estimator).Estimator;
        IReadOnlyList<string>? kinds = last.Source.Class is { } type ? SklearnCatalog.Find(type)?.Kinds : null;
        bool isClassifier = estimator.Classes is not null && (kinds is null || kinds.Contains("classifier"));
        if (!estimator.Methods.HasFlag(Methods.Predict) || !(isClassifier || kinds is null || kinds.Contains("regressor")))
        {
            throw new UnsupportedModelException("UnsupportedExplanation",
                $"{last.ClassName} is no classifier of one target and no regressor: it has no score against a target", estimator.Path);
        }

        for (int row = 0; row < target.Length; row++)
        {
            if (target.IsMissing(row))
            {
                throw new ModelInputException("InputMissing", $"the target '{target.Name}' has no value in row {row}: leave the row out");
            }
        }

        Name = isClassifier ? "accuracy" : "r2";
        bool isText = isClassifier && estimator.Classes!.Values.DType.Kind is 'O' or 'U' or 'S' or 'T';
        if (isText)
        {
            _texts = [.. Enumerable.Range(0, target.Length).Select(row => target.TextAt(row)!)];
        }
        else
        {
            _numbers = target.TryGetNumbers(out ReadOnlySpan<double> numbers) ? numbers.ToArray()
                : throw new ModelInputException("InputText",
                    $"the target '{target.Name}' holds text, and {last.ClassName} answers with numbers");
        }
    }

    /// <summary>The name of the score.</summary>
    internal string Name { get; }

    private int Count => _texts?.Length ?? _numbers!.Length;

    internal double Of(Features rows, CancellationToken cancellationToken)
    {
        NDArray answer = _estimator.Call(Methods.Predict, rows, CallOptions.Default with { CancellationToken = cancellationToken })
            .ToArray();
        if (answer.Length != Count)
        {
            throw answer.Length == rows.RowCount
                ? new ModelInputException("InputShape", $"there are {rows.RowCount} rows and {Count} values of the target")
                : new UnsupportedModelException("UnsupportedExplanation",
                    $"{_estimator.ClassName} answers several targets at once: it has no score against one", _estimator.Path);
        }

        if (_texts is { } texts)
        {
            string?[] given = answer.ToStrings();
            return (double)texts.Where((text, row) => text == given[row]).Count() / texts.Length;
        }

        double[] numbers = _numbers!, predicted = answer.ToDoubles();
        return Name == "r2" ? RSquared(numbers, predicted)
            : (double)numbers.Where((number, row) => number == predicted[row]).Count() / numbers.Length;
    }

    /// <summary><c>r2_score</c>, in numpy's order of additions.</summary>
    private static double RSquared(double[] target, double[] predicted)
    {
        if (target.Length < 2)
        {
            return double.NaN;
        }

        double mean = PairwiseSum.Of<double>(target) / target.Length;
        var errors = new double[target.Length];
        var spreads = new double[target.Length];
        for (int i = 0; i < errors.Length; i++)
        {
            double error = target[i] - predicted[i], spread = target[i] - mean;
            (errors[i], spreads[i]) = (error * error, spread * spread);
        }

        double above = PairwiseSum.Of<double>(errors), below = PairwiseSum.Of<double>(spreads);
        return below != 0 ? 1 - (above / below) : above == 0 ? 1 : 0;
    }
}
