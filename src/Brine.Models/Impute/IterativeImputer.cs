using Brine.Arrays;

namespace Brine.Models;

/// <summary>IterativeImputer: gaps are filled in, and then predicted by models of the other columns.</summary>
internal sealed class IterativeImputer : Estimator
{
    private readonly IterativeImputerForm _form;
    private readonly InputContract _inputs;
    private readonly MissingIndicator? _indicator;
    private readonly int[] _kept;

    internal IterativeImputer(EstimatorInfo info, IterativeImputerForm form, InputContract inputs, bool named)
        : base(info)
    {
        _form = form;
        _inputs = inputs;
        _indicator = (MissingIndicator?)form.Indicator;
        _kept = [.. Enumerable.Range(0, form.IsEmpty.Count).Where(column => form.KeepsEmpty || !form.IsEmpty[column])];
        Methods = Methods.Transform | (named ? Methods.GetFeatureNamesOut : Methods.None);
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods { get; }

    public override int? FeatureCount => _form.IsEmpty.Count;

    public override IReadOnlyList<ColumnKind>? InputKinds =>
        [.. Enumerable.Repeat(ColumnKind.OfMissing(_form.Missing.Mark, null, []), _form.IsEmpty.Count)];

    public override InputContract Inputs(Methods method) => _inputs;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names)
    {
        names = FeatureNamesIn ?? names ?? InputNames.Numbered(FeatureCount)!;
        IReadOnlyList<string> kept = _form.Initial.FeatureNamesOut(names);
        return _indicator is null ? kept : [.. kept, .. _indicator.FeatureNamesOut(names)];
    }

    private protected override Features TransformCore(Features x)
    {
        Matrix matrix = NumpyPrecision.KeepFloats(x);
        bool[] mask = Array.ConvertAll(matrix.Values, _form.Missing.Matches);
        var given = (Matrix)matrix.SelectColumns(_kept);
        var gaps = new bool[given.Values.Length];
        for (int i = 0; i < gaps.Length; i++)
        {
            int column = _kept[i % _kept.Length];
            bool isEmpty = _form.IsEmpty[column];
            gaps[i] = _form.PredictsAll && !isEmpty ? true
                : _form.KeepsEmpty && isEmpty && !_form.PredictsAll ? false : mask[(i / _kept.Length * matrix.ColumnCount) + column];
        }

        double[] values = [
            .. _form.Initial.Transform(new Matrix(matrix.RowCount, matrix.ColumnCount, matrix.Values, matrix.DType)).ToMatrix().Values];
        if (_form.Steps.Count > 0 && Array.Exists(gaps, gap => !gap))
        {
            Predict(values, gaps, matrix.RowCount, matrix.DType);
            for (int i = 0; i < values.Length; i++)
            {
                // What came out of the simple imputer for an empty column stays.
                bool isFilled = gaps[i] || (_form.KeepsEmpty && !_form.PredictsAll && _form.IsEmpty[_kept[i % _kept.Length]]);
                values[i] = isFilled ? values[i] : given.Values[i];
            }
        }

        var filled = new Matrix(matrix.RowCount, _kept.Length, values, matrix.DType);
        return _indicator is null ? filled
            : FeatureStack.Dense([filled, IndicatorMarks.Of(mask, matrix.RowCount, matrix.ColumnCount, _indicator)], matrix.RowCount);
    }

    private void Predict(double[] values, bool[] gaps, int rowCount, DType dtype)
    {
        int width = _kept.Length;
        foreach (ImputationStep step in _form.Steps)
        {
            int[] rows = [.. Enumerable.Range(0, rowCount).Where(row => gaps[(row * width) + step.Column])];
            if (rows.Length == 0)
            {
                continue;
            }

            var known = new double[rows.Length * step.Neighbors.Count];
            for (int i = 0; i < known.Length; i++)
            {
                known[i] = values[(rows[i / step.Neighbors.Count] * width) + step.Neighbors[i % step.Neighbors.Count]];
            }

            double[] predicted = step.Estimator.Call(Methods.Predict, new Matrix(rows.Length, step.Neighbors.Count, known, dtype)).ToArray()
                .ToDoubles();
            (double low, double high) = _form.Bounds[step.Column];
            for (int i = 0; i < rows.Length; i++)
            {
                double value = predicted[i];
                values[(rows[i] * width) + step.Column] = NumpyPrecision.Round(double.IsNaN(value) ? value
                    : Math.Min(Math.Max(value, low), high), dtype);
            }
        }
    }
}
