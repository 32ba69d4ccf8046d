using System.Numerics;

namespace Brine.Models;

/// <summary>Scores of a linear classifier to labels and probabilities, for one row.</summary>
internal static class LinearProbability
{
    /// <summary>The index of the class: the sign of a single score, else numpy's argmax.</summary>
    internal static int Label(ReadOnlySpan<double> scores) => scores.Length == 1 ? (scores[0] > 0 ? 1 : 0) : Labels.LargestIndex(scores);

    /// <param name="form">How scores become probabilities.</param>
    /// <param name="scores">One score, or as many as classes.</param>
    /// <param name="output">Room for two, or as many as classes.</param>
    internal static void Write<T>(ProbabilityForm form, ReadOnlySpan<T> scores, Span<T> output)
        where T : IFloatingPointIeee754<T>
    {
        switch (form)
        {
            case ProbabilityForm.Softmax:
                if (scores.Length == 1)
                {
                    output[0] = -scores[0];
                    output[1] = scores[0];
                }
                else
                {
                    scores.CopyTo(output);
                }

                Logistic.Softmax(output);
                break;
            case ProbabilityForm.ModifiedHuber:
                ModifiedHuber(scores, output);
                break;
            default:
                OneVersusRest(scores, output, uniformWhenZero: form == ProbabilityForm.OneVersusRestOrUniform);
                break;
        }
    }

    private static void OneVersusRest<T>(ReadOnlySpan<T> scores, Span<T> output, bool uniformWhenZero)
        where T : IFloatingPointIeee754<T>
    {
        if (scores.Length == 1)
        {
            T probability = Logistic.Expit(scores[0]);
            output[0] = T.One - probability;
            output[1] = probability;
            return;
        }

        for (int k = 0; k < scores.Length; k++)
        {
            output[k] = Logistic.Expit(scores[k]);
        }

        Normalize(output, uniformWhenZero);
    }

    private static void ModifiedHuber<T>(ReadOnlySpan<T> scores, Span<T> output)
        where T : IFloatingPointIeee754<T>
    {
        T two = T.One + T.One;
        if (scores.Length == 1)
        {
            output[1] = (T.Clamp(scores[0], -T.One, T.One) + T.One) / two;
            output[0] = T.One - output[1];
            return;
        }

        for (int k = 0; k < scores.Length; k++)
        {
            output[k] = (T.Clamp(scores[k], -T.One, T.One) + T.One) / two;
        }

        Normalize(output, uniformWhenZero: true);
    }

    /// <summary>Divides by the sum; where all are 0, each class gets the same.</summary>
    private static void Normalize<T>(Span<T> output, bool uniformWhenZero)
        where T : IFloatingPointIeee754<T>
    {
        T sum = PairwiseSum.Of<T>(output);
        if (uniformWhenZero && T.IsZero(sum))
        {
            output.Fill(T.One);
            sum = T.CreateChecked(output.Length);
        }

        for (int k = 0; k < output.Length; k++)
        {
            output[k] /= sum;
        }
    }
}
