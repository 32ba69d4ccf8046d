using System.Globalization;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>IsotonicRegression: a line between the two points around each number.</summary>
internal sealed class IsotonicRegression : Estimator
{
    private readonly IsotonicForm _form;
    private readonly InputContract _inputs;
    private readonly double[] _x;
    private readonly double[] _y;

    internal IsotonicRegression(EstimatorInfo info, IsotonicForm form, InputContract inputs)
        : base(info)
    {
        _form = form;
        _inputs = inputs;
        _x = [.. form.X];
        _y = [.. form.Y];
        Methods = Methods.Predict | Methods.Transform | (info.SavedVersion.IsAtLeast(1, 1) ? Methods.GetFeatureNamesOut : Methods.None);
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods { get; }

    public override int? FeatureCount => 1;

    public override InputContract Inputs(Methods method) => _inputs;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        Methods.HasFlag(Methods.GetFeatureNamesOut) ? ["isotonicregression0"] : throw Unsupported(Methods.GetFeatureNamesOut);

    private void OfRow(ReadOnlySpan<double> row, Span<double> output)
    {
        if (_form.IsSingle && !float.IsFinite((float)row[0]))
        {
            InputCheck.Require(this, _inputs, row, 1, null, null);
        }

        output[0] = Of(row[0]);
    }

    /// <summary>The answer to one number.</summary>
    internal double Of(double value) => _form.IsSingle ? OfSingle((float)value) : OfDouble(value);

    /// <summary>Nothing is known of names; until 0.23 data has one dimension.</summary>
    private protected override Features Admit(Methods method, Features x)
    {
        if (method == Methods.GetFeatureNamesOut)
        {
            return x;
        }

        if (!x.IsVector && !Info.SavedVersion.IsAtLeast(0, 24))
        {
            throw new ModelInputException("InputShape", $"the data has two dimensions, and {ClassName} before scikit-learn 0.24 takes one");
        }

        x = InputCheck.Apply(this, _inputs, x);
        CheckColumns(x);
        return x;
    }

    private protected override RowKernel? KernelCore(Methods method) =>
        method is Methods.Predict or Methods.Transform && Info.SavedVersion.IsAtLeast(0, 24) ? new CombineKernel(1, 1, OfRow) : null;

    private protected override Answer Run(Methods method, Features x, CallOptions options) =>
        method == Methods.Predict ? Answer.Of(TransformCore(x)) : base.Run(method, x, options);

    private protected override Features TransformCore(Features x) =>
        new Matrix(x.RowCount, 1, Array.ConvertAll(x.ToMatrix().Values, Of), _form.IsSingle ? DType.Float32 : DType.Float64)
            { IsVector = true };

    /// <summary>numpy's <c>interp</c>.</summary>
    private double OfDouble(double x)
    {
        if (!TryPlace(ref x))
        {
            return double.NaN;
        }

        if (_x.Length == 1)
        {
            return _y[0];
        }

        int right = Array.BinarySearch(_x, x);
        if (right >= 0)
        {
            while (right + 1 < _x.Length && _x[right + 1] == x)
            {
                right++;
            }

            return _y[right];
        }

        right = ~right;
        if (right == _x.Length || right == 0)
        {
            return _y[right == 0 ? 0 : ^1];
        }

        double slope = (_y[right] - _y[right - 1]) / (_x[right] - _x[right - 1]);
        double value = (slope * (x - _x[right - 1])) + _y[right - 1];
        if (double.IsNaN(value))
        {
            value = (slope * (x - _x[right])) + _y[right];
        }

        return double.IsNaN(value) && _y[right] == _y[right - 1] ? _y[right] : value;
    }

    /// <summary>scipy's <c>interp1d</c> of float32, which does not go through numpy's.</summary>
    private double OfSingle(float value)
    {
        double placed = value;
        if (!TryPlace(ref placed))
        {
            return double.NaN;
        }

        if (_x.Length == 1)
        {
            return _y[0];
        }

        float x = (float)placed;
        int place = 0;
        while (place < _x.Length && _x[place] < x)
        {
            place++;
        }

        place = Math.Clamp(place, 1, _x.Length - 1);
        float x0 = (float)_x[place - 1], x1 = (float)_x[place], y0 = (float)_y[place - 1], y1 = (float)_y[place];
        return (float)((float)((y1 - y0) / (x1 - x0) * (x - x0)) + y0);
    }

    /// <summary>Moves or refuses a number beyond the bounds.</summary>
    /// <returns>False where it has no answer.</returns>
    private bool TryPlace(ref double x)
    {
        if (_form.OutOfBounds == OutOfBounds.Clip)
        {
            x = x < _form.Lowest ? _form.Lowest : x > _form.Highest ? _form.Highest : x;
        }

        if ((x >= _x[0] && x <= _x[^1]) || _x.Length == 1)
        {
            return true;
        }

        return _form.OutOfBounds != OutOfBounds.Refuse ? false : throw new ModelInputException(
            "InputRange",
            string.Create(CultureInfo.InvariantCulture,
                $"the number {x:R} lies beyond those of the training, {_x[0]:R} to {_x[^1]:R}, "
                    + $"and {ClassName} was told to refuse such (out_of_bounds='raise')"));
    }
}
