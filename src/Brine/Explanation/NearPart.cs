using Brine.Arrays;
using Brine.Models;

namespace Brine;

/// <summary>The rows and centers that are near.</summary>
internal static class NearPart
{
    internal static RowExplanation[] Neighbors(Estimator estimator, Features rows, string[]? predictions, ExplainOptions options)
    {
        var form = (NeighborsForm)estimator.Form;
        int? asked = options.NeighborCount ?? (form.NeighborCount is null ? Math.Min(5, form.RowCount) : null);
        IReadOnlyList<Answer> parts = estimator.Call(Methods.KNeighbors, rows,
            CallOptions.Default with { NeighborCount = asked, CancellationToken = options.CancellationToken }).Parts!;
        double[] distances = parts[0].ToArray().ToDoubles();
        long[] numbers = parts[1].ToArray().ToInt64s();
        int count = rows.RowCount == 0 ? 0 : numbers.Length / rows.RowCount;
        string[]? targets = form.Targets is { Rank: 1 } values ? [.. values.ToStrings().Select(text => text ?? "None")] : null;
        var explanations = new RowExplanation[rows.RowCount];
        for (int row = 0; row < explanations.Length; row++)
        {
            var near = new NearRow[count];
            for (int i = 0; i < count; i++)
            {
                long number = numbers[(row * count) + i];
                near[i] = new NearRow(number, distances[(row * count) + i], TargetOf(form, targets, (int)number));
            }

            explanations[row] = new RowExplanation(ExplanationKind.Neighbors, "kneighbors")
                { Prediction = predictions?[row], Near = near };
        }

        return explanations;
    }

    /// <summary>The distances of a row to the centers of all clusters, the nearest first.</summary>
    internal static RowExplanation Centers(Estimator estimator, ReadOnlySpan<double> row)
    {
        (NDArray centers, NDArray? labels) = estimator.Form is NearestCenterForm nearest ? (nearest.Centers, nearest.Labels)
            : (((CentersForm)estimator.Form).Centers, null);
        double[] values = centers.ToDoubles();
        var near = new NearRow[centers.Shape[0]];
        for (int center = 0; center < near.Length; center++)
        {
            double sum = 0;
            for (int column = 0; column < row.Length; column++)
            {
                double difference = row[column] - values[(center * row.Length) + column];
                sum += difference * difference;
            }

            near[center] = new NearRow(center, Math.Sqrt(sum), labels?[center].ToString());
        }

        return new RowExplanation(ExplanationKind.Centers, "transform") { Near = [.. near.OrderBy(center => center.Distance)] };
    }

    private static string? TargetOf(NeighborsForm form, string[]? targets, int row)
    {
        if (form.RowClasses is { } classes && form.Classes is { } labels)
        {
            return string.Join(", ", classes.Select((rows, output) => labels[output].Names[rows[row]]));
        }

        if (targets is not null)
        {
            return targets[row];
        }

        if (form.Targets is not { Rank: 2 } several)
        {
            return null;
        }

        int width = several.Shape[1];
        return string.Join(", ", Enumerable.Range(row * width, width).Select(at => several[at].ToString()));
    }
}
