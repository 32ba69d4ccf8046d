using Brine.Arrays;
using Brine.Models;

namespace Brine;

/// <summary>
/// What a model answers on average where one column has the same value in all rows, value by value: scikit-learn's
/// <c>partial_dependence</c> by its method <c>brute</c>. Classifiers answer with <c>predict_proba</c>, or with <c>decision_function</c>
/// where they have no probabilities; of two classes the second is shown.
/// </summary>
public sealed class PartialDependence
{
    private readonly double[] _averages;

    private PartialDependence(string feature, string method, IReadOnlyList<string> outputs, double[] grid, IReadOnlyList<string>? texts,
        double[] averages)
    {
        FeatureName = feature;
        Method = method;
        OutputNames = outputs;
        Grid = Array.AsReadOnly(grid);
        Texts = texts;
        _averages = averages;
    }

    /// <summary>The column.</summary>
    public string FeatureName { get; }

    /// <summary>The method whose answers are averaged.</summary>
    public string Method { get; }

    /// <summary>A name for each output.</summary>
    public IReadOnlyList<string> OutputNames { get; }

    /// <summary>The values of the column; of a column of text their numbers.</summary>
    public IReadOnlyList<double> Grid { get; }

    /// <summary>The values of a column of text; null for numbers.</summary>
    public IReadOnlyList<string>? Texts { get; }

    /// <summary>The averages of an output, one for each value.</summary>
    public ReadOnlySpan<double> Of(int output = 0) => _averages.AsSpan(output * Grid.Count, Grid.Count);

    /// <summary>Asks a model about the same rows with every value of a column.</summary>
    /// <param name="estimator">A classifier or regressor; a pipeline is asked whole, about the columns of the data.</param>
    /// <param name="rows">The rows, in the columns of the model.</param>
    /// <param name="column">The column, from 0.</param>
    /// <param name="options">Which values.</param>
    /// <exception cref="ModelInputException">The rows do not fit the model, or the column has gaps in text.</exception>
    /// <exception cref="UnsupportedModelException">The model does not predict.</exception>
    /// <exception cref="ArgumentException">The column is not there, or the options say no range of values.</exception>
    /// <exception cref="OperationCanceledException">The token of the options was cancelled.</exception>
    public static PartialDependence Of(Estimator estimator, Features rows, int column, PartialDependenceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        ArgumentNullException.ThrowIfNull(rows);
        options ??= PartialDependenceOptions.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(rows.RowCount, 1, nameof(rows));
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, rows.ColumnCount);
        if (options.Resolution < 2 || !(options.Lowest >= 0 && options.Lowest < options.Highest && options.Highest <= 1))
        {
            throw new ArgumentException("the resolution must be 2 or more, and the percentiles two numbers from 0 to 1, the smaller first",
                nameof(options));
        }

        Features data = rows is SparseMatrix sparse ? sparse.ToMatrix() : rows;
        string name = rows.ColumnNames?[column] ?? estimator.FeatureNamesIn?[column] ?? $"x{column}";
        Methods method = estimator.Classes is null ? Methods.Predict
            : estimator.Methods.HasFlag(Methods.PredictProba) ? Methods.PredictProba : Methods.DecisionFunction;
        string[]? texts = data is Table { Columns: var columns } && columns[column].IsText ? TextsOf(columns[column]) : null;
        double[] grid = texts is not null ? [.. Enumerable.Range(0, texts.Length).Select(i => (double)i)]
            : GridOf(NumbersOf(data, column), options);
        double[][] averages = new double[grid.Length][];
        for (int i = 0; i < grid.Length; i++)
        {
            Features changed = texts is not null ? DataColumns.Fill((Table)data, column, texts[i])
                : DataColumns.Fill(data, column, grid[i]);
            averages[i] = Average(estimator.Call(method, changed,
                CallOptions.Default with { CancellationToken = options.CancellationToken }).ToArray(), method);
        }

