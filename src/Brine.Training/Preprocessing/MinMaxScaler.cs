namespace Brine.Training;

/// <summary>Moves each column into a range: scikit-learn's <c>MinMaxScaler</c>.</summary>
public sealed class MinMaxScaler : Trainer, IPartialTrainer
{
    private const double Smallest = 10 * 2.220446049250313e-16;
    private const double SmallestSingle = 10 * 1.1920929e-07f;

    /// <summary>The least value of <c>feature_range</c>.</summary>
    public double Minimum { get; set; }

    /// <summary>The largest value of <c>feature_range</c>.</summary>
    public double Maximum { get; set; } = 1;

    /// <summary><c>clip</c>: whether values that training never saw are cut to the range.</summary>
    public bool Clips { get; set; }

    /// <inheritdoc/>
    public override string PythonName => "MinMaxScaler";

    private protected override string Module => "sklearn.preprocessing._data";

    internal override bool KeepsOrder => true;

    internal override void Bind(ParameterBinder binder)
    {
        if (binder.Take("feature_range") is { } given)
        {
            (Minimum, Maximum) = given.ValueKind == System.Text.Json.JsonValueKind.Array && given.GetArrayLength() == 2
                ? (binder.NumberOf("feature_range", given[0]), binder.NumberOf("feature_range", given[1]))
                : throw binder.Bad("feature_range", given.GetRawText(), "two numbers");
        }

        if (!(Minimum < Maximum))
        {
            throw binder.Bad("feature_range", $"({Minimum}, {Maximum})", "two numbers, the smaller one first");
        }

        binder.Write("feature_range", new PyTuple(Whole(Minimum), Whole(Maximum)));
        binder.Fixed("copy", true);
        Clips = binder.Flag("clip", Clips);
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes) =>
        Learn(new PartialCall(call, null, null), attributes);

    void IPartialTrainer.Continue(PartialCall call, AttributeWriter attributes) => Learn(call, attributes);

    private void Learn(PartialCall call, AttributeWriter attributes)
    {
        if (call.Fit.Rows is SparseMatrix)
        {
            throw new TrainingException("FitRows", "MinMaxScaler takes no sparse rows, for nothing would stay zero; take MaxAbsScaler");
        }

        DenseRows x = call.Checked(call.Fit.Numbers(PythonName, allowMissing: true), PythonName);
        int columns = x.ColumnCount;
        double[] least = new double[columns], most = new double[columns], range = new double[columns], scale = new double[columns],
            shift = new double[columns];
        Array.Fill(least, double.NaN);
        Array.Fill(most, double.NaN);
        for (int i = 0, column = 0; i < x.Values.Length; i++)
        {
            double value = x.Values[i];
            if (!double.IsNaN(value))
            {
                least[column] = value < least[column] || double.IsNaN(least[column]) ? value : least[column];
                most[column] = value > most[column] || double.IsNaN(most[column]) ? value : most[column];
            }

            column = column + 1 == columns ? 0 : column + 1;
        }

        // Rows of float32 are scaled in single precision, operation by operation.
        bool isSingle = x.IsSingle;
        if (call.Before is { } before)
        {
            if (before.NumericArray("data_min_").DType.IsSingle() != isSingle)
            {
                throw new TrainingException("FitRows", "MinMaxScaler goes on from rows of the same dtype alone: float32 or float64");
            }

            least = [.. least.Zip(before.Numbers(columns, "data_min_"), Math.Min)];
            most = [.. most.Zip(before.Numbers(columns, "data_max_"), Math.Max)];
        }

        for (int column = 0; column < columns; column++)
        {
            range[column] = Round(most[column] - least[column]);
            scale[column] = Round((Maximum - Minimum) / (range[column] < (isSingle ? SmallestSingle : Smallest) ? 1.0 : range[column]));
            shift[column] = Round(Minimum - Round(least[column] * scale[column]));
        }

        DType dtype = isSingle ? DType.Float32 : DType.Float64;
        attributes.SetFeatures(call.Fit.Names, columns)
            .Set("n_samples_seen_", x.RowCount + (call.Before?.Int("n_samples_seen_") ?? 0))
            .Set("scale_", NDArray.OfNumbers(scale, dtype))
            .Set("min_", NDArray.OfNumbers(shift, dtype)).Set("data_min_", NDArray.OfNumbers(least, dtype))
            .Set("data_max_", NDArray.OfNumbers(most, dtype)).Set("data_range_", NDArray.OfNumbers(range, dtype));

        double Round(double value) => isSingle ? (float)value : value;
    }

    private static PyValue Whole(double value) => value == Math.Truncate(value) ? (PyValue)(long)value : value;
}
