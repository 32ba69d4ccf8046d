using Brine.Arrays;

namespace Brine.Models;

/// <summary>SparseCoder, DictionaryLearning and MiniBatchDictionaryLearning, by orthogonal matching pursuit or a threshold.</summary>
internal sealed class SparseCoder : Estimator
{
    private readonly SparseCodeForm _form;
    private readonly double[] _atoms;
    private readonly int _count;
    private readonly int _width;
    private readonly MatchingPursuit<double>? _pursuit;
    private readonly MatchingPursuit<float>? _singlePursuit;
    private readonly bool _hasInverse;

    internal SparseCoder(EstimatorInfo info, SparseCodeForm form, bool hasInverse)
        : base(info)
    {
        _form = form;
        _atoms = form.Atoms.ToDoubles();
        (_count, _width) = (form.Atoms.Shape[0], form.Atoms.Shape[1]);
        _hasInverse = hasInverse;
        if (form.MaxAtoms is { } most)
        {
            var gram = new double[checked(_count * _count)];
            for (int i = 0; i < _count; i++)
            {
                Products(_atoms.AsSpan(i * _width, _width), gram.AsSpan(i * _count, _count));
            }

            _pursuit = new MatchingPursuit<double>(gram, _count, most);
            _singlePursuit = form.FollowsRows ? new MatchingPursuit<float>(Array.ConvertAll(gram, product => (float)product), _count, most)
                : null;
        }
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods =>
        Methods.Transform | (_hasInverse ? Methods.InverseTransform : Methods.None)
            | (Info.SavedVersion.IsAtLeast(1, 1) ? Methods.GetFeatureNamesOut : Methods.None);

    public override int? FeatureCount => _width;

    public override InputContract Inputs(Methods method) => InputContract.Finite;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        TransformedNames.Numbered(ClassName.ToLowerInvariant(), _count);

    private protected override Answer Run(Methods method, Features x, CallOptions options) =>
        method == Methods.InverseTransform ? Answer.Of(InverseTransform(x)) : base.Run(method, x, options);

    private protected override Features TransformCore(Features x)
    {
        Matrix rows = x.ToMatrix();
        bool isSingle = _singlePursuit is not null && rows.IsSingle && !rows.DType.IsSwapped;
        int width = _form.SplitsSign ? 2 * _count : _count;
        var output = new double[checked(rows.RowCount * width)];
        for (int row = 0; row < rows.RowCount; row++)
        {
            Span<double> made = output.AsSpan(row * width, width), code = made[.._count];
            Products(rows.Row(row), code);
            if (isSingle)
            {
                _singlePursuit!.Run(code);
            }
            else if (_pursuit is not null)
            {
                _pursuit.Run(code);
            }
            else
            {
                Cut(code);
            }

            for (int k = 0; _form.SplitsSign && k < _count; k++)
            {
                made[_count + k] = -(code[k] < 0 ? code[k] : 0);
                code[k] = code[k] > 0 ? code[k] : 0;
            }
        }

        return new Matrix(rows.RowCount, width, output, isSingle && !_form.SplitsSign ? DType.Float32 : DType.Float64);
    }

    private void Cut(Span<double> code)
    {
        for (int k = 0; k < code.Length; k++)
        {
            double size = Math.Abs(code[k]) - _form.Threshold;
            double cut = Math.Sign(code[k]) * (size > 0 ? size : 0);
            code[k] = _form.IsPositive && cut <= 0 ? 0 : cut;
        }
    }

    private void Products(ReadOnlySpan<double> row, Span<double> products)
    {
        for (int k = 0; k < _count; k++)
        {
            double sum = 0;
            for (int column = 0; column < _width; column++)
            {
                sum += _atoms[(k * _width) + column] * row[column];
            }

            products[k] = sum;
        }
    }

    private Matrix InverseTransform(Features x)
    {
        Matrix rows = x.ToMatrix();
        int needed = _form.SplitsSign ? 2 * _count : _count;
        if (rows.ColumnCount != needed)
        {
            throw new ModelInputException("InputFeatures",
                $"the data has {rows.ColumnCount} columns and the code of {ClassName} has {needed}");
        }

        if (_form.SplitsSign && rows.DType.Kind == 'b')
        {
            throw new ModelInputException("InputKind", $"the data is all bools, which numpy does not subtract: {ClassName} takes numbers");
        }

        var output = new double[checked(rows.RowCount * _width)];
        for (int row = 0; row < rows.RowCount; row++)
        {
            ReadOnlySpan<double> code = rows.Row(row);
            for (int k = 0; k < _count; k++)
            {
                double weight = _form.SplitsSign ? code[k] - code[_count + k] : code[k];
                for (int column = 0; column < _width; column++)
                {
                    output[(row * _width) + column] += weight * _atoms[(k * _width) + column];
                }
            }
        }

        return new Matrix(rows.RowCount, _width, output);
    }
}
