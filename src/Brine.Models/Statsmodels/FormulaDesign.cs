using System.Globalization;
using System.Text.RegularExpressions;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>The columns that patsy makes of a frame for a formula, read out of their names: <c>Intercept</c>, <c>age</c>,
/// <c>C(kind)[T.b]</c>, <c>np.log1p(fare)</c>, <c>I(age ** 2)</c>, and products of these with colons.</summary>
internal sealed partial class FormulaDesign
{
    private readonly FormulaFactor[][] _columns;

    private FormulaDesign(FormulaFactor[][] columns) => _columns = columns;

    /// <summary>The columns of the data that are used.</summary>
    internal IReadOnlyList<string> Names => [.. _columns.SelectMany(factors => factors).Select(factor => factor.Column).Distinct()];

    /// <summary>Reads the names of the columns.</summary>
    /// <param name="reader">The results, for messages.</param>
    /// <param name="names">The names.</param>
    /// <param name="frame">The data of the training, which says the categories.</param>
    internal static FormulaDesign Read(EstimatorReader reader, IReadOnlyList<string> names, DataFrame frame) =>
        new([.. names.Select(name => name == "Intercept" ? []
            : name.Split(':').Select(factor => Factor(factor, frame)
                ?? throw reader.Unsupported($"'{factor}' in a formula, which only patsy makes,")).ToArray())]);

    /// <summary>The matrix of the design.</summary>
    /// <exception cref="ModelInputException">A column is not there, or holds a category that training had not.</exception>
    internal Matrix Apply(Features x, string className)
    {
        var frame = new FrameDraft(x, className);
        var values = new double[x.RowCount * _columns.Length];
        for (int c = 0; c < _columns.Length; c++)
        {
            double[][] factors = [.. _columns[c].Select(factor => factor.Values(frame))];
            for (int row = 0; row < x.RowCount; row++)
            {
                double product = 1;
                foreach (double[] factor in factors)
                {
                    product *= factor[row];
                }

                values[(row * _columns.Length) + c] = product;
            }
        }

        return new Matrix(x.RowCount, _columns.Length, values);
    }

    private static FormulaFactor? Factor(string text, DataFrame frame)
    {
        if (Level().Match(text) is { Success: true } level)
        {
            string column = level.Groups["plain"].Value.Length > 0 ? level.Groups["plain"].Value : level.Groups["inner"].Value;
            return frame.ColumnNames.Contains(column) && CategoriesOf(frame[column]) is { } categories
                && categories.FirstOrDefault(item => Text(item) == level.Groups["level"].Value) is { IsNone: false } value
                ? new FormulaFactor(column, null, value, categories) : null;
        }

        (string name, Func<double, double>? function) =
            Call().Match(text) is { Success: true } call ? (call.Groups[2].Value, FunctionOf(call.Groups[1].Value))
            : Power().Match(text) is { Success: true } power
                && int.Parse(power.Groups[2].Value, CultureInfo.InvariantCulture) is var exponent
                ? (power.Groups[1].Value, value => exponent == 2 ? value * value : Math.Pow(value, exponent))
            : (text, value => value);
        return function is not null && frame.ColumnNames.Contains(name) && frame[name].ToDoubles() is not null
            ? new FormulaFactor(name, function, default, []) : null;
    }

    private static Func<double, double>? FunctionOf(string name) => name switch
    {
        "log" => Math.Log,
        "log1p" => LogarithmOfOnePlus.Log1p,
        "log10" => Math.Log10,
        "exp" => Math.Exp,
        "sqrt" => Math.Sqrt,
        "abs" or "absolute" => Math.Abs,
        _ => null,
    };

    private static PyValue[]? CategoriesOf(PandasArray column)
    {
        var values = new List<PyValue>();
        for (int row = 0; row < column.Length; row++)
        {
            PyValue value = ColumnCells.Open(column[row]);
            if (PandasMissing.Is(value))
            {
                continue;
            }

            if (value.Kind is not (PyKind.Str or PyKind.Int or PyKind.Bool or PyKind.Float))
            {
                return null;
            }

            if (!values.Exists(known => known.Kind == value.Kind && known.Equals(value)))
            {
                values.Add(value);
            }

            if (values.Count > MostCategories)
            {
                return null;
            }
        }

        return [.. values];
    }

    private const int MostCategories = 10_000;

    private static string Text(PyValue value) => value.AsString() ?? value.ToString();

    [GeneratedRegex(@"^(?:C\((?<inner>\w+)\)|(?<plain>\w+))\[(?:T\.)?(?<level>.+)\]$", RegexOptions.CultureInvariant)]
    private static partial Regex Level();

    [GeneratedRegex(@"^np\.(\w+)\((\w+)\)$", RegexOptions.CultureInvariant)]
    private static partial Regex Call();

    [GeneratedRegex(@"^I\((\w+) \*\* ([1-9])\)$", RegexOptions.CultureInvariant)]
    private static partial Regex Power();
}
