using System.Text.Json;

namespace Brine.Training;

/// <summary>Fills in missing values: scikit-learn's <c>SimpleImputer</c>. NaN is what is missing; a missing text is NaN as in a data
/// frame.</summary>
public sealed class SimpleImputer : Trainer
{
    private static readonly string[] Names = ["mean", "median", "most_frequent", "constant"];

    /// <summary><c>strategy</c>: what is filled in.</summary>
    public ImputerStrategy Strategy { get; set; }

    /// <summary><c>fill_value</c>: a number or a text, for <see cref="ImputerStrategy.Constant"/>; None is 0, or
    /// <c>missing_value</c>.</summary>
    public PyValue FillValue { get; set; }

    /// <inheritdoc/>
    public override string PythonName => "SimpleImputer";

    private protected override string Module => "sklearn.impute._base";

    internal override void Bind(ParameterBinder binder)
    {
        binder.Write("missing_values", double.NaN);
        binder.Fixed("add_indicator", false);
        binder.Fixed("keep_empty_features", false);
        Strategy = (ImputerStrategy)Array.IndexOf(Names, binder.Text("strategy", Names[(int)Strategy], Names));
        if (binder.Take("fill_value") is { } given)
        {
            FillValue = given.ValueKind switch
            {
                JsonValueKind.Null => default,
                JsonValueKind.String => given.GetString(),
                JsonValueKind.Number when given.TryGetInt64(out long whole) => whole,
                JsonValueKind.Number => given.GetDouble(),
                _ => throw binder.Bad("fill_value", given.GetRawText(), "a number or a text"),
            };
        }

        binder.Write("fill_value", FillValue);
        if (!binder.IsNew)
        {
            binder.Fixed("verbose", "deprecated");
        }

        binder.Fixed("copy", true);
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        if (call.Rows is Table { HoldsObjects: true } table)
        {
            LearnObjects(table, call, attributes);
            return;
        }

        if (call.Rows is SparseMatrix)
        {
            throw new TrainingException("FitRows", "SimpleImputer is trained on dense rows here, and these are sparse");
        }

        DenseRows x = Strategy is ImputerStrategy.Mean or ImputerStrategy.Median ? call.Doubles(PythonName, allowMissing: true)
            : call.Numbers(PythonName, allowMissing: true);
        if (x.DType.Kind is not 'f')
        {
            x = x with { DType = DType.Float64 };
        }

        if (Strategy == ImputerStrategy.Constant && FillValue.Kind == PyKind.Str)
        {
            throw new TrainingException("FitParameter", $"SimpleImputer has fill_value={FillValue}, and the columns hold numbers");
        }

        attributes.SetFeatures(call.Names, x.ColumnCount);
        WriteTypes(attributes, x.DType);
        if (Strategy == ImputerStrategy.Constant && call.Context.IsNew)
        {
            PyValue fill = FillValue.IsNone ? 0L : FillValue;
            attributes.Set("statistics_", NDArray.OfObjects([x.ColumnCount], [.. Enumerable.Repeat(fill, x.ColumnCount)]));
            return;
        }

        double[] statistics = Strategy switch
        {
            ImputerStrategy.Mean => Means(x),
            ImputerStrategy.Constant => [.. Enumerable.Repeat(FillValue.TryGetDouble(out double number) ? number : 0, x.ColumnCount)],
            _ => [.. Enumerable.Range(0, x.ColumnCount).Select(column => OfColumn(x.Column(column)))],
        };
        attributes.Set("statistics_", NDArray.OfNumbers(statistics, Strategy == ImputerStrategy.Mean ? DType.Float64 : x.DType));
    }

    private static double[] Means(DenseRows x)
    {
        double[] sums = ColumnSums.Of(x.With(Array.ConvertAll(x.Values, value => double.IsNaN(value) ? 0 : value)));
        var counts = new double[x.ColumnCount];
        for (int i = 0; i < x.Values.Length; i++)
        {
            counts[i % x.ColumnCount] += double.IsNaN(x.Values[i]) ? 0 : 1;
        }

        for (int column = 0; column < sums.Length; column++)
        {
            sums[column] = counts[column] == 0 ? double.NaN : sums[column] / counts[column];
        }

        return sums;
    }

    private double OfColumn(double[] column)
    {
        double[] present = Array.FindAll(column, value => !double.IsNaN(value));
        if (present.Length == 0)
        {
            return double.NaN;
        }

        Array.Sort(present);
        if (Strategy == ImputerStrategy.Median)
        {
            int half = present.Length / 2;
            return present.Length % 2 == 1 ? present[half] : (present[half - 1] + present[half]) / 2.0;
        }

        double best = present[0];
        int most = 0;
        for (int start = 0, i = 1; i <= present.Length; i++)
        {
            if (i == present.Length || present[i] != present[start])
            {
                (best, most) = i - start > most ? (present[start], i - start) : (best, most);
                start = i;
            }
        }

        return best;
    }

    private void LearnObjects(Table table, FitCall call, AttributeWriter attributes)
    {
        if (Strategy is ImputerStrategy.Mean or ImputerStrategy.Median)
        {
            throw new ModelInputException("InputText",
                $"SimpleImputer takes the {Names[(int)Strategy]} of numbers, and a column holds text: take the most frequent value "
                    + "or a constant");
        }

        if (table.RowCount == 0)
        {
            throw new TrainingException("FitRows", "there are no rows for SimpleImputer to learn from");
        }

        PyValue fill = FillValue.IsNone ? "missing_value" : FillValue;
        PyValue[] statistics = [.. table.Columns.Select(column => Strategy == ImputerStrategy.Constant ? fill
            : MostFrequent(column.ToObjects(double.NaN).ToCells()))];
        attributes.SetFeatures(call.Names, table.ColumnCount);
        WriteTypes(attributes, DType.Object);
        attributes.Set("statistics_", NDArray.OfObjects([statistics.Length], statistics));
    }

    private static PyValue MostFrequent(PyValue[] cells)
    {
        var counts = new Dictionary<PyValue, int>();
        foreach (PyValue cell in cells)
        {
            if (!(cell.Kind == PyKind.Float && cell.TryGetDouble(out double number) && double.IsNaN(number)))
            {
                counts[cell] = counts.GetValueOrDefault(cell) + 1;
            }
        }

        if (counts.Count == 0)
        {
            return double.NaN;
        }

        int most = counts.Values.Max();
        PyValue[] tied = [.. counts.Where(pair => pair.Value == most).Select(pair => pair.Key)];
        return tied.Length == 1 ? tied[0] : CategoryValues.Least(tied);
    }

    private static void WriteTypes(AttributeWriter attributes, DType dtype)
    {
        PyValue described = attributes.Context.Arrays.Describe(dtype);
        attributes.Set("_fit_dtype", described);
        if (attributes.Context.IsNew)
        {
            attributes.Set("_fill_dtype", described);
        }

        attributes.Set("indicator_", PyValue.None);
    }
}
