using System.Numerics;
using System.Runtime.CompilerServices;

namespace Brine.Models;

/// <summary>Scores of a linear classifier to labels and probabilities.</summary>
internal static class LinearProbability
{
    /// <summary>The index of the class: the sign of a single score, else numpy's argmax.</summary>
    internal static int Label(ReadOnlySpan<double> scores) => scores.Length == 1 ? (scores[0] > 0 ? 1 : 0) : Labels.LargestIndex(scores);

    /// <summary>Probabilities of whole rows.</summary>
    /// <param name="head">How scores become probabilities.</param>
    /// <param name="scores">One score a row, or as many as classes; overwritten.</param>
    /// <param name="width">How many scores a row has.</param>
    /// <param name="output">Room for two numbers a row, or as many as classes.</param>
    internal static void Write<T>(LinearHead head, Span<T> scores, int width, Span<T> output)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (width == 1)
        {
            WritePairs(head, scores, output);
            return;
        }

        scores.CopyTo(output);
        output = output[..scores.Length];
        switch (head)
        {
            case LinearHead.Softmax:
                Logistic.Softmax(output, width);
                break;
            case LinearHead.ModifiedHuber:
                ModifiedHuber(output);
                Normalize(output, width, uniformWhenZero: true);
                break;
            default:
                Logistic.Expit(output);
                Normalize(output, width, uniformWhenZero: head == LinearHead.OneVersusRestOrUniform);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WritePairs<T>(LinearHead head, Span<T> scores, Span<T> output)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        output = output[..(2 * scores.Length)];
        if (head == LinearHead.Softmax)
        {
            for (int row = 0; row < scores.Length; row++)
            {
                output[2 * row] = -scores[row];
                output[(2 * row) + 1] = scores[row];
            }

            Logistic.Softmax(output, 2);
            return;
        }

        if (head == LinearHead.ModifiedHuber)
        {
            ModifiedHuber(scores);
        }
        else
        {
            Logistic.Expit(scores);
        }

        for (int row = 0; row < scores.Length; row++)
        {
            T probability = scores[row];
            output[2 * row] = T.One - probability;
            output[(2 * row) + 1] = probability;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ModifiedHuber<T>(Span<T> scores)
        where T : IFloatingPointIeee754<T>
    {
        foreach (ref T score in scores)
        {
            score = (T.Clamp(score, -T.One, T.One) + T.One) / (T.One + T.One);
        }
    }

    /// <summary>Divides each row by its sum; where all of it is 0, each class gets the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Normalize<T>(Span<T> output, int width, bool uniformWhenZero)
        where T : IFloatingPointIeee754<T>
    {
        for (int at = 0; at < output.Length; at += width)
        {
            Span<T> row = output.Slice(at, width);
            T sum = PairwiseSum.Of<T>(row);
            if (uniformWhenZero && T.IsZero(sum))
            {
                row.Fill(T.One);
                sum = T.CreateChecked(width);
            }

            foreach (ref T value in row)
            {
                value /= sum;
            }
        }
    }
}
