namespace Brine.Models;

/// <summary>The products of a <see cref="PolynomialForm"/>: the columns of each, behind each other.</summary>
internal sealed class PolynomialTerms
{
    private const long MostColumns = 1 << 28;

    private PolynomialTerms(int[] starts, int[] columns)
    {
        Starts = starts;
        Columns = columns;
    }

    /// <summary>Where the columns of each product start, and where the last ones end.</summary>
    internal int[] Starts { get; }

    /// <summary>The columns of all products, each in rising order.</summary>
    internal int[] Columns { get; }

    internal int Count => Starts.Length - 1;

    /// <summary>The columns of one product.</summary>
    internal ReadOnlySpan<int> this[int term] => Columns.AsSpan(Starts[term]..Starts[term + 1]);

    /// <summary>Makes the products, as <c>itertools.combinations</c> and its like give them.</summary>
    /// <exception cref="OverflowException">There are too many to be held.</exception>
    internal static PolynomialTerms Of(PolynomialForm form)
    {
        var starts = new List<int> { 0 };
        var columns = new List<int>();
        if (form.IncludeBias)
        {
            starts.Add(0);
        }

        int step = form.InteractionOnly ? 1 : 0,
            most = form.FeatureCount == 0 ? 0 : form.InteractionOnly ? Math.Min(form.MaxDegree, form.FeatureCount) : form.MaxDegree;
        for (int degree = Math.Max(1, form.MinDegree); degree <= most; degree++)
        {
            var term = new int[degree];
            for (int i = 0; i < degree; i++)
            {
                term[i] = i * step;
            }

            int place;
            do
            {
                columns.AddRange(term);
                starts.Add(columns.Count);
                if (columns.Count > MostColumns)
                {
                    throw new OverflowException(
                        $"products of {form.FeatureCount} columns up to degree {form.MaxDegree} are more than {MostColumns} numbers");
                }

                place = degree - 1;
                while (place >= 0 && term[place] == form.FeatureCount - 1 - ((degree - 1 - place) * step))
                {
                    place--;
                }

                if (place >= 0)
                {
                    term[place]++;
                    for (int i = place + 1; i < degree; i++)
                    {
                        term[i] = term[i - 1] + step;
                    }
                }
            }
            while (place >= 0);
        }

        return new PolynomialTerms([.. starts], [.. columns]);
    }
}
