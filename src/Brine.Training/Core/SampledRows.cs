namespace Brine.Training;

/// <summary>Numbers drawn without repetition: scikit-learn's <c>sample_without_replacement</c>.</summary>
internal static class SampledRows
{
    /// <summary>Some of the numbers from 0 to under <paramref name="population"/>, in the order in which they are drawn.</summary>
    internal static int[] WithoutReplacement(int population, int count, RandomState draws)
    {
        double ratio = population == 0 ? 1 : (double)count / population;
        if (ratio is > 0.01 and < 0.99)
        {
            int[] order = [.. Enumerable.Range(0, population)];
            for (int i = order.Length - 1; i > 0; i--)
            {
                int j = draws.NextBelow(i + 1);
                (order[i], order[j]) = (order[j], order[i]);
            }

            return order[..count];
        }

        var found = new int[count];
        if (ratio < 0.2)
        {
            var selected = new HashSet<int>();
            for (int i = 0; i < count; i++)
            {
                do
                {
                    found[i] = draws.NextBelow(population);
                }
                while (!selected.Add(found[i]));
            }

            return found;
        }

        for (int i = 0; i < population; i++)
        {
            int place = i < count ? i : draws.NextBelow(i + 1);
            if (place < count)
            {
                found[place] = i;
            }
        }

        return found;
    }
}