        int outputs = averages[0].Length;
        var all = new double[outputs * grid.Length];
        for (int at = 0; at < all.Length; at++)
        {
            all[at] = averages[at % grid.Length][at / grid.Length];
        }

        return new PartialDependence(name, MethodNames.Of(method), NamesOf(estimator, outputs), grid, texts, all);
    }

    private static IReadOnlyList<string> NamesOf(Estimator estimator, int outputs) =>
        estimator.Classes is { } classes && outputs == classes.Count ? classes.Names
        : estimator.Classes is { Count: 2 } two && outputs == 1 ? [two.Names[1]]
        : outputs == 1 ? [""] : [.. Enumerable.Range(0, outputs).Select(output => $"{output}")];

    /// <summary><c>np.average(answer, axis=0)</c>; of two probabilities that of the second.</summary>
    private static double[] Average(NDArray answer, Methods method)
    {
        double[] values = answer.ToDoubles();
        int rows = answer.Shape[0], width = answer.Rank == 1 ? 1 : answer.Shape[1];
        if (width == 2 && method == Methods.PredictProba)
        {
            values = [.. values.Where((_, at) => at % 2 == 1)];
            width = 1;
        }

        if (width == 1)
        {
            return [PairwiseSum.Of<double>(values) / rows];
        }

        var sums = new double[width];
        for (int at = 0; at < values.Length; at++)
        {
            sums[at % width] += values[at];
        }

        return Array.ConvertAll(sums, sum => sum / rows);
    }

    private static string[] TextsOf(Column column)
    {
        var texts = new SortedSet<string>(StringComparer.Ordinal);
        for (int row = 0; row < column.Length; row++)
        {
            texts.Add(column.TextAt(row) ?? throw new ModelInputException("InputMissing",
                $"column '{column.Name}' has no value in row {row}, and gaps have no place among values of text"));
        }

        return [.. texts];
    }

    private static double[] NumbersOf(Features data, int column)
    {
        if (data is Table table)
        {
            return table.Columns[column].TryGetNumbers(out ReadOnlySpan<double> numbers) ? numbers.ToArray()
                : throw new ModelInputException("InputText", $"column '{table.Columns[column].Name}' holds neither numbers nor text alone");
        }

        var matrix = (Matrix)data;
        var values = new double[matrix.RowCount];
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = matrix.Row(row)[column];
        }

        return values;
    }

    /// <summary><c>_grid_from_X</c>: all values where there are few, else so many between two percentiles.</summary>
    private static double[] GridOf(double[] values, PartialDependenceOptions options)
    {
        // NaN comes last, as numpy sorts it.
        Array.Sort(values, (left, right) =>
            double.IsNaN(left) || double.IsNaN(right) ? double.IsNaN(left).CompareTo(double.IsNaN(right)) : left.CompareTo(right));
        double[] distinct = [.. values.Where((value, i) => i == 0 || !(value == values[i - 1] || double.IsNaN(values[i - 1])))];
        if (distinct.Length < options.Resolution)
        {
            return distinct;
        }

        double first = Quantile(values, options.Lowest), last = Quantile(values, options.Highest);
        if (Math.Abs(first - last) <= 1e-8 + (1e-5 * Math.Abs(last)))
        {
            throw new ArgumentException("the percentiles are too close to each other: say some that are further apart", nameof(options));
        }

        double step = (last - first) / (options.Resolution - 1);
        return [.. Enumerable.Range(0, options.Resolution).Select(i => i == options.Resolution - 1 ? last : (i * step) + first)];
    }

    /// <summary>scipy's <c>mquantiles</c>, whose two parameters are 0.4.</summary>
    private static double Quantile(double[] sorted, double share)
    {
        const double Alpha = 0.4;
        double place = (sorted.Length * share) + (Alpha + (share * (1 - Alpha - Alpha)));
        int below = (int)Math.Floor(Math.Clamp(place, 1, Math.Max(1, sorted.Length - 1)));
        double part = Math.Clamp(place - below, 0, 1);
        return ((1 - part) * sorted[below - 1]) + (part * sorted[below]);
    }
}
