namespace Brine.Training;

/// <summary>One split of scikit-learn's <c>StratifiedShuffleSplit</c>.</summary>
internal static class StratifiedDraw
{
    internal static Fold Split(ClassCodes classes, double testShare, RandomState draws)
    {
        int rowCount = classes.Codes.Length, test = (int)Math.Ceiling(testShare * rowCount), train = rowCount - test;
        int[] counts = Array.ConvertAll(classes.Counts(), count => (int)count);
        if (counts.Min() < 2)
        {
            throw new TrainingException("FitTarget",
                $"the class {classes.Classes[Array.IndexOf(counts, counts.Min())]} has one row, which cannot be on both sides of a split");
        }

        if (train < counts.Length || test < counts.Length)
        {
            throw new TrainingException("FitRows", $"{rowCount} rows are split into {train} and {test}, and each side needs one of each of "
                + $"the {counts.Length} classes");
        }

        int[] trainCounts = Share(counts, train, draws);
        int[] testCounts = Share([.. counts.Zip(trainCounts, (count, taken) => count - taken)], test, draws);
        List<int> trainRows = [], testRows = [];
        for (int c = 0; c < counts.Length; c++)
        {
            int[] own = [.. Enumerable.Range(0, rowCount).Where(row => classes.Codes[row] == c)];
            Splitter.Shuffle(own, draws);
            trainRows.AddRange(own.Take(trainCounts[c]));
            testRows.AddRange(own.Skip(trainCounts[c]).Take(testCounts[c]));
        }

        int[] trained = [.. trainRows], tested = [.. testRows];
        Splitter.Shuffle(trained, draws);
        Splitter.Shuffle(tested, draws);
        return new Fold(trained, tested);
    }

    /// <summary><c>_approximate_mode</c>: how many rows of each class there are likeliest among so many.</summary>
    private static int[] Share(int[] counts, int wanted, RandomState draws)
    {
        double total = counts.Sum();
        double[] exact = Array.ConvertAll(counts, count => count / total * wanted);
        int[] made = Array.ConvertAll(exact, share => (int)Math.Floor(share));
        int missing = (int)(wanted - made.Sum(share => (double)share));
        if (missing <= 0)
        {
            return made;
        }

        double[] rest = [.. exact.Select(share => share - Math.Floor(share))];
        foreach (double value in rest.Distinct().OrderDescending())
        {
            int[] places = [.. Enumerable.Range(0, rest.Length).Where(place => rest[place] == value)];
            int more = Math.Min(places.Length, missing);
            Splitter.Shuffle(places, draws);
            foreach (int place in places[..more])
            {
                made[place]++;
            }

            missing -= more;
            if (missing == 0)
            {
                break;
            }
        }

        return made;
    }
}
