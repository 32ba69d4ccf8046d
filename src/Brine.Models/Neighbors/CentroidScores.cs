namespace Brine.Models;

/// <summary>The discriminant scores of NearestCentroid (from 1.6): <c>-d² + 2 log(prior)</c>, d between rows and centroids in units of the
/// deviation within classes.</summary>
internal sealed class CentroidScores
{
    private readonly double[] _priors;
    private readonly double[] _deviations;
    private readonly double[] _centroids;
    private readonly double[] _norms;
    private readonly Distance _distance;

    internal CentroidScores(CentroidForm form, Distance distance)
    {
        _distance = distance;
        _priors = [.. form.Priors!];
        _deviations = [.. form.Deviations!];
        _centroids = form.Centroids.ToDoubles();
        int count = _priors.Length;
        _norms = new double[count];
        for (int c = 0; c < count; c++)
        {
            Normalize(Centroid(c));
            _norms[c] = NumpyReductions.SquaredNorm(Centroid(c));
        }
    }

    internal double[] Of(Matrix matrix)
    {
        int count = _priors.Length;
        var scores = new double[matrix.RowCount * count];
        var row = new double[_deviations.Length];
        for (int r = 0; r < matrix.RowCount; r++)
        {
            matrix.Row(r).CopyTo(row);
            Normalize(row);
            if (!ValueCheck.Fits(row, ValueRule.Finite))
            {
                throw new ModelInputException("InputNotFinite",
                    $"row {RowNumbers.Of(r)}, column {Array.FindIndex(row, value => !double.IsFinite(value))}: the value in units of the "
                        + "deviation of its column is too large for float64");
            }

            double norm = NumpyReductions.SquaredNorm(row);
            for (int c = 0; c < count; c++)
            {
                double distance = Between(row, norm, c);
                scores[(r * count) + c] = -(distance * distance) + (2.0 * Math.Log(_priors[c]));
            }
        }

        return scores;
    }

    private double Between(ReadOnlySpan<double> row, double norm, int index)
    {
        Span<double> centroid = Centroid(index);
        if (_distance.Kind != DistanceKind.Euclidean)
        {
            return _distance.Full(_distance.Reduced(row, centroid));
        }

        double dot = 0;
        for (int k = 0; k < row.Length; k++)
        {
            dot += row[k] * centroid[k];
        }

        return Math.Sqrt(Math.Max((-2 * dot) + norm + _norms[index], 0));
    }

    private Span<double> Centroid(int index) => _centroids.AsSpan(index * _deviations.Length, _deviations.Length);

    private void Normalize(Span<double> row)
    {
        for (int k = 0; k < row.Length; k++)
        {
            row[k] = _deviations[k] != 0 ? row[k] / _deviations[k] : row[k];
        }
    }
}
