using System.Buffers;
using System.Numerics;

namespace Brine.Models;

/// <summary>scikit-learn's <c>_update_doc_distribution</c> of one document.</summary>
/// <typeparam name="T">The precision of the topics.</typeparam>
internal sealed class TopicMixture<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] _words;
    private readonly int _count;
    private readonly T _prior;
    private readonly T _start;
    private readonly T _epsilon;
    private readonly int _maxIterations;
    private readonly double _tolerance;

    internal TopicMixture(TopicForm form)
    {
        _count = form.Words.Shape[0];
        _words = DenseLinear.Transpose(Array.ConvertAll(form.Words.ToDoubles(), T.CreateTruncating), _count, form.Words.Shape[1]);
        _prior = T.CreateTruncating(form.Prior);
        _epsilon = T.CreateTruncating(typeof(T) == typeof(float) ? 1.1920928955078125e-07 : 2.220446049250313e-16);
        _start = NumpyFunctions.Exp(Psi(T.One) - Psi(T.CreateChecked(_count)));
        (_maxIterations, _tolerance) = (form.MaxIterations, form.Tolerance);
    }

    /// <summary>The shares of the topics.</summary>
    /// <param name="words">The words of the document.</param>
    /// <param name="counts">How often each is there.</param>
    /// <param name="output">Room for a share a topic.</param>
    /// <param name="isShared">False for the weights of the topics, of which the shares are made.</param>
    internal void Run(ReadOnlySpan<int> words, ReadOnlySpan<double> counts, Span<double> output, bool isShared = true)
    {
        T[] scratch = ArrayPool<T>.Shared.Rent((3 * _count) + words.Length);
        Span<T> topics = scratch.AsSpan(0, _count), exponentials = scratch.AsSpan(_count, _count),
            next = scratch.AsSpan(2 * _count, _count);
        Span<T> ratios = scratch.AsSpan(3 * _count, words.Length);
        topics.Fill(T.One);
        exponentials.Fill(_start);
        for (int pass = 0; pass < _maxIterations; pass++)
        {
            for (int i = 0; i < words.Length; i++)
            {
                ReadOnlySpan<T> word = _words.AsSpan(words[i] * _count, _count);
                T sum = T.Zero;
                for (int k = 0; k < word.Length; k++)
                {
                    sum += exponentials[k] * word[k];
                }

                ratios[i] = T.CreateTruncating(counts[i]) / (sum + _epsilon);
            }

            next.Clear();
            for (int i = 0; i < words.Length; i++)
            {
                ReadOnlySpan<T> word = _words.AsSpan(words[i] * _count, _count);
                for (int k = 0; k < word.Length; k++)
                {
                    next[k] += ratios[i] * word[k];
                }
            }

            T total = T.Zero;
            for (int k = 0; k < next.Length; k++)
            {
                next[k] = (exponentials[k] * next[k]) + _prior;
                total += next[k];
            }

            T psiOfTotal = Psi(total);
            double change = 0;
            for (int k = 0; k < next.Length; k++)
            {
                exponentials[k] = T.CreateTruncating(Exponential.Of(double.CreateTruncating(Psi(next[k]) - psiOfTotal)));
                change += Math.Abs(double.CreateTruncating(topics[k] - next[k]));
            }

            next.CopyTo(topics);
            if (change / _count < _tolerance)
            {
                break;
            }
        }

        T all = isShared ? PairwiseSum.Of<T>(topics) : T.One;
        for (int k = 0; k < _count; k++)
        {
            output[k] = double.CreateTruncating(topics[k] / all);
        }

        ArrayPool<T>.Shared.Return(scratch);
    }

    /// <summary>scikit-learn's own <c>psi</c> of a number above zero, which is computed in double precision and rounded after each
    /// step.</summary>
    internal static T Psi(T number)
    {
        double x = double.CreateTruncating(number);
        if (x <= 1e-6)
        {
            return T.CreateTruncating(-0.577215664901532860606512090082402431 - (1 / x));
        }

        double sum = 0;
        while (x < 6)
        {
            sum = Round(sum - (1 / x));
            x = Round(x + 1);
        }

        double r = Round(1 / x);
        sum = Round(sum + (Math.Log(x) - (0.5 * r)));
        r = Round(r * r);
        return T.CreateTruncating(sum - (r * ((1.0 / 12.0) - (r * ((1.0 / 120.0) - (r * (1.0 / 252.0)))))));
    }

    private static double Round(double value) => typeof(T) == typeof(float) ? (float)value : value;
}
