using Brine.Arrays;

namespace Brine.Models;

/// <summary>KNNImputer: a missing value becomes the average of the nearest rows of the training that have one.</summary>
internal sealed class KnnImputer : Estimator
{
    private readonly NeighborImputerForm _form;
    private readonly InputContract _inputs;
    private readonly MissingIndicator? _indicator;
    private readonly int _width;
    private readonly double[] _rows;
    private readonly int[][] _donors;
    private readonly int[] _kept;

    internal KnnImputer(EstimatorInfo info, NeighborImputerForm form, InputContract inputs, bool[] valid, bool named)
        : base(info)
    {
        _form = form;
        _inputs = inputs;
        _indicator = (MissingIndicator?)form.Indicator;
        _width = form.Rows.Shape[1];
        _rows = Array.ConvertAll(form.Rows.ToDoubles(), value => form.Missing.Matches(value) ? double.NaN : value);
        _donors = [.. Enumerable.Range(0, _width)
            .Select(column =>
                Enumerable.Range(0, form.Rows.Shape[0]).Where(row => !double.IsNaN(_rows[(row * _width) + column])).ToArray())];
        _kept = [.. Enumerable.Range(0, _width).Where(column => form.KeepsEmpty || valid[column])];
        IsValid = valid;
        Methods = Methods.Transform | (named ? Methods.GetFeatureNamesOut : Methods.None);
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods { get; }

    public override int? FeatureCount => _width;

    public override IReadOnlyList<ColumnKind>? InputKinds =>
        [.. Enumerable.Repeat(ColumnKind.OfMissing(_form.Missing.Mark, null, []), _width)];

    private bool[] IsValid { get; }

    public override InputContract Inputs(Methods method) => _inputs;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names)
    {
        names = FeatureNamesIn ?? names ?? InputNames.Numbered(FeatureCount)!;
        IEnumerable<string> kept = names.Where((_, column) => IsValid[column]);
        return [.. _indicator is null ? kept : kept.Concat(_indicator.FeatureNamesOut(names))];
    }

    private protected override Features TransformCore(Features x)
    {
        Matrix matrix = NumpyPrecision.KeepFloats(x);
        bool[] mask = Array.ConvertAll(matrix.Values, _form.Missing.Matches);
        double[] values = [.. matrix.Values];
        bool isAny = false;
        for (int row = 0; row < matrix.RowCount; row++)
        {
            ReadOnlySpan<bool> gaps = mask.AsSpan(row * _width, _width);
            bool counts = false;
            for (int column = 0; column < _width; column++)
            {
                counts |= gaps[column] && (IsValid[column] || !_form.OverlooksEmpty);
            }

            if (counts)
            {
                isAny = true;
                Fill(matrix.Row(row), gaps, values.AsSpan(row * _width, _width), matrix.DType);
            }
        }

        for (int i = 0; i < values.Length; i++)
        {
            values[i] = IsValid[i % _width] ? values[i] : 0;
        }

        Features filled = new Matrix(matrix.RowCount, _width, values, matrix.DType).SelectColumns(_kept);
        return _indicator is null || (!isAny && !_form.AlwaysMarks) ? filled
            : FeatureStack.Dense([filled, IndicatorMarks.Of(mask, matrix.RowCount, _width, _indicator)], matrix.RowCount);
    }

    private void Fill(ReadOnlySpan<double> row, ReadOnlySpan<bool> gaps, Span<double> output, DType dtype)
    {
        // Distances are float32 where both sides are.
        bool isSingle = dtype.IsSingle() && _form.Rows.DType.IsSingle();
        double[] known = row.ToArray();
        for (int i = 0; i < known.Length; i++)
        {
            known[i] = gaps[i] ? double.NaN : known[i];
        }

        var distances = new double[_form.Rows.Shape[0]];
        for (int i = 0; i < distances.Length; i++)
        {
            distances[i] = NanEuclidean.Between(known, _rows.AsSpan(i * _width, _width), isSingle);
        }

        for (int column = 0; column < _width; column++)
        {
            if (gaps[column] && IsValid[column])
            {
                output[column] = NumpyPrecision.Round(Average(column, distances, isSingle), dtype);
            }
        }
    }

    private double Average(int column, double[] distances, bool isSingle)
    {
        int[] donors = _donors[column];
        double[] near = Array.ConvertAll(donors, donor => distances[donor]);
        bool roundsValues = _form.Rows.DType.IsSingle();
        if (Array.TrueForAll(near, double.IsNaN))
        {
            double[] all = [
                .. Enumerable.Range(0, distances.Length).Select(row => _rows[(row * _width) + column])
                    .Select(value => double.IsNaN(value) ? 0 : value)];
            return NumpyReductions.Sum(all, roundsValues) / donors.Length;
        }

        int count = Math.Min(_form.NeighborCount, donors.Length);
        var order = new int[donors.Length];
        IndirectSelection.ArgPartition(near, order, count - 1);
        double[] values = [.. order.Take(count).Select(place => _rows[(donors[place] * _width) + column])];
        double[] weights = [.. order.Take(count).Select(place => near[place])];
        if (_form.WeighsByDistance)
        {
            NeighborWeights.OfDistances(weights, isSingle);
        }
        else if (_form.LeavesOutUnknown)
        {
            weights = Array.ConvertAll(weights, weight => double.IsNaN(weight) ? double.NaN : 1);
        }
        else
        {
            return NumpyReductions.Sum(values, roundsValues) / count;
        }

        bool rounds = isSingle && roundsValues;
        weights = Array.ConvertAll(weights, weight => double.IsNaN(weight) ? 0 : weight);
        double[] products = [.. values.Zip(weights, (value, weight) => rounds ? (float)(value * weight) : value * weight)];
        return Divide(NumpyReductions.Sum(products, rounds), NumpyReductions.Sum(weights, rounds), rounds);
    }

    private static double Divide(double sum, double divisor, bool isSingle) => isSingle ? (float)sum / (float)divisor : sum / divisor;
}
