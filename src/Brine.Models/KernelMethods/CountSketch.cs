using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// PolynomialCountSketch. scikit-learn multiplies the sketches of a row by Fourier transforms; here the polynomials are multiplied term by
/// term, which rounds less.
/// </summary>
internal sealed class CountSketch : Estimator
{
    private readonly CountSketchForm _form;
    private readonly int _width;

    internal CountSketch(EstimatorInfo info, CountSketchForm form)
        : base(info)
    {
        _form = form;
        _width = form.Places[0].Count - (form.Constant is null ? 0 : 1);
        Methods = Methods.Transform | (info.SavedVersion.IsAtLeast(1, 1) ? Methods.GetFeatureNamesOut : Methods.None);
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods { get; }

    public override int? FeatureCount => _width;

    public override InputContract Inputs(Methods method) => InputContract.FiniteOrSparse;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        TransformedNames.Numbered(ClassName.ToLowerInvariant(), _form.Count);

    private protected override Features TransformCore(Features x)
    {
        Matrix rows = x.ToMatrix();
        var output = new double[checked(rows.RowCount * _form.Count)];
        bool rounds = _form.KeepsFloats && rows.DType.Kind == 'f';
        double[] scaled = new double[_form.Places[0].Count], sketch = new double[_form.Count], made = new double[_form.Count];
        for (int row = 0; row < rows.RowCount; row++)
        {
            ReadOnlySpan<double> given = rows.Row(row);
            for (int column = 0; column < given.Length; column++)
            {
                double value = NumpyPrecision.Round(_form.Scale, rounds ? rows.DType : DType.Float64) * given[column];
                scaled[column] = rounds ? NumpyPrecision.Round(value, rows.DType) : value;
            }

            if (_form.Constant is { } constant)
            {
                scaled[_width] = constant;
            }

            Multiply(scaled, sketch, made, output.AsSpan(row * _form.Count, _form.Count));
        }

        return new Matrix(rows.RowCount, _form.Count, output);
    }

    private void Multiply(double[] scaled, double[] sketch, double[] made, Span<double> output)
    {
        Fill(0, scaled, output);
        for (int degree = 1; degree < _form.Places.Count; degree++)
        {
            Fill(degree, scaled, sketch);
            Array.Clear(made);
            for (int place = 0; place < sketch.Length; place++)
            {
                if (sketch[place] == 0)
                {
                    continue;
                }

                for (int i = 0; i < output.Length; i++)
                {
                    int at = i + place;
                    made[at < made.Length ? at : at - made.Length] += sketch[place] * output[i];
                }
            }

            made.CopyTo(output);
        }

        if (output.Length > 1 && !ValueCheck.Fits(output, ValueRule.Finite))
        {
            // A transform spreads what is not finite over the whole row.
            output.Fill(double.NaN);
        }
    }

    private void Fill(int degree, double[] scaled, Span<double> sketch)
    {
        sketch.Clear();
        for (int column = 0; column < scaled.Length; column++)
        {
            sketch[_form.Places[degree][column]] += _form.Signs[degree][column] * scaled[column];
        }
    }
}
