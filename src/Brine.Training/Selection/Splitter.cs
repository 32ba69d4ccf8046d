namespace Brine.Training;

/// <summary>Splits rows as scikit-learn does, with numpy's draws: the same seed gives the same rows.</summary>
public static class Splitter
{
    /// <summary><c>train_test_split</c>: draws rows to test with; the others are trained on.</summary>
    /// <param name="rowCount">How many rows there are.</param>
    /// <param name="testShare"><c>test_size</c>: which share of them is tested with, over 0 and under 1.</param>
    /// <param name="seed"><c>random_state</c>; null draws another one each time.</param>
    /// <exception cref="TrainingException">No row would be left on one side.</exception>
    public static Fold TrainTest(int rowCount, double testShare = 0.25, uint? seed = null)
    {
        if (testShare is not (> 0 and < 1))
        {
            throw new TrainingException("FitParameter", $"train_test_split has test_size={testShare}, and it must be over 0 and under 1");
        }

        int test = (int)Math.Ceiling(testShare * rowCount), train = rowCount - test;
        if (train <= 0 || test <= 0)
        {
            throw new TrainingException("FitRows", $"{rowCount} rows cannot be split so that both sides have some");
        }

        int[] order = Permutation(rowCount, seed);
        return new Fold(order[test..], order[..test]);
    }

    /// <summary><c>train_test_split(stratify=target)</c>: draws rows to test with, and both sides have their share of each
    /// class.</summary>
    /// <param name="target">The classes.</param>
    /// <param name="testShare"><c>test_size</c>: which share of the rows is tested with, over 0 and under 1.</param>
    /// <param name="seed"><c>random_state</c>; null draws another one each time.</param>
    /// <exception cref="TrainingException">A class has one row, or a side would have fewer rows than there are classes.</exception>
    public static Fold StratifiedTrainTest(Target target, double testShare = 0.25, uint? seed = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (testShare is not (> 0 and < 1))
        {
            throw new TrainingException("FitParameter", $"train_test_split has test_size={testShare}, and it must be over 0 and under 1");
        }

        ClassCodes classes = ClassCodes.Of(target, "train_test_split");
        return StratifiedDraw.Split(classes, testShare, new RandomState(seed ?? (uint)Random.Shared.NextInt64(uint.MaxValue)));
    }

    /// <summary><c>KFold</c>: each row is tested with once.</summary>
    /// <param name="rowCount">How many rows there are.</param>
    /// <param name="count"><c>n_splits</c>: how many folds there are, from 2 on.</param>
    /// <param name="shuffles"><c>shuffle</c>: whether the rows of a fold are drawn; else they follow each other.</param>
    /// <param name="seed"><c>random_state</c>; null draws another one each time.</param>
    /// <exception cref="TrainingException">There are fewer rows than folds.</exception>
    public static IReadOnlyList<Fold> KFold(int rowCount, int count = 5, bool shuffles = false, uint? seed = null)
    {
        CheckCount(rowCount, count);
        int[] order = shuffles ? Permutation(rowCount, seed) : [.. Enumerable.Range(0, rowCount)];
        var folds = new Fold[count];
        for (int k = 0, start = 0; k < count; k++)
        {
            int size = (rowCount / count) + (k < rowCount % count ? 1 : 0);
            folds[k] = Of(order[start..(start + size)].ToHashSet(), rowCount);
            start += size;
        }

        return folds;
    }

    /// <summary><c>StratifiedKFold</c>: each row is tested with once, and each fold has its share of each class.</summary>
    /// <param name="target">The classes.</param>
    /// <param name="count"><c>n_splits</c>: how many folds there are, from 2 on.</param>
    /// <param name="shuffles"><c>shuffle</c>: whether the rows of a fold are drawn.</param>
    /// <param name="seed"><c>random_state</c>; null draws another one each time.</param>
    /// <exception cref="TrainingException">No class has as many rows as there are folds.</exception>
    public static IReadOnlyList<Fold> StratifiedKFold(Target target, int count = 5, bool shuffles = false, uint? seed = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        CheckCount(target.Count, count);
        ClassCodes classes = ClassCodes.Of(target, "StratifiedKFold");
        int[] codes = ByAppearance(classes.Codes, classes.Count), sorted = [.. codes.Order()];
        int most = (int)classes.Counts().Max();
        if (most < count)
        {
            throw new TrainingException("FitRows", $"no class has more than {most} rows, which cannot be in {count} folds");
        }

        RandomState? draws = shuffles ? new RandomState(seed ?? (uint)Random.Shared.NextInt64(uint.MaxValue)) : null;
        var folds = new int[codes.Length];
        for (int c = 0; c < classes.Count; c++)
        {
            var places = new List<int>();
            for (int k = 0; k < count; k++)
            {
                for (int i = k; i < sorted.Length; i += count)
                {
                    if (sorted[i] == c)
                    {
                        places.Add(k);
                    }
                }
            }

            int[] own = [.. places];
            if (draws is not null)
            {
                Shuffle(own, draws);
            }

            for (int row = 0, next = 0; row < codes.Length; row++)
            {
                if (codes[row] == c)
                {
                    folds[row] = own[next++];
                }
            }
        }

        return [.. Enumerable.Range(0, count).Select(k =>
            Of([.. Enumerable.Range(0, folds.Length).Where(row => folds[row] == k)], folds.Length))];
    }

    /// <summary>Classes by the order in which they come, as StratifiedKFold numbers them.</summary>
    private static int[] ByAppearance(int[] codes, int count)
    {
        var numbers = new int[count];
        Array.Fill(numbers, -1);
        int next = 0;
        return Array.ConvertAll(codes, code => numbers[code] < 0 ? numbers[code] = next++ : numbers[code]);
    }

    private static Fold Of(HashSet<int> test, int rowCount) =>
        new([.. Enumerable.Range(0, rowCount).Where(row => !test.Contains(row))], [.. test.Order()]);

    private static void CheckCount(int rowCount, int count)
    {
        if (count < 2)
        {
            throw new TrainingException("FitParameter", $"there are n_splits={count} folds, and it must be at least 2");
        }

        if (rowCount < count)
        {
            throw new TrainingException("FitRows", $"{rowCount} rows cannot make {count} folds");
        }
    }

    /// <summary><c>RandomState.permutation</c>.</summary>
    private static int[] Permutation(int count, uint? seed)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        Shuffle(order, new RandomState(seed ?? (uint)Random.Shared.NextInt64(uint.MaxValue)));
        return order;
    }

    /// <summary><c>RandomState.shuffle</c>.</summary>
    internal static void Shuffle(int[] values, RandomState draws)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = draws.NextBelow(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }
}
