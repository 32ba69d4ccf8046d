using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads the samplers of <c>sklearn.kernel_approximation</c> and the random projections.</summary>
internal static class SamplerReader
{
    private static readonly double[] Intervals = [0.8, 0.5, 0.4];

    internal static Sampler Rbf(EstimatorReader reader)
    {
        SamplerForm form = Cosines(reader);
        int count = form.Weights.Shape[1];
        double scale = reader.SavedBy.IsAtLeast(1, 1) ? Math.Pow(2.0 / count, 0.5) : Math.Sqrt(2.0) / Math.Sqrt(count);
        return new(reader.Info, form with { Scale = scale }, InputContract.FiniteOrSparse, reader.SavedBy.IsAtLeast(1, 1));
    }

    internal static Sampler Skewed(EstimatorReader reader)
    {
        SamplerForm form = Cosines(reader);
        form = form with { Scale = Math.Sqrt(2.0) / Math.Sqrt(form.Weights.Shape[1]), Skewedness = reader.Double("skewedness", 1) };
        return new(reader.Info, form, InputContract.Finite with { Floats = InputFloats.DoubleOrSingle }, reader.SavedBy.IsAtLeast(1, 1));
    }

    internal static AdditiveChi2Sampler Additive(EstimatorReader reader)
    {
        int steps = reader.Int("sample_steps", 2);
        double interval = reader.Has("sample_interval_") ? reader.Double("sample_interval_")
            : reader.Has("sample_interval") ? reader.Double("sample_interval")
            : steps is >= 1 and <= 3 ? Intervals[steps - 1]
            : throw reader.Missing("sample_interval");
        return steps is >= 1 and <= ushort.MaxValue
            ? new(reader.Info, new AdditiveChi2Form(steps, interval), reader.SavedBy.IsAtLeast(1, 1))
            : throw reader.Corrupt("sample_steps", $"it is {steps}");
    }

    internal static Sampler Projection(EstimatorReader reader)
    {
        CsrMatrix? sparse = CsrMatrix.From(reader.Value("components_"));
        NDArray weights = Transposed(Matrix(reader, "components_"));
        NDArray? inverse = reader.Has("inverse_components_") ? Transposed(Matrix(reader, "inverse_components_")) : null;
        if (inverse is not null && (inverse.Shape[0] != weights.Shape[1] || inverse.Shape[1] != weights.Shape[0]))
        {
            throw reader.Corrupt("inverse_components_", "it does not fit the components");
        }

        return new(reader.Info,
            Checked(reader,
                new SamplerForm(weights)
                    { Inverse = inverse, SparseComponents = sparse, IsProjection = true,
                        KeepsSparse = sparse is not null && !reader.Flag("dense_output", false) }),
                        InputContract.FiniteOrSparse
                            with { Floats = reader.SavedBy.IsAtLeast(1, 1) ? InputFloats.DoubleOrSingle : InputFloats.AsGiven },
                            reader.SavedBy.IsAtLeast(1, 1));
    }

    private static SamplerForm Cosines(EstimatorReader reader)
    {
        NDArray weights = reader.NumericArray("random_weights_"), offsets = reader.NumericArray("random_offset_");
        return weights.Rank == 2 && offsets.Rank == 1 && offsets.Length == weights.Shape[1] && weights.Shape[1] > 0
            ? Checked(reader, new SamplerForm(weights) { Offsets = offsets })
            : throw reader.Corrupt("random_weights_", "it does not fit the offsets");
    }

    private static SamplerForm Checked(EstimatorReader reader, SamplerForm form) =>
        !reader.TryInt("n_features_in_", out int count) || count == form.Weights.Shape[0] ? form
            : throw reader.Corrupt("n_features_in_", $"it is {count}, and there are weights for {form.Weights.Shape[0]} columns");

    private static NDArray Matrix(EstimatorReader reader, string name)
    {
        if (CsrMatrix.From(reader.Value(name)) is { } sparse)
        {
            return NDArray.OfNumbers(sparse.ToDense(), sparse.DType, sparse.RowCount, sparse.ColumnCount);
        }

        NDArray matrix = reader.NumericArray(name);
        return matrix.Rank == 2 ? matrix : throw reader.Corrupt(name, "it is no matrix");
    }

    private static NDArray Transposed(NDArray array)
    {
        int rows = array.Shape[0], columns = array.Shape[1];
        double[] values = array.ToDoubles();
        var turned = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            turned[(i % columns * rows) + (i / columns)] = values[i];
        }

        return NDArray.OfNumbers(turned, array.DType, columns, rows);
    }
}
