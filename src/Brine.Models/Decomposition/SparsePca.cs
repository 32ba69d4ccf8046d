using Brine.Arrays;

namespace Brine.Models;

/// <summary>SparsePCA and MiniBatchSparsePCA.</summary>
internal sealed class SparsePca : Estimator
{
    private readonly SparseComponentsForm _form;
    private readonly SparseComponentsKernel _kernel;
    private readonly ComponentSolver _solver;
    private readonly bool _isSingle;
    private readonly bool _hasSingleMean;

    internal SparsePca(EstimatorInfo info, SparseComponentsForm form, ComponentSolver solver)
        : base(info)
    {
        _form = form;
        _solver = solver;
        _kernel = new SparseComponentsKernel(form, solver);
        _isSingle = form.Components.DType.IsSingle();
        _hasSingleMean = form.Mean?.DType.IsSingle() ?? false;
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods => Methods.Transform
        | (Info.SavedVersion.IsAtLeast(1, 2) ? Methods.InverseTransform : Methods.None)
        | (Info.SavedVersion.IsAtLeast(1, 1) ? Methods.GetFeatureNamesOut : Methods.None);

    public override int? FeatureCount => _kernel.InputCount;

    public override InputContract Inputs(Methods method) => InputContract.Finite;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        TransformedNames.Numbered(ClassName.ToLowerInvariant(), _kernel.OutputCount);

    private protected override RowKernel? KernelCore(Methods method) =>
        method == Methods.Transform && !_form.ScalesByBatch && !_isSingle && !_hasSingleMean ? _kernel : null;

    private protected override Answer Run(Methods method, Features x, CallOptions options) =>
        method == Methods.InverseTransform ? Answer.Of(InverseTransform(x)) : base.Run(method, x, options);

    private protected override Features TransformCore(Features x)
    {
        Matrix rows = x.ToMatrix();
        int width = _kernel.OutputCount;
        var output = new double[checked(rows.RowCount * width)];
        Matrix centered = Center(rows);
        for (int row = 0; row < rows.RowCount; row++)
        {
            _solver.Solve(centered.Row(row), output.AsSpan(row * width, width));
        }

        if (_form.ScalesByBatch)
        {
            Scale(output, width);
        }

        return new Matrix(rows.RowCount, width, output, _isSingle ? DType.Float32 : DType.Float64);
    }

    /// <summary>
    /// <c>X - mean_</c>, in float32 where numpy does it so, and what <c>ridge_regression</c> then refuses: what does not fit the precision
    /// of the components.
    /// </summary>
    private Matrix Center(Matrix rows)
    {
        bool rounds = _isSingle || (_hasSingleMean && rows.DType.FitsSingle());
        if (_form.Mean is null && !rounds)
        {
            return rows;
        }

        double[] mean = _form.Mean?.ToDoubles() ?? new double[rows.ColumnCount], centered = rows.Values.ToArray();
        for (int i = 0; i < centered.Length; i++)
        {
            double left = centered[i] - mean[i % mean.Length];
            centered[i] = rounds ? (float)left : left;
            if (!double.IsFinite(centered[i]))
            {
                throw TooLarge($"the value in row {RowNumbers.Of(i / mean.Length)}, column {i % mean.Length}",
                    rounds ? "float32" : "float64");
            }
        }

        return new Matrix(rows.RowCount, rows.ColumnCount, centered);
    }

    /// <summary>The error about a value whose distance from the mean is not finite.</summary>
    internal static ModelInputException TooLarge(FormattableString value, string precision) =>
        new("InputNotFinite", $"{FormattableString.Invariant(value)} less the mean of the column is too large for {precision}, "
            + "in which the components are solved");

    private static void Scale(double[] values, int width)
    {
        for (int column = 0; column < width; column++)
        {
            double sum = 0;
            for (int i = column; i < values.Length; i += width)
            {
                sum += values[i] * values[i];
            }

            double length = sum == 0 ? 1 : Math.Sqrt(sum);
            for (int i = column; i < values.Length; i += width)
            {
                values[i] /= length;
            }
        }
    }

    /// <summary><c>(X @ components_) + mean_</c>, each step in float32 where both of its sides fit that.</summary>
    private Matrix InverseTransform(Features x)
    {
        Matrix rows = x.ToMatrix();
        int count = _kernel.OutputCount, width = _kernel.InputCount;
        if (rows.ColumnCount != count)
        {
            throw new ModelInputException("InputFeatures",
                $"the data has {rows.ColumnCount} columns and {ClassName} has {count} components");
        }

        double[] components = _form.Components.ToDoubles(), mean = _form.Mean?.ToDoubles() ?? new double[width];
        bool multiplies = _isSingle && rows.DType.FitsSingle(), isSingle = multiplies && (_form.Mean is null || _hasSingleMean);
        var output = new double[checked(rows.RowCount * width)];
        for (int row = 0; row < rows.RowCount; row++)
        {
            Span<double> made = output.AsSpan(row * width, width);
            for (int k = 0; k < count; k++)
            {
                double weight = rows.Row(row)[k];
                for (int column = 0; column < width; column++)
                {
                    double product = weight * components[(k * width) + column];
                    made[column] = multiplies ? (float)(made[column] + (float)product) : made[column] + product;
                }
            }

            for (int column = 0; column < width; column++)
            {
                made[column] = isSingle ? (float)(made[column] + mean[column]) : made[column] + mean[column];
            }
        }

        return new Matrix(rows.RowCount, width, output, isSingle ? DType.Float32 : DType.Float64);
    }
}
