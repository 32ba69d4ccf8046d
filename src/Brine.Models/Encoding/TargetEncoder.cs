using Brine.Arrays;

namespace Brine.Models;

/// <summary>TargetEncoder: categories become averages of the target.</summary>
internal sealed class TargetEncoder : Estimator
{
    private static readonly InputContract Gappy = new() { Kind = InputKind.Columns, TakesMissing = true };

    private readonly TargetEncodingForm _form;
    private readonly CategoryColumns _categories;
    private readonly double[][] _encodings;
    private readonly double[] _means;

    internal TargetEncoder(EstimatorInfo info, TargetEncodingForm form)
        : base(info)
    {
        _form = form;
        _categories = new CategoryColumns(info, form.Categories, findsNumbersAmongObjects: false);
        _encodings = [.. form.Encodings.Select(values => values.ToArray())];
        _means = [.. form.Means];
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods => Methods.Transform | Methods.GetFeatureNamesOut;

    public override int? FeatureCount => _categories.Count;

    public override IReadOnlyList<ColumnKind>? InputKinds => _categories.Kinds();

    public override InputContract Inputs(Methods method) => Gappy;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names)
    {
        names = FeatureNamesIn ?? names ?? InputNames.Numbered(FeatureCount)!;
        return _form.Classes is { } classes ? [.. names.SelectMany(_ => classes.Names, (name, label) => $"{name}_{label}")] : [.. names];
    }

    private protected override RowKernel? KernelCore(Methods method) =>
        method == Methods.Transform && _categories.AreNumeric ? new TargetKernel(this) : null;

    private protected override Features TransformCore(Features x)
    {
        int[] codes = _categories.Encode(x, refuseUnknown: false);
        RefuseUnknownBools(x, codes);
        var values = new double[checked(x.RowCount * _encodings.Length)];
        for (int row = 0; row < x.RowCount; row++)
        {
            Fill(codes.AsSpan(row * _categories.Count, _categories.Count), values.AsSpan(row * _encodings.Length, _encodings.Length));
        }

        return new Matrix(x.RowCount, _encodings.Length, values);
    }

    /// <summary>Python puts the first category in the place of an unknown value, which in a column of bools becomes True or False, and
    /// looks that up.</summary>
    private void RefuseUnknownBools(Features x, int[] codes)
    {
        for (int c = 0; c < _categories.Count; c++)
        {
            bool isBool = x is Matrix { DType.Kind: 'b' } || (x is Table table && table.Columns[c].DType.Kind == 'b');
            if (!isBool || !_categories[c].IsNumeric || _categories[c].Count == 0)
            {
                continue;
            }

            double first = _categories[c][0].TryGetDouble(out double number) && number == 0 ? 0 : 1;
            for (int row = 0; row < x.RowCount && _categories[c].CodeOf(first) < 0; row++)
            {
                if (codes[(row * _categories.Count) + c] < 0)
                {
                    throw new ModelInputException("InputCategory",
                        $"column {FeatureNamesIn?[c] ?? $"{c}"} holds a bool in row {RowNumbers.Of(row)} that is no category, and "
                            + $"{ClassName} "
                            + "takes unknown numbers but not unknown bools there: give them as numbers") { Column = c };
                }
            }
        }
    }

    private void Fill(ReadOnlySpan<int> codes, Span<double> output)
    {
        for (int i = 0; i < output.Length; i++)
        {
            int code = codes[i / _means.Length];
            output[i] = code < 0 ? _means[i % _means.Length] : _encodings[i][code];
        }
    }

    private sealed class TargetKernel(TargetEncoder owner) : RowKernel
    {
        public override int InputCount => owner._categories.Count;

        public override int OutputCount => owner._encodings.Length;

        internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
        {
            int width = owner._means.Length;
            for (int c = 0; c < row.Length; c++)
            {
                int code = owner._categories[c].CodeOf(row[c]);
                for (int k = 0; k < width; k++)
                {
                    output[(c * width) + k] = code < 0 ? owner._means[k] : owner._encodings[(c * width) + k][code];
                }
            }
        }
    }
}
