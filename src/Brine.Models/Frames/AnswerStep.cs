using Brine.Arrays;

namespace Brine.Models;

/// <summary>Replaces a column of numbers by what an estimator answers to it.</summary>
/// <param name="Column">The column.</param>
/// <param name="Estimator">The estimator, which takes that column alone.</param>
/// <param name="Method">Which method is asked; of probabilities the second column is taken.</param>
/// <param name="Digits">To how many digits the answers are rounded, or null.</param>
public sealed record AnswerStep(string Column, Estimator Estimator, Methods Method, int? Digits = null) : FrameStep
{
    internal override void Apply(FrameDraft frame)
    {
        double[] values = frame.Numbers(Column);
        if (values.Length == 0)
        {
            return;
        }

        NDArray answer = Estimator.Call(Method, new Matrix(values.Length, 1, values) { Names = Estimator.FeatureNamesIn }).ToArray();
        double[] numbers = answer.ToDoubles();
        if (answer.Rank == 2)
        {
            int width = answer.Shape[1];
            numbers = [.. Enumerable.Range(0, values.Length).Select(row => numbers[(row * width) + 1])];
        }

        if (Digits is { } digits)
        {
            numbers = Array.ConvertAll(numbers, new RoundFunction(digits).Of);
        }

        frame.Replace(Column, Tables.Column.OfNumbers(Column, numbers, answer.DType.Kind == 'f' ? DType.Float64 : answer.DType));
    }
}
