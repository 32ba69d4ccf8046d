using Brine.Arrays;
using Brine.Containers;

namespace Brine.Verification;

/// <summary>Compares answers with stored ones: text, ints and bools must be equal, floats within a relative tolerance of the scale of the
/// answer.</summary>
/// <param name="relativeTolerance">For float64; float32 is given at least 2e-6.</param>
/// <param name="ulps">Floats this many units in the last place apart count as equal too.</param>
public sealed class AnswerComparer(double relativeTolerance = 1e-9, long ulps = 0)
{
    /// <summary>Compares all arrays of one method.</summary>
    /// <param name="expected">The archive with the stored answers.</param>
    /// <param name="actual">The archive with the answers to judge.</param>
    /// <param name="method">The name of the method.</param>
    public AnswerGrade Compare(NpzFile expected, NpzFile actual, string method)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(actual);
        if (Dense(expected, method) is { } whole)
        {
            return Dense(actual, method) is { } got ? Compare(whole, got) : AnswerGrade.Different;
        }

        AnswerGrade grade = AnswerGrade.Equal;
        int part = 0;
        for (; ; part++)
        {
            if (Dense(expected, $"{method}.{part}") is not { } item)
            {
                if (expected.Find($"{method}.{part}.0") is null)
                {
                    break;
                }

                // A list in a list: the neighbours of each row within a radius.
                grade = grade.And(Compare(expected, actual, $"{method}.{part}"));
                continue;
            }

            AnswerGrade one = Dense(actual, $"{method}.{part}") is { } got ? Compare(item, got) : AnswerGrade.Different;
            if (!one.IsRight && method == "kneighbors" && part == 1 && Dense(actual, "kneighbors.1") is { } neighbours)
            {
                one = CompareNeighbours(expected["kneighbors.0"], item, neighbours);
            }

            grade = grade.And(one);
        }

        return part > 0 ? grade : AnswerGrade.Different;
    }

    /// <summary>Compares two arrays.</summary>
    public AnswerGrade Compare(NDArray expected, NDArray actual)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(actual);
        if (!expected.Shape.SequenceEqual(actual.Shape))
        {
            return AnswerGrade.Different;
        }

        if (expected.DType.Kind is 'U' or 'S')
        {
            // Answers that mix kinds are stored as text, a missing one as empty text.
            IEnumerable<string?> texts = actual.Objects is null ? (IEnumerable<string?>)actual.ToStrings()
                : actual.Elements().Select(item => PandasMissing.Is(item) ? "" : item.AsString() ?? item.ToString());
            return actual.DType.Kind is 'U' or 'S' or 'O' && expected.ToStrings().SequenceEqual(texts) ? AnswerGrade.Equal
                : AnswerGrade.Different;
        }

        if (actual.Objects is { } items)
        {
            // Objects that are numbers, bools or missing are stored as floats.
            if (!items.All(item => item.IsNone || item.TryGetDouble(out _)))
            {
                return AnswerGrade.Different;
            }

            actual = NDArray.Of([.. actual.Elements().Select(item => item.TryGetDouble(out double number) ? number : double.NaN)],
                actual.Shape);
        }

        if (actual.DType.Kind is not ('f' or 'i' or 'u' or 'b'))
        {
            return AnswerGrade.Different;
        }

        double[] want = expected.ToDoubles(), got = actual.ToDoubles();
        return expected.DType.Kind == 'f' ? CompareFloats(want, got, expected.DType.ItemSize == 4)
            : want.AsSpan().SequenceEqual(got) ? AnswerGrade.Equal : AnswerGrade.Different;
    }

    private AnswerGrade CompareFloats(double[] want, double[] got, bool isSingle)
    {
        double tolerance = isSingle ? Math.Max(relativeTolerance, 2e-6) : relativeTolerance;
        double largest = AnswerDistance.Scale(want), worst = 0;
        bool bitEqual = true, right = true;
        for (int i = 0; i < want.Length; i++)
        {
            bool same = want[i] == got[i] || (double.IsNaN(want[i]) && double.IsNaN(got[i]));
            bitEqual &= same && (want[i] != 0 || double.IsNegative(want[i]) == double.IsNegative(got[i]));
            if (same)
            {
                continue;
            }

            double difference = AnswerDistance.Of(want[i], got[i], largest);
            worst = Math.Max(worst, difference);
            right &= difference <= tolerance || UlpsApart(want[i], got[i], isSingle) <= ulps;
        }

        return new AnswerGrade(right, bitEqual, worst);
    }

    private static long UlpsApart(double left, double right, bool isSingle)
    {
        if (double.IsNaN(left) || double.IsNaN(right))
        {
            return long.MaxValue;
        }

        long a = isSingle ? Ordered(BitConverter.SingleToInt32Bits((float)left)) : Ordered(BitConverter.DoubleToInt64Bits(left));
        long b = isSingle ? Ordered(BitConverter.SingleToInt32Bits((float)right)) : Ordered(BitConverter.DoubleToInt64Bits(right));
        return (Int128)a - b is var apart && Int128.Abs(apart) < long.MaxValue ? (long)Int128.Abs(apart) : long.MaxValue;
    }

    private static long Ordered(long bits) => bits < 0 ? long.MinValue - bits : bits;

    private static long Ordered(int bits) => bits < 0 ? int.MinValue - (long)bits : bits;

    /// <summary>Neighbours at equal distance may stand in another order, and at the end of the row may be others.</summary>
    private static AnswerGrade CompareNeighbours(NDArray distances, NDArray expected, NDArray actual)
    {
        if (!expected.Shape.SequenceEqual(actual.Shape))
        {
            return AnswerGrade.Different;
        }

        double[] distance = distances.ToDoubles();
        long[] want = expected.ToInt64s(), got = actual.ToInt64s();
        int width = expected.Shape[1];
        for (int i = 0; i < want.Length; i++)
        {
            int column = i % width;
            bool tied = column == width - 1
                || (column > 0 && Math.Abs(distance[i] - distance[i - 1]) <= 1e-9 * (1 + distance[i]))
                || Math.Abs(distance[i + 1] - distance[i]) <= 1e-9 * (1 + distance[i + 1]);
            if (want[i] != got[i] && !tied)
            {
                return AnswerGrade.Different;
            }
        }

        return new AnswerGrade(true, false, 0);
    }

    private static NDArray? Dense(NpzFile npz, string name) => npz.Find(name)
        ?? (NpzFeatures.ReadSparse(npz, name) is { } sparse ? NDArray.Of(sparse.ToDense(), sparse.RowCount, sparse.ColumnCount) : null);
}
