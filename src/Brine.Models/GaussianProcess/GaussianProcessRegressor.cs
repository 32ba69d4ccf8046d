using Brine.Arrays;

namespace Brine.Models;

/// <summary>GaussianProcessRegressor: the mean and the deviation of the process that went through the rows of the training.</summary>
internal sealed class GaussianProcessRegressor : Estimator
{
    private readonly GaussianProcessForm _form;
    private readonly ProcessKernelProgram _kernel;
    private readonly DenseLayer<double> _weights;
    private readonly double[] _means;
    private readonly double[] _scales;
    private readonly TriangularSolver _factor;
    private readonly Lazy<DenseLayer<double>> _inverse;

    internal GaussianProcessRegressor(EstimatorInfo info, GaussianProcessForm form)
        : base(info)
    {
        _form = form;
        int count = form.Rows.Shape[0];
        TargetCount = form.Weights.Rank == 2 ? form.Weights.Shape[1] : 1;
        _kernel = new ProcessKernelProgram(form.Kernel, form.Rows.ToDoubles(), count, form.Rows.Shape[1], form.Rows.DType,
            form.RoundsSingle, isTrainingFirst: false);
        _weights = new DenseLayer<double>(form.Weights.ToDoubles(), count, TargetCount, [], inputMajor: true);
        (_means, _scales) = ([.. form.Means], [.. form.Scales]);
        _factor = new TriangularSolver(form.Factor.ToDoubles(), count);
        _inverse = new(Inverse);
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods => Methods.Predict | Methods.PredictStd | Methods.PredictCov | Methods.SampleY;

    public override int? FeatureCount => _kernel.Dimension;

    public override InputContract Inputs(Methods method) => InputContract.Finite;

    private int TargetCount { get; }

    private protected override RowKernel? KernelCore(Methods method) => method == Methods.Predict ? new MeanKernel(this) : null;

    private protected override Answer Run(Methods method, Features x, CallOptions options)
    {
        if (method == Methods.SampleY)
        {
            return SampleY(x, options);
        }

        if (method is not (Methods.Predict or Methods.PredictStd or Methods.PredictCov))
        {
            return base.Run(method, x, options);
        }

        Matrix matrix = x.ToMatrix();
        bool isStd = method == Methods.PredictStd;
        var means = new double[checked(matrix.RowCount * TargetCount)];
        double[] deviations = isStd ? new double[means.Length] : [], kernel = new double[_kernel.Count], room = new double[_kernel.Count];
        for (int row = 0; row < matrix.RowCount; row++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            _kernel.Run(matrix.Row(row), matrix.DType, kernel);
            Mean(kernel, means.AsSpan(row * TargetCount, TargetCount));
            if (isStd)
            {
                Deviation(matrix.Row(row), matrix.DType, kernel, room, deviations.AsSpan(row * TargetCount, TargetCount));
            }
        }

        Answer mean = Shaped(means, matrix.RowCount);
        return isStd ? Answer.Of([mean, Shaped(deviations, matrix.RowCount)])
            : method == Methods.PredictCov ? Answer.Of([mean, Covariance(matrix, options)]) : mean;
    }

    /// <summary><c>kernel_(X) - V.T @ V</c>, the products added from the first row of the training to the last.</summary>
    private NDArray Covariance(Matrix matrix, CallOptions options)
    {
        int count = matrix.RowCount, size = _kernel.Count;
        var solved = new double[checked(count * size)];
        for (int row = 0; row < count; row++)
        {
            Span<double> own = solved.AsSpan(row * size, size);
            _kernel.Run(matrix.Row(row), matrix.DType, own);
            _factor.Solve(own);
        }

        var program = new ProcessKernelProgram(_form.Kernel, matrix.Values.ToArray(), count, matrix.ColumnCount, matrix.DType,
            _form.RoundsSingle, isTrainingFirst: false);
        var covariance = new double[checked(count * count * TargetCount)];
        var kernel = new double[count];
        for (int row = 0; row < count; row++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            program.Run(matrix.Row(row), matrix.DType, kernel);
            kernel[row] = program.Diagonal(matrix.Row(row), matrix.DType);
            for (int other = 0; other < count; other++)
            {
                double sum = 0;
                for (int i = 0; i < size; i++)
                {
                    sum += solved[(row * size) + i] * solved[(other * size) + i];
                }

                for (int k = 0; k < TargetCount; k++)
                {
                    covariance[(((row * count) + other) * TargetCount) + k] =
                        _form.ScalesDeviations ? (kernel[other] - sum) * (_scales[k] * _scales[k]) : kernel[other] - sum;
                }
            }
        }

        return TargetCount == 1 ? NDArray.Of(covariance, count, count) : NDArray.Of(covariance, count, count, TargetCount);
    }

    /// <summary>Draws so many functions at the rows: of each target one after the other.</summary>
    private NDArray SampleY(Features x, CallOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SampleCount, 1, nameof(CallOptions.SampleCount));
        int rows = x.RowCount, count = options.SampleCount;
        if (rows > SingularValues.MostColumns)
        {
            throw new UnsupportedModelException("UnsupportedOption",
                $"sample_y of {rows} rows at once: which signs LAPACK gives the vectors that are drawn with is known up to "
                    + $"{SingularValues.MostColumns} rows; ask for fewer", Path);
        }

        IReadOnlyList<Answer> parts = Run(Methods.PredictCov, x, options).Parts!;
        double[] means = parts[0].ToArray().ToDoubles(), covariances = parts[1].ToArray().ToDoubles();
        var random = new RandomState(options.Seed);
        var values = new double[checked(rows * TargetCount * count)];
        double[] mean = new double[rows], covariance = new double[rows * rows], drawn = new double[count * rows];
        for (int k = 0; k < TargetCount; k++)
        {
            for (int i = 0; i < covariance.Length; i++)
            {
                covariance[i] = covariances[(i * TargetCount) + k];
                mean[i % rows] = means[(i % rows * TargetCount) + k];
            }

            NormalDraw.Fill(random, mean, covariance, drawn);
            for (int i = 0; i < drawn.Length; i++)
            {
                values[(((i % rows * TargetCount) + k) * count) + (i / rows)] = drawn[i];
            }
        }

        return TargetCount == 1 ? NDArray.Of(values, rows, count) : NDArray.Of(values, rows, TargetCount, count);
    }

