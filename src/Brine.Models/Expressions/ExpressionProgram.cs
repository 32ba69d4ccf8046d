namespace Brine.Models;

/// <summary>An expression over the columns of a row, ready to be computed. Errors of arithmetic are values until they are asked for, so
/// that the branch of a condition that is not taken raises none.</summary>
internal sealed class ExpressionProgram
{
    private readonly IReadOnlyList<ExpressionStep> _steps;

    private ExpressionProgram(IReadOnlyList<ExpressionStep> steps) => _steps = steps;

    /// <exception cref="FormatException">It is no expression of arithmetic, or names a function that is not known.</exception>
    internal static ExpressionProgram Parse(string text)
    {
        IReadOnlyList<ExpressionStep> steps = ExpressionParser.Parse(text);
        return steps.FirstOrDefault(step => step.Operator == "call"
            && !ExpressionFunctions.Has(step.Name, step.ArgumentCount)) is { } unknown
            ? throw new FormatException($"{unknown.Name} of {unknown.ArgumentCount}") : new ExpressionProgram(steps);
    }

    /// <summary>The places of the columns that the expression has.</summary>
    /// <param name="names">The names of all columns, or null where they have none.</param>
    /// <param name="count">How many there are.</param>
    /// <exception cref="ModelInputException">A column is not there.</exception>
    internal int[] Places(IReadOnlyList<string>? names, int count) => [.. _steps.Select(step =>
    {
        if (step.Operator != "column")
        {
            return -1;
        }

        int place = step.Column is { } number ? (number < 0 ? number + count : number)
            : Enumerable.Range(0, names?.Count ?? 0).FirstOrDefault(i => names![i] == step.Name, -1);
        return place >= 0 && place < count ? place
            : throw new ModelInputException("InputColumns",
                $"the expression needs the column {(step.Column is { } at ? $"{at}" : $"'{step.Name}'")}, and the data has "
                    + (names is null ? $"{count} columns without names" : string.Join(", ", names.Take(20))));
    })];

    /// <summary>Computes the expression of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="places">What <see cref="Places"/> gave.</param>
    /// <exception cref="ModelInputException">Python has no such operator of these values.</exception>
    internal ExpressionValue Run(ReadOnlySpan<double> row, int[] places)
    {
        var values = new Stack<ExpressionValue>();
        for (int i = 0; i < _steps.Count; i++)
        {
            ExpressionStep step = _steps[i];
            switch (step.Operator)
            {
                case "value":
                    values.Push(step.Value);
                    break;
                case "column":
                    values.Push(ExpressionValue.Float(row[places[i]]));
                    break;
                case "call":
                    var arguments = new ExpressionValue[step.ArgumentCount];
                    for (int k = arguments.Length - 1; k >= 0; k--)
                    {
                        arguments[k] = values.Pop();
                    }

                    values.Push(ExpressionFunctions.Call(step.Name, arguments));
                    break;
                case "not" or "~" or "u-" or "u+":
                    values.Push(ExpressionArithmetic.Of(step.Operator, values.Pop()));
                    break;
                case "else":
                    (ExpressionValue other, ExpressionValue condition, ExpressionValue first) = (values.Pop(), values.Pop(), values.Pop());
                    values.Push(condition.IsError ? condition : condition.IsTrue ? first : other);
                    break;
                default:
                    (ExpressionValue right, ExpressionValue left) = (values.Pop(), values.Pop());
                    values.Push(step.Operator switch
                    {
                        "and" => left.IsError || !left.IsTrue ? left : right,
                        "or" => left.IsError || left.IsTrue ? left : right,
                        _ => ExpressionArithmetic.Of(step.Operator, left, right),
                    });
                    break;
            }
        }

        return values.Pop();
    }
}
