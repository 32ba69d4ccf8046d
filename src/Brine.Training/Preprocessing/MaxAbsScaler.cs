namespace Brine.Training;

/// <summary>Divides each column by its largest absolute value: scikit-learn's <c>MaxAbsScaler</c>.</summary>
public sealed class MaxAbsScaler : Trainer, IPartialTrainer
{
    private const double Smallest = 10 * 2.220446049250313e-16;
    private const double SmallestSingle = 10 * 1.1920929e-07f;

    /// <inheritdoc/>
    public override string PythonName => "MaxAbsScaler";

    private protected override string Module => "sklearn.preprocessing._data";

    internal override bool KeepsOrder => true;

    internal override void Bind(ParameterBinder binder)
    {
        binder.Fixed("copy", true);
        binder.Fixed("clip", false, binder.IsNew);
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes) =>
        Learn(new PartialCall(call, null, null), attributes);

    void IPartialTrainer.Continue(PartialCall call, AttributeWriter attributes) => Learn(call, attributes);

    private void Learn(PartialCall call, AttributeWriter attributes)
    {
        DenseRows x = call.Checked(call.Fit.Numbers(PythonName, allowMissing: true), PythonName);
        var most = new double[x.ColumnCount];
        Array.Fill(most, double.NaN);
        for (int i = 0; i < x.Values.Length; i++)
        {
            int column = i % x.ColumnCount;
            double size = Math.Abs(x.Values[i]);
            most[column] = size > most[column] || double.IsNaN(most[column]) ? (double.IsNaN(size) ? most[column] : size) : most[column];
        }

        bool isSingle = x.IsSingle;
        if (call.Before is { } before)
        {
            if (before.NumericArray("max_abs_").DType.IsSingle() != isSingle)
            {
                throw new TrainingException("FitRows", "MaxAbsScaler goes on from rows of the same dtype alone: float32 or float64");
            }

            most = [.. most.Zip(before.Numbers(x.ColumnCount, "max_abs_"), Math.Max)];
        }

        DType dtype = isSingle ? DType.Float32 : DType.Float64;
        double[] scale = Array.ConvertAll(most, size => size < (isSingle ? SmallestSingle : Smallest) ? 1.0 : size);
        attributes.SetFeatures(call.Fit.Names, x.ColumnCount)
            .Set("n_samples_seen_", x.RowCount + (call.Before?.Int("n_samples_seen_") ?? 0))
            .Set("max_abs_", NDArray.OfNumbers(most, dtype)).Set("scale_", NDArray.OfNumbers(scale, dtype));
    }
}
