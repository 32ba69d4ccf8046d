using Brine.Arrays;

namespace Brine.Models;

/// <summary>Adds a column that is computed of two others, row by row.</summary>
/// <param name="Left">The first column.</param>
/// <param name="Right">The second column.</param>
/// <param name="Output">The name of the new one.</param>
/// <param name="Kind">The function.</param>
/// <param name="ForZero">What stands where the second number of a quotient is zero; null where zero is refused.</param>
public sealed record PairStep(string Left, string Right, string Output, PairKind Kind, double? ForZero) : FrameStep
{
    internal override void Apply(FrameDraft frame)
    {
        double[] left = frame.Numbers(Left), right = frame.Numbers(Right), values = new double[left.Length];
        bool isWhole = frame[Left].DType.Kind is 'i' or 'u' && frame[Right].DType.Kind is 'i' or 'u';
        for (int row = 0; row < values.Length; row++)
        {
            if (Kind == PairKind.Quotient && right[row] == 0)
            {
                values[row] = ForZero ?? throw frame.Refuse("InputRange",
                    $"the value in row {RowNumbers.Of(row)}, column '{Right}' is zero, and '{Left}' is divided by it");
                continue;
            }

            values[row] = Kind switch
            {
                PairKind.Sum => left[row] + right[row],
                PairKind.Difference => left[row] - right[row],
                PairKind.Product => left[row] * right[row],
                PairKind.Quotient => left[row] / right[row],
                _ => Math.Pow(left[row], right[row]),
            };
        }

        frame.Set(Tables.Column.OfNumbers(Output, values,
            isWhole && Kind is not (PairKind.Quotient or PairKind.Power) ? DType.Int64 : DType.Float64));
    }
}
