using Brine.Arrays;

namespace Brine.Models;

/// <summary>SparsePCA and MiniBatchSparsePCA.</summary>
internal sealed class SparsePca : Estimator
{
    private readonly SparseComponentsForm _form;
    private readonly SparseComponentsKernel _kernel;
    private readonly bool _isSingle;

    internal SparsePca(EstimatorInfo info, SparseComponentsForm form, SparseComponentsKernel kernel)
        : base(info)
    {
        _form = form;
        _kernel = kernel;
        _isSingle = form.Components.DType.IsSingle();
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods => Methods.Transform
        | (Info.SavedVersion.IsAtLeast(1, 2) ? Methods.InverseTransform : Methods.None)
        | (Info.SavedVersion.IsAtLeast(1, 1) ? Methods.GetFeatureNamesOut : Methods.None);

    public override int? FeatureCount => _kernel.InputCount;

    public override InputContract Inputs(Methods method) =>
        _isSingle && method == Methods.Transform ? InputContract.Finite with { Precision = InputPrecision.Single, LooksFirst = true }
            : InputContract.Finite;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        TransformedNames.Numbered(ClassName.ToLowerInvariant(), _kernel.OutputCount);

    private protected override RowKernel? KernelCore(Methods method) =>
        method == Methods.Transform && !_form.ScalesByBatch && !_isSingle ? _kernel : null;

    private protected override Answer Run(Methods method, Features x, CallOptions options) =>
        method == Methods.InverseTransform ? Answer.Of(InverseTransform(x)) : base.Run(method, x, options);

    private protected override Features TransformCore(Features x)
    {
        Matrix rows = x.ToMatrix();
        int width = _kernel.OutputCount;
        var output = new double[checked(rows.RowCount * width)];
        for (int row = 0; row < rows.RowCount; row++)
        {
            _kernel.Run(rows.Row(row), output.AsSpan(row * width, width));
        }

        if (_form.ScalesByBatch)
        {
            Scale(output, width);
        }

        return new Matrix(rows.RowCount, width, output, _isSingle ? DType.Float32 : DType.Float64);
    }

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

    /// <summary><c>(X @ components_) + mean_</c></summary>
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
        var output = new double[checked(rows.RowCount * width)];
        for (int row = 0; row < rows.RowCount; row++)
        {
            Span<double> made = output.AsSpan(row * width, width);
            for (int k = 0; k < count; k++)
            {
                double weight = rows.Row(row)[k];
                for (int column = 0; column < width; column++)
                {
                    made[column] += weight * components[(k * width) + column];
                }
            }

            for (int column = 0; column < width; column++)
            {
                made[column] += mean[column];
            }
        }

        bool isSingle = _isSingle && rows.DType.IsSingle();
        return new Matrix(rows.RowCount, width, isSingle ? Array.ConvertAll(output, value => (double)(float)value) : output,
            isSingle ? DType.Float32 : DType.Float64);
    }
}
