using System.Globalization;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>PowerTransformer: Yeo-Johnson and Box-Cox.</summary>
internal sealed class PowerTransformer : Estimator
{
    private static readonly InputContract Gappy = new() { TakesMissing = true, Floats = InputFloats.Any };

    private readonly PowerForm _form;
    private readonly PowerFunction[] _forward;
    private readonly PowerFunction[] _back;

    internal PowerTransformer(EstimatorInfo info, PowerForm form)
        : base(info)
    {
        _form = form;
        _forward = [.. form.Powers.Select(power => PowerFunction.Forward(power, form))];
        _back = [.. form.Powers.Select(power => PowerFunction.Back(power, form))];
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods => Methods.Transform | Methods.InverseTransform | Methods.GetFeatureNamesOut;

    public override int? FeatureCount => _form.Powers.Count;

    public override InputContract Inputs(Methods method) => Gappy;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        TransformedNames.SameAsInput(names ?? FeatureNamesIn, _form.Powers.Count);

    private protected override RowKernel? KernelCore(Methods method) => method switch
    {
        Methods.Transform =>
            _form.Scaler is { } scaler
                ? ChainKernel.Of([new PowerKernel(this, _forward, _form.IsBoxCox).Guard(this, Gappy), scaler.Kernel(method)])
                : new PowerKernel(this, _forward, _form.IsBoxCox),
        Methods.InverseTransform =>
            _form.Scaler is { } scaler ? ChainKernel.Of([scaler.Kernel(method), new PowerKernel(this, _back, isBoxCox: false)])
                : new PowerKernel(this, _back, isBoxCox: false),
        _ => null,
    };

    private protected override Features TransformCore(Features x)
    {
        Matrix matrix = NumpyPrecision.KeepFloats(x);
        if (_form.IsBoxCox)
        {
            for (int i = 0; i < matrix.Values.Length; i++)
            {
                RequirePositive(matrix.Values[i], i % matrix.ColumnCount);
            }
        }

        matrix = Apply(matrix, _forward);
        return _form.Scaler?.Transform(matrix) ?? matrix;
    }

    private protected override Answer Run(Methods method, Features x, CallOptions options) =>
        method == Methods.InverseTransform ? InverseTransform(x) : base.Run(method, x, options);

    /// <summary>Refuses what Box-Cox does not take.</summary>
    internal void RequirePositive(double value, int column)
    {
        if (value <= 0)
        {
            throw new ModelInputException("InputRange",
                string.Create(CultureInfo.InvariantCulture,
                    $"the value {value:R} in column {column} is not positive, "
                        + $"and {ClassName} with Box-Cox takes the logarithm of it: leave the row out")) { Column = column };
        }
    }

    private Answer InverseTransform(Features x)
    {
        CheckColumns(x);
        Matrix matrix = NumpyPrecision.KeepFloats(x);
        matrix = _form.Scaler is { } scaler ? (Matrix)(Features)scaler.Call(Methods.InverseTransform, matrix).ToArray() : matrix;
        return Answer.Of(Apply(matrix, _back));
    }

    private static Matrix Apply(Matrix matrix, PowerFunction[] functions)
    {
        var values = new double[matrix.Values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = NumpyPrecision.Round(functions[i % functions.Length].Of(matrix.Values[i], matrix.DType), matrix.DType);
        }

        return new Matrix(matrix.RowCount, matrix.ColumnCount, values, matrix.DType);
    }

    private sealed class PowerKernel(PowerTransformer owner, PowerFunction[] functions, bool isBoxCox) : RowKernel
    {
        public override int InputCount => functions.Length;

        public override int OutputCount => functions.Length;

        internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
        {
            for (int i = 0; i < functions.Length; i++)
            {
                if (isBoxCox)
                {
                    owner.RequirePositive(row[i], i);
                }

                output[i] = functions[i].Of(row[i]);
            }
        }
    }
}
