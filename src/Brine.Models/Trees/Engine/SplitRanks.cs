using Brine.Pickling;

namespace Brine.Models;

/// <summary>
/// The keys of splits of float64: a feature's key is how many of the thresholds that splits hold are below the value, so that
/// <c>x &lt;= threshold</c> and the comparison of keys agree always. Each question about a category has a key of its own behind them, 0 or
/// 1.
/// </summary>
internal sealed class SplitRanks
{
    private readonly double[][] _thresholds;
    private readonly CategorySplit[] _categories;
    private readonly int[] _categoryStarts;
    private readonly uint[] _left;
    private readonly uint[] _known;
    private readonly bool _isStrict;

    /// <param name="trees">All trees.</param>
    /// <param name="rule">How splits compare.</param>
    /// <param name="categories">The questions about categories, those of one feature side by side.</param>
    internal SplitRanks(IReadOnlyList<DecisionTree> trees, SplitRule rule, IReadOnlyList<CategorySplit> categories)
    {
        _isStrict = rule.Comparison == SplitComparison.Less;
        int features = trees[0].FeatureCount;
        _thresholds = ThresholdsOf(trees, features);
        _categories = [.. categories];
        _categoryStarts = new int[features + 1];
        _left = new uint[_categories.Length * CategorySplit.WordCount];
        _known = new uint[features * CategorySplit.WordCount];
        for (int i = 0, feature = 0; feature < features; feature++)
        {
            for (; i < _categories.Length && _categories[i].Feature == feature; i++)
            {
                for (int word = 0; word < CategorySplit.WordCount; word++)
                {
                    _left[(i * CategorySplit.WordCount) + word] = _categories[i].Left[word];
                    _known[(feature * CategorySplit.WordCount) + word] = _categories[i].Known[word];
                }
            }

            _categoryStarts[feature + 1] = i;
        }

        if (_categoryStarts[features] != _categories.Length)
        {
            throw TreeLayout.Bad("its questions about categories are not in the order of the features");
        }
    }

    /// <summary>How many features a row has.</summary>
    internal int FeatureCount => _thresholds.Length;

    /// <summary>How many keys a row has.</summary>
    internal int KeyCount => _thresholds.Length + _categories.Length;

    /// <summary>The place and the key of a split: values with a larger key go right.</summary>
    /// <exception cref="PickleFormatException">The split asks a question about a category of another feature.</exception>
    internal (int Column, int Key) KeyOf(TreeSplit split)
    {
        if (split.Category < 0)
        {
            // No value is at most NaN; keys of values start at 0.
            double threshold = LargestOnTheLeft(split.Threshold);
            return ((int)split.Feature, double.IsNaN(threshold) ? -1 : CountBelow(_thresholds[split.Feature], threshold));
        }

        return (uint)split.Category < (uint)_categories.Length && _categories[split.Category].Feature == split.Feature
            ? (FeatureCount + split.Category, 0)
            : throw TreeLayout.Bad($"a split asks question {split.Category} about the categories of feature {split.Feature}");
    }

    /// <summary>Writes the keys of one row.</summary>
    /// <returns>False when a value is missing, or a category that is not known, of which no key can tell.</returns>
    internal bool TryFill(ReadOnlySpan<double> row, Span<int> keys)
    {
        bool isWhole = true;
        for (int feature = 0; feature < _thresholds.Length; feature++)
        {
            double value = row[feature];
            isWhole &= !double.IsNaN(value);
            keys[feature] = CountBelow(_thresholds[feature], value);
            int start = _categoryStarts[feature], end = _categoryStarts[feature + 1];
            if (start == end)
            {
                continue;
            }

            int category = CategorySplit.CategoryOf(value);
            for (int i = start; i < end; i++)
            {
                isWhole &= TryKey(feature, category, i, out keys[_thresholds.Length + i]);
            }
        }

        return isWhole;
    }

    /// <summary>Writes the keys of one row with missing values: those that send them right, then those that send them left.</summary>
    internal void FillMissing(ReadOnlySpan<double> row, Span<int> keys)
    {
        Span<int> lefts = keys[KeyCount..];
        for (int feature = 0; feature < _thresholds.Length; feature++)
        {
            bool isMissing = double.IsNaN(row[feature]);
            int key = CountBelow(_thresholds[feature], row[feature]);
            keys[feature] = isMissing ? TreeKey.MissingRight : key;
            lefts[feature] = isMissing ? TreeKey.MissingLeft : key;
            int category = CategorySplit.CategoryOf(row[feature]);
            for (int i = _categoryStarts[feature]; i < _categoryStarts[feature + 1]; i++)
            {
                bool isKnown = TryKey(feature, category, i, out key);
                keys[_thresholds.Length + i] = isKnown ? key : TreeKey.MissingRight;
                lefts[_thresholds.Length + i] = isKnown ? key : TreeKey.MissingLeft;
            }
        }
    }

    /// <summary>The key of a question: 0 goes left. False where the category is of no use to it: it then goes where missing values
    /// go.</summary>
    private bool TryKey(int feature, int category, int question, out int key)
    {
        key = 0;
        if (category < 0)
        {
            return false;
        }

        int word = category >> 5, bit = category & 31;
        key = 1 - (int)((_left[(question * CategorySplit.WordCount) + word] >> bit) & 1);
        return key == 0 || ((_known[(feature * CategorySplit.WordCount) + word] >> bit) & 1) != 0;
    }

    /// <summary>How many of ascending numbers are below a value.</summary>
    private static int CountBelow(double[] thresholds, double value)
    {
        int start = 0, count = thresholds.Length;
        while (count > 0)
        {
            int half = count >> 1;
            bool isBelow = thresholds[start + half] < value;
            start = isBelow ? start + half + 1 : start;
            count = isBelow ? count - half - 1 : half;
        }

        return start;
    }

    /// <summary>The largest number that goes left; NaN where none does.</summary>
    private double LargestOnTheLeft(double threshold) =>
        !_isStrict ? threshold : double.IsNegativeInfinity(threshold) ? double.NaN : Math.BitDecrement(threshold);

    private double[][] ThresholdsOf(IReadOnlyList<DecisionTree> trees, int features)
    {
        var found = new List<double>[features];
        for (int feature = 0; feature < features; feature++)
        {
            found[feature] = [];
        }

        foreach (DecisionTree tree in trees)
        {
            for (int node = 0; node < tree.NodeCount; node++)
            {
                if (!tree.IsLeaf(node) && tree.CategorySplit(node) < 0 && (uint)tree.Feature(node) < (uint)features
                    && !double.IsNaN(LargestOnTheLeft(tree.Threshold(node))))
                {
                    found[tree.Feature(node)].Add(LargestOnTheLeft(tree.Threshold(node)));
                }
            }
        }

        return [.. found.Select(thresholds => thresholds.Distinct().Order().ToArray())];
    }
}
