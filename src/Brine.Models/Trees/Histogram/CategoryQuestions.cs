using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Collects the questions about categories that the trees of a model ask; equal ones are one.</summary>
internal sealed class CategoryQuestions
{
    private readonly Dictionary<(long Feature, string Left), int> _numbers = [];
    private readonly List<(int Feature, uint[] Left)> _questions = [];

    /// <summary>The number of a question.</summary>
    internal int Add(long feature, ReadOnlySpan<uint> left)
    {
        if (feature is < 0 or > int.MaxValue)
        {
            throw TreeLayout.Bad($"it asks about feature {feature}");
        }

        string key = string.Join(',', left.ToArray());
        if (!_numbers.TryGetValue((feature, key), out int number))
        {
            _numbers[(feature, key)] = number = _questions.Count;
            _questions.Add(((int)feature, left.ToArray()));
        }

        return number;
    }

    /// <summary>The questions by feature, and the place of each number among them.</summary>
    /// <param name="known">The known categories of each feature.</param>
    internal (CategorySplit[] Splits, int[] Places) Sorted(uint[][] known)
    {
        int[] order = [.. Enumerable.Range(0, _questions.Count).OrderBy(number => _questions[number].Feature)];
        var places = new int[order.Length];
        for (int place = 0; place < order.Length; place++)
        {
            places[order[place]] = place;
        }

        return ([.. order.Select(number => _questions[number] is var question && question.Feature < known.Length
            ? new CategorySplit(question.Feature, Array.AsReadOnly(question.Left), Array.AsReadOnly(known[question.Feature]))
            : throw TreeLayout.Bad($"it asks about feature {question.Feature} of {known.Length}"))], places);
    }

    /// <summary><c>make_known_categories_bitsets</c>: the categories that the bin mapper has seen, as bits for each feature.</summary>
    internal static uint[][] KnownOf(PyObject? mapper, int featureCount)
    {
        var known = new uint[featureCount][];
        NDArray? isCategorical = mapper is not null && mapper.TryGetAttribute("is_categorical_", out PyValue flags) ? NDArray.From(flags)
            : null;
        PyList? bins = mapper is not null && mapper.TryGetAttribute("bin_thresholds_", out PyValue value) ? value.As<PyList>() : null;
        for (int feature = 0; feature < featureCount; feature++)
        {
            known[feature] = new uint[CategorySplit.WordCount];
            if (isCategorical is { DType.Kind: 'u' or 'b' or 'i', Rank: 1 } && feature < isCategorical.Length
                && isCategorical[feature].TryGetInt64(out long isSet) && isSet != 0
                && bins is not null && feature < bins.Count && NDArray.From(bins[feature]) is { DType.Kind: 'f' or 'i' or 'u' } categories)
            {
                foreach (double category in categories.ToDoubles())
                {
                    int number = CategorySplit.CategoryOf(category);
                    if (number >= 0)
                    {
                        known[feature][number >> 5] |= 1u << (number & 31);
                    }
                }
            }
        }

        return known;
    }
}
