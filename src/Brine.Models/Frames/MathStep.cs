using Brine.Arrays;

namespace Brine.Models;

/// <summary>Computes a column of another one's numbers.</summary>
/// <param name="Column">The column that is read.</param>
/// <param name="Output">The column that comes out: the same one, or a new one behind all others.</param>
/// <param name="Kind">The function.</param>
/// <param name="Parameter">Its parameter.</param>
public sealed record MathStep(string Column, string Output, MathKind Kind, double Parameter) : FrameStep
{
    internal override void Apply(FrameDraft frame)
    {
        double[] values = frame.Numbers(Column);
        int odd = Array.FindIndex(values, value => Kind switch
        {
            MathKind.Log or MathKind.Log10 => value + Parameter <= 0,
            MathKind.BoxCox => value <= 0,
            MathKind.Reciprocal => value == 0,
            _ => false,
        });
        if (odd >= 0)
        {
            throw frame.Refuse("InputRange", string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"the value {values[odd]:R} in row {RowNumbers.Of(odd)}, column '{Column}' is {(Kind == MathKind.Reciprocal ? "zero"
                    : "not positive")}"));
        }

        Func<double, double> function = FunctionOf();
        Column result = Tables.Column.OfNumbers(Output, Array.ConvertAll(values, value => function(value)), DType.Float64);
        if (Output == Column)
        {
            frame.Replace(Column, result);
        }
        else
        {
            frame.Add(result);
        }
    }

    private Func<double, double> FunctionOf()
    {
        double parameter = Parameter;
        return Kind switch
        {
            MathKind.Log => value => Math.Log(value + parameter),
            MathKind.Log10 => value => Math.Log10(value + parameter),
            MathKind.Reciprocal => value => 1 / value,
            MathKind.Power => parameter switch
            {
                // np.power of a frame goes through the operator's short ways.
                0.5 => Math.Sqrt,
                2 => value => value * value,
                1 => value => value,
                -1 => value => 1 / value,
                _ => value => Math.Pow(value, parameter),
            },
            MathKind.Sine => value => Math.Sin(value * parameter),
            MathKind.Cosine => value => Math.Cos(value * parameter),
            _ => PowerFunction.Forward(parameter,
                new PowerForm([parameter], null) { IsBoxCox = Kind == MathKind.BoxCox, TakesLogarithms = true }).Of,
        };
    }
}
