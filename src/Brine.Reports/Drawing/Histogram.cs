using System.Globalization;

namespace Brine;

/// <summary>How many of some numbers lie where.</summary>
internal sealed class Histogram
{
    private const int Bins = 24;
    private const double Width = 144;
    private const double Height = 28;

    private readonly int[] _counts;
    private readonly int _missing;

    private Histogram(double least, double mean, double most, int[] counts, int missing)
    {
        (Least, Mean, Most, _counts, _missing) = (least, mean, most, counts, missing);
    }

    /// <summary>The least number; NaN where there is none.</summary>
    internal double Least { get; }

    /// <summary>The mean of the finite numbers.</summary>
    internal double Mean { get; }

    /// <summary>The greatest number.</summary>
    internal double Most { get; }

    internal static Histogram Of(ReadOnlySpan<double> values)
    {
        double least = double.PositiveInfinity, most = double.NegativeInfinity, mean = 0;
        int finite = 0;
        foreach (double value in values)
        {
            if (double.IsFinite(value))
            {
                least = Math.Min(least, value);
                most = Math.Max(most, value);
                mean += (value - mean) / ++finite;
            }
        }

        var counts = new int[Bins];
        double width = most - least;
        foreach (double value in values)
        {
            if (double.IsFinite(value))
            {
                // A width that overflows has all numbers in the middle.
                double share = width > 0 && double.IsFinite(width) ? (value - least) / width : 0.5;
                counts[Math.Min(Bins - 1, (int)(share * Bins))]++;
            }
        }

        return finite == 0 ? new Histogram(double.NaN, double.NaN, double.NaN, counts, values.Length)
            : new Histogram(least, mean, most, counts, values.Length - finite);
    }

    /// <summary>Draws it; what is no number is told beside it.</summary>
    internal void Draw(HtmlWriter html, PageWords words)
    {
        int highest = Math.Max(1, _counts.Max());
        html.Write($"<svg class=\"hist\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"");
        html.Write($"{Height}\" aria-hidden=\"true\"><path d=\"");
        for (int i = 0; i < Bins; i++)
        {
            if (_counts[i] > 0)
            {
                double height = Math.Max(1, Height * _counts[i] / highest);
                html.Write($"M{i * Width / Bins} {Height}v{-height}h{(Width / Bins) - 1}v{height}z");
            }
        }

        html.Write($"\"/></svg>");
        if (_missing > 0)
        {
            html.Write($" <span class=\"note\">{words.Say("missing", _missing.ToString("N0", CultureInfo.InvariantCulture))}</span>");
        }
    }
}