    private Answer Shaped(double[] values, int rowCount) =>
        TargetCount == 1 ? NDArray.Of(values) : NDArray.Of(values, rowCount, TargetCount);

    private void Mean(ReadOnlySpan<double> kernel, Span<double> means)
    {
        _weights.Run(kernel, means);
        for (int k = 0; k < means.Length; k++)
        {
            means[k] = (_scales[k] * means[k]) + _means[k];
        }
    }

    private void Deviation(ReadOnlySpan<double> row, DType dtype, ReadOnlySpan<double> kernel, double[] room, Span<double> deviations)
    {
        double explained;
        if (_form.SolvesFactor)
        {
            kernel.CopyTo(room);
            _factor.Solve(room);
            explained = NumpyReductions.SquaredNorm(room);
        }
        else
        {
            _inverse.Value.Run(kernel, room);
            explained = 0;
            for (int i = 0; i < room.Length; i++)
            {
                explained += room[i] * kernel[i];
            }
        }

        double variance = Math.Max(_kernel.Diagonal(row, dtype) - explained, 0);
        for (int k = 0; k < deviations.Length; k++)
        {
            deviations[k] = Math.Sqrt(_form.ScalesDeviations ? variance * (_scales[k] * _scales[k]) : variance);
        }
    }

    /// <summary>The inverse of the kernel of the training, of the inverse of its factor.</summary>
    private DenseLayer<double> Inverse()
    {
        int count = _factor.Size;
        double[] rows = new double[count * count];
        var column = new double[count];
        for (int j = 0; j < count; j++)
        {
            Array.Clear(column);
            column[j] = 1;
            _factor.Solve(column);
            for (int i = 0; i < count; i++)
            {
                rows[(j * count) + i] = column[i];
            }
        }

        return new DenseLayer<double>(DenseLinear.Multiply(rows, DenseLinear.Transpose(rows, count, count), count, count, count), count,
            count, [], inputMajor: true);
    }

    private sealed class MeanKernel(GaussianProcessRegressor owner) : RowKernel
    {
        public override int InputCount => owner._kernel.Dimension;

        public override int OutputCount => owner.TargetCount;

        internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
        {
            double[] rented = System.Buffers.ArrayPool<double>.Shared.Rent(owner._kernel.Count);
            Span<double> kernel = rented.AsSpan(0, owner._kernel.Count);
            owner._kernel.Run(row, DType.Float64, kernel);
            owner.Mean(kernel, output[..owner.TargetCount]);
            System.Buffers.ArrayPool<double>.Shared.Return(rented);
        }
    }
}
