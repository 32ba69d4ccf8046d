using System.Numerics;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>KernelPCA: principal components of the kernel of rows with the rows of the training.</summary>
internal sealed class KernelPca : Estimator
{
    private readonly KernelComponentsForm _form;
    private readonly KernelComponents<double> _doubles;
    private readonly KernelComponents<float>? _singles;

    internal KernelPca(EstimatorInfo info, KernelComponentsForm form)
        : base(info)
    {
        _form = form;
        _doubles = new KernelComponents<double>(form);
        _singles = form.IsSingle ? new KernelComponents<float>(form) : null;
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods =>
        Methods.Transform | Methods.GetFeatureNamesOut | (_form.InverseWeights is null ? Methods.None : Methods.InverseTransform);

    public override int? FeatureCount => _form.Rows.Shape[1];

    public override InputContract Inputs(Methods method) => InputContract.FiniteOrSparse with { Floats = InputFloats.Native };

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        TransformedNames.Numbered("kernelpca", _doubles.ComponentCount);

    private protected override RowKernel? KernelCore(Methods method) => method == Methods.Transform ? new TransformKernel(this) : null;

    private protected override Features TransformCore(Features x)
    {
        bool isSingle = _singles is not null && NumpyPrecision.IsSingle(x);
        double[] values = isSingle ? Transform(_singles!, x) : Transform(_doubles, x);
        return new Matrix(x.RowCount, _doubles.ComponentCount, values, isSingle ? DType.Float32 : DType.Float64);
    }

    private protected override Answer Run(Methods method, Features x, CallOptions options)
    {
        if (method != Methods.InverseTransform)
        {
            return base.Run(method, x, options);
        }

        int width = _form.TransformedRows!.Shape[1], columns = _form.InverseWeights!.Shape[1];
        if (x.ColumnCount != width)
        {
            throw new ModelInputException("InputFeatures",
                $"the data has {x.ColumnCount} columns and {ClassName}.inverse_transform takes the {width} components");
        }

        Matrix matrix = x.ToMatrix();
        bool isSingle = _singles is not null && matrix.IsSingle && _form.TransformedRows.DType.IsSingle()
            && _form.InverseWeights.DType.IsSingle();
        return Answer.Of(
            new Matrix(x.RowCount, columns, isSingle ? Inverse(_singles!, matrix, columns) : Inverse(_doubles, matrix, columns),
                isSingle ? DType.Float32 : DType.Float64));
    }

    private double[] Transform<T>(KernelComponents<T> components, Features x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int width = components.ComponentCount;
        var values = new double[checked(x.RowCount * width)];
        T[] kernel = new T[components.Kernel.Count], output = new T[width];
        var full = new double[components.Kernel.Dimension];
        Matrix? matrix = x is SparseMatrix ? null : x.ToMatrix();
        for (int row = 0; row < x.RowCount; row++)
        {
            if (matrix is null)
            {
                Fill(((SparseMatrix)x).Csr, row, full);
            }

            if (!components.Transform(matrix is null ? full : matrix.Row(row), matrix is null, kernel, output))
            {
                throw InputPlace.Overflow(this, matrix is null ? full : matrix.Row(row), row, x.ColumnNames);
            }

            for (int k = 0; k < width; k++)
            {
                values[(row * width) + k] = double.CreateTruncating(output[k]);
            }
        }

        return values;
    }

    private static double[] Inverse<T>(KernelComponents<T> components, Matrix matrix, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var values = new double[checked(matrix.RowCount * columns)];
        T[] output = new T[columns];
        for (int row = 0; row < matrix.RowCount; row++)
        {
            components.Inverse(matrix.Row(row), row, output);
            for (int k = 0; k < columns; k++)
            {
                values[(row * columns) + k] = double.CreateTruncating(output[k]);
            }
        }

        return values;
    }

    private static void Fill(CsrMatrix csr, int row, double[] full)
    {
        Array.Clear(full);
        for (int i = csr.Starts[row]; i < csr.Starts[row + 1]; i++)
        {
            full[csr.Columns[i]] += csr.Data[i];
        }
    }

    private sealed class TransformKernel(KernelPca owner) : RowKernel
    {
        public override int InputCount => owner._doubles.Kernel.Dimension;

        public override int OutputCount => owner._doubles.ComponentCount;

        internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
        {
            const int MaxStack = 512;
            int count = owner._doubles.Kernel.Count;
            double[]? rented = count > MaxStack ? System.Buffers.ArrayPool<double>.Shared.Rent(count) : null;
            Span<double> kernel = rented ?? stackalloc double[MaxStack];
            bool isFinite = owner._doubles.Transform(row[..InputCount], isSparse: false, kernel[..count], output[..OutputCount]);
            if (rented is not null)
            {
                System.Buffers.ArrayPool<double>.Shared.Return(rented);
            }

            if (!isFinite)
            {
                throw InputPlace.Overflow(owner, row, null, null);
            }
        }
    }
}
