namespace Brine.Models;

/// <summary>The ways in which bagging brings the answers of its members together, in the order in which scikit-learn adds.</summary>
internal static class BaggingSums
{
    /// <summary>The mean of as many numbers from each member.</summary>
    /// <param name="form">Chunks and divisor.</param>
    /// <param name="width">How many numbers.</param>
    /// <param name="isSingle">True where each step is rounded to float32.</param>
    internal static RowCombiner Mean(BaggingForm form, int width, bool isSingle = false)
    {
        int[] chunks = [.. form.Chunks];
        double divisor = form.Divisor;
        return (values, output) =>
        {
            output.Clear();
            int at = 0;
            foreach (int chunk in chunks)
            {
                for (int k = 0; k < width; k++)
                {
                    double sum = 0;
                    for (int m = 0; m < chunk; m++)
                    {
                        sum += values[at + (m * width) + k];
                        sum = isSingle ? (float)sum : sum;
                    }

                    output[k] += sum;
                    output[k] = isSingle ? (float)output[k] : output[k];
                }

                at += chunk * width;
            }

            Divide(output, divisor);
            for (int k = 0; k < width && isSingle; k++)
            {
                output[k] = (float)output[k];
            }
        };
    }

    /// <summary>The mean of the probabilities; a member may know some of the classes only.</summary>
    internal static RowCombiner MeanOfClasses(BaggingForm form) => Add(form, (_, values, classes, sums) =>
    {
        for (int k = 0; k < classes.Length; k++)
        {
            sums[classes[k]] += values[k];
        }

        return classes.Length;
    });

    /// <summary>The fractions of the members' votes.</summary>
    internal static RowCombiner MeanOfVotes(BaggingForm form) => Add(form, (_, values, _, sums) =>
    {
        sums[(int)values[0]] += 1;
        return 1;
    });

    /// <summary>The logarithm of the mean of the probabilities, of their logarithms.</summary>
    internal static RowCombiner LogarithmOfMean(BaggingForm form)
    {
        int[][] classes = ClassesOf(form);
        int[] chunks = [.. form.Chunks];
        double logarithm = Math.Log(form.Divisor);
        int count = form.Classes!.Count;
        return (values, output) =>
        {
            Span<double> part = count <= 128 ? stackalloc double[count] : new double[count];
            output.Fill(double.NegativeInfinity);
            int at = 0, member = 0;
            for (int chunk = 0; chunk < chunks.Length; chunk++)
            {
                part.Fill(double.NegativeInfinity);
                for (int end = member + chunks[chunk]; member < end; member++)
                {
                    foreach (int k in classes[member])
                    {
                        part[k] = LogAddExp(part[k], values[at++]);
                    }
                }

                for (int k = 0; k < count; k++)
                {
                    output[k] = chunk == 0 ? part[k] : LogAddExp(output[k], part[k]);
                }
            }

            for (int k = 0; k < count; k++)
            {
                output[k] -= logarithm;
            }
        };
    }

    /// <summary>The index of the largest of what another combiner makes.</summary>
    internal static RowCombiner Largest(int count, RowCombiner inner) => (values, output) =>
    {
        Span<double> all = count <= 128 ? stackalloc double[count] : new double[count];
        inner(values, all);
        output[0] = Labels.LargestIndex(all);
    };

    /// <summary>numpy's <c>logaddexp</c>.</summary>
    private static double LogAddExp(double x, double y)
    {
        if (x == y)
        {
            return x + 0.693147180559945309417232121458176568;
        }

        double difference = x - y;
        return difference > 0 ? x + LogarithmOfOnePlus.Log1p(Exponential.Of(-difference))
            : difference <= 0 ? y + LogarithmOfOnePlus.Log1p(Exponential.Of(difference))
            : difference;
    }

    private static RowCombiner Add(BaggingForm form, AddMember add)
    {
        int[][] classes = ClassesOf(form);
        int[] chunks = [.. form.Chunks];
        double divisor = form.Divisor;
        int count = form.Classes!.Count;
        return (values, output) =>
        {
            Span<double> part = count <= 128 ? stackalloc double[count] : new double[count];
            output.Clear();
            int at = 0, member = 0;
            foreach (int chunk in chunks)
            {
                part.Clear();
                for (int end = member + chunk; member < end; member++)
                {
                    at += add(member, values[at..], classes[member], part);
                }

                for (int k = 0; k < count; k++)
                {
                    output[k] += part[k];
                }
            }

            Divide(output, divisor);
        };
    }

    private static int[][] ClassesOf(BaggingForm form) =>
        [.. form.Members.Select(member => Array.ConvertAll(member.Classes!.Values.ToInt64s(), index => (int)index))];

    private static void Divide(Span<double> values, double divisor)
    {
        for (int k = 0; k < values.Length; k++)
        {
            values[k] /= divisor;
        }
    }

    /// <summary>Adds what one member says, and tells how many numbers that were.</summary>
    private delegate int AddMember(int member, ReadOnlySpan<double> values, int[] classes, Span<double> sums);
}
