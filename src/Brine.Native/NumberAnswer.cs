using Brine.Arrays;
using Brine.Models;

namespace Brine.Native;

/// <summary>Answers as doubles, where doubles hold them.</summary>
internal static class NumberAnswer
{
    private const double FirstInexact = 1L << 53;

    /// <summary>The numbers of an answer row by row, and how many a row has.</summary>
    internal static (double[] Numbers, int Width) Of(Answer answer)
    {
        if (answer.Parts is not null)
        {
            throw new CallException(
                "CannotBeNumbers", "the answer has several parts, which do not lie in one array of numbers: take brine_predict_arrow");
        }

        if (answer.Sparse is { } sparse)
        {
            Border.Size((long)sparse.RowCount * sparse.ColumnCount, "the number of answers");
        }

        NDArray array = answer.ToArray();
        if (array.Rank is not (1 or 2))
        {
            throw new CallException("CannotBeNumbers", $"the answer has {array.Rank} dimensions, and rows of numbers have two");
        }

        return (Numbers(array), array.Rank == 1 ? 1 : array.Shape[1]);
    }

    /// <summary>The place of each label among the classes.</summary>
    internal static void Places(Labels classes, NDArray labels, Span<long> places)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < classes.Count; i++)
        {
            if (!known.TryAdd(classes.Names[i], i))
            {
                throw new CallException("CannotBeNumbers", $"two classes are called '{classes.Names[i]}': take brine_predict_arrow");
            }
        }

        string?[] names = labels.ToStrings();
        for (int row = 0; row < places.Length; row++)
        {
            places[row] = known[names[row] ?? "None"];
        }
    }

    private static double[] Numbers(NDArray array)
    {
        if (array.DType.Kind is not ('f' or 'i' or 'u' or 'b') || array.DType.ItemSize > sizeof(double))
        {
            throw new CallException(
                "CannotBeNumbers",
                $"the answers are {array.DType.Name}, which doubles do not hold: take brine_predict_classes or brine_predict_arrow");
        }

        double[] numbers = array.ToDoubles();
        if (array.DType.Kind is 'i' or 'u' && array.DType.ItemSize == sizeof(long)
            && Array.Exists(numbers, number => Math.Abs(number) >= FirstInexact))
        {
            throw new CallException(
                "CannotBeNumbers", "an answer is an int beyond 2^53, which a double does not hold: take brine_predict_arrow");
        }

        return numbers;
    }
}
