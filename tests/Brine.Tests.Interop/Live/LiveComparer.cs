using System.Globalization;

namespace Brine.Tests.Live;

/// <summary>Compares an answer with Python's: kinds, shapes, cells and labels are equal, floats to the bit or within a tolerance of the
/// answer's scale.</summary>
internal sealed class LiveComparer
{
    private const double SingleTolerance = 2e-6;

    /// <summary>The largest relative difference of floats that were taken for equal.</summary>
    internal double Worst { get; private set; }

    /// <summary>The first difference in words, or null where there is none.</summary>
    /// <param name="python">What Python answered.</param>
    /// <param name="brine">What Brine answered.</param>
    /// <param name="tolerance">For float64, a part of the answer's scale; single precision has its own; 0 asks for every bit.</param>
    internal string? Compare(LiveAnswer python, LiveAnswer brine, double tolerance)
    {
        if (python.Parts is { } wanted)
        {
            if (brine.Parts is not { } given || given.Count != wanted.Count)
            {
                return $"{brine.Parts?.Count ?? 1} parts, Python {wanted.Count}";
            }

            return wanted.Zip(given)
                .Select((pair, i) => Compare(pair.First, pair.Second, tolerance) is { } found ? $"part {i}: {found}" : null)
                .FirstOrDefault(found => found is not null);
        }

        if (brine.Parts is not null)
        {
            return "a list, Python an array";
        }

        if ((python.Places is null) != (brine.Places is null))
        {
            return python.Places is null ? "sparse, Python dense" : "dense, Python sparse";
        }

        if (!python.Shape.SequenceEqual(brine.Shape))
        {
            return $"shape ({string.Join(", ", brine.Shape)}), Python ({string.Join(", ", python.Shape)})";
        }

        return (python, brine) switch
        {
            _ when CompareValues(python, brine, tolerance) is { } found => found,
            _ when python.DType != brine.DType => $"dtype {brine.DType}, Python {python.DType}",
            _ => null,
        };
    }

    private string? CompareValues(LiveAnswer python, LiveAnswer brine, double tolerance)
    {
        if (python.Cells is { } cells)
        {
            if (brine.Cells is not { } given)
            {
                return $"dtype {brine.DType}, Python {python.DType}";
            }

            int differs = Enumerable.Range(0, cells.Length).FirstOrDefault(i => cells[i] != given[i], -1);
            return differs < 0 ? null : $"cell {differs} is {given[differs]}, Python {cells[differs]}";
        }

        if (brine.Numbers is not { } got)
        {
            return $"dtype {brine.DType}, Python {python.DType}";
        }

        if (python.Places is { } places && !places.SequenceEqual(brine.Places!))
        {
            return $"other places are stored: {brine.Places!.Length}, Python {places.Length}";
        }

        return CompareNumbers(python.Numbers!, got, python.DType, tolerance);
    }

    private string? CompareNumbers(double[] wanted, double[] given, string dtype, double tolerance)
    {
        double allowed = tolerance == 0 || dtype[0] != 'f' ? 0 : dtype == "float64" ? tolerance : SingleTolerance;
        if (wanted.Length != given.Length)
        {
            return $"{given.Length} numbers, Python {wanted.Length}";
        }

        double scale = wanted.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (int i = 0; i < wanted.Length; i++)
        {
            double want = wanted[i], got = given[i];
            bool same = double.IsNaN(want) ? double.IsNaN(got)
                : BitConverter.DoubleToInt64Bits(want) == BitConverter.DoubleToInt64Bits(got);
            if (same)
            {
                continue;
            }

            double difference = want == got ? 0 : Math.Abs(want - got) / Math.Max(scale, double.Epsilon);
            if (!(difference <= allowed) || (want == got && allowed == 0))
            {
                return string.Create(CultureInfo.InvariantCulture, $"item {i} is {got:r}, Python {want:r} ({difference:g2} of the scale)");
            }

            Worst = Math.Max(Worst, difference);
        }

        return null;
    }
}
