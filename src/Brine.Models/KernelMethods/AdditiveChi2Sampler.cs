using System.Globalization;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>AdditiveChi2Sampler: a root of each count, and cosines and sines of its logarithm.</summary>
internal sealed class AdditiveChi2Sampler : Estimator
{
    private readonly AdditiveChi2Form _form;
    private readonly double[] _cosh;

    internal AdditiveChi2Sampler(EstimatorInfo info, AdditiveChi2Form form, bool named)
        : base(info)
    {
        _form = form;
        _cosh = [.. Enumerable.Range(0, form.Steps).Select(j => Math.Cosh(Math.PI * j * form.Interval))];
        Methods = Methods.Transform | (named ? Methods.GetFeatureNamesOut : Methods.None);
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods { get; }

    private int Parts => (2 * _form.Steps) - 1;

    public override InputContract Inputs(Methods method) => InputContract.FiniteOrSparse;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names)
    {
        names = FeatureNamesIn ?? names ?? InputNames.Numbered(FeatureCount) ?? throw Unsupported(Methods.GetFeatureNamesOut);
        IEnumerable<string> all = names.Select(name => $"additivechi2sampler_{name}_sqrt");
        for (int j = 1; j < _form.Steps; j++)
        {
            int step = j;
            all = all.Concat(names.Select(name => $"additivechi2sampler_{name}_cos{step}"))
                .Concat(names.Select(name => $"additivechi2sampler_{name}_sin{step}"));
        }

        return [.. all];
    }

    private protected override RowKernel? KernelCore(Methods method) =>
        method == Methods.Transform && FeatureCount is { } count ? new AdditiveKernel(this, count) : null;

    private protected override Features TransformCore(Features x)
    {
        if (x is SparseMatrix { Csr: var csr })
        {
            return Sparse(csr);
        }

        Matrix matrix = x.ToMatrix();
        int width = matrix.ColumnCount;
        var values = new double[checked(matrix.RowCount * width * Parts)];
        for (int row = 0; row < matrix.RowCount; row++)
        {
            Run(matrix.Row(row), values.AsSpan(row * width * Parts, width * Parts), matrix.DType);
        }

        return new Matrix(matrix.RowCount, width * Parts, matrix.DType.Kind == 'f' ? values : Whole(values, matrix.DType), matrix.DType);
    }

    private void Run(ReadOnlySpan<double> row, Span<double> output, DType dtype)
    {
        output.Clear();
        for (int i = 0; i < row.Length; i++)
        {
            RequireCount(row[i], i);
            for (int part = 0; part < Parts && row[i] != 0; part++)
            {
                output[(part * row.Length) + i] = Part(row[i], part, dtype);
            }
        }
    }

    /// <summary>The root, then a cosine and a sine of each further step.</summary>
    private double Part(double x, int part, DType dtype)
    {
        bool isSingle = dtype.IsSingle();
        double Step(double value) => isSingle ? (float)value : value;
        double interval = Step(_form.Interval);
        if (part == 0)
        {
            return Step(Math.Sqrt(Step(x * interval)));
        }

        int step = (part + 1) / 2;
        double factor = Step(Math.Sqrt(Step(Step(Step(2 * x) * interval) / Step(_cosh[step])))),
            angle = Step(step * Step(interval * (isSingle ? NumpySingle.Log((float)x) : Math.Log(x))));
        double wave = (part % 2 == 1, isSingle) switch
        {
            (true, true) => NumpySingle.Cos((float)angle),
            (true, false) => Math.Cos(angle),
            (false, true) => NumpySingle.Sin((float)angle),
            _ => Math.Sin(angle),
        };
        return Step(factor * wave);
    }

    private SparseMatrix Sparse(CsrMatrix csr)
    {
        var starts = new int[csr.RowCount + 1];
        var columns = new List<int>();
        var data = new List<double>();
        DType compute = csr.DType.Kind == 'f' ? csr.DType : DType.Float64;
        for (int row = 0; row < csr.RowCount; row++)
        {
            for (int part = 0; part < Parts; part++)
            {
                for (int i = csr.Starts[row]; i < csr.Starts[row + 1]; i++)
                {
                    RequireCount(csr.Data[i], csr.Columns[i]);
                    columns.Add((part * csr.ColumnCount) + csr.Columns[i]);
                    data.Add(Part(csr.Data[i], part, compute));
                }
            }

            starts[row + 1] = columns.Count;
        }

        double[] values = [.. data];
        return new SparseMatrix(
            new CsrMatrix(csr.RowCount, csr.ColumnCount * Parts, starts, [.. columns],
                csr.DType.Kind == 'f' ? values : Whole(values, csr.DType), csr.DType));
    }

    /// <summary>numpy assigns the numbers to an array of the dtype of the data, which cuts them off where it is of ints.</summary>
    private static double[] Whole(double[] values, DType dtype) =>
        NumpyPrecision.Cast(dtype.Kind == 'b' ? values : Array.ConvertAll(values, Math.Truncate), dtype);

    private void RequireCount(double value, int column)
    {
        if (value < 0)
        {
            throw new ModelInputException("InputRange",
                string.Create(CultureInfo.InvariantCulture,
                    $"the value {value:R} in column {column} is negative, and {ClassName} takes counts")) { Column = column };
        }
    }

    private sealed class AdditiveKernel(AdditiveChi2Sampler owner, int count) : RowKernel
    {
        public override int InputCount => count;

        public override int OutputCount => count * owner.Parts;

        internal override void RunCore(ReadOnlySpan<double> row, Span<double> output) => owner.Run(row[..count], output, DType.Float64);
    }
}
