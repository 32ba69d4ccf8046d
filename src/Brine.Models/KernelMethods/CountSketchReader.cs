using Brine.Arrays;

namespace Brine.Models;

/// <summary>Reads PolynomialCountSketch.</summary>
internal static class CountSketchReader
{
    internal static CountSketch Read(EstimatorReader reader)
    {
        int count = reader.Int("n_components", 100);
        double constant = reader.Double("coef0", 0);
        NDArray places = reader.NumericArray("indexHash_"), signs = reader.NumericArray("bitHash_");
        if (count < 1 || places.Rank != 2 || places.Shape[0] == 0 || !places.Shape.SequenceEqual(signs.Shape)
            || (reader.FeatureCount is { } width && places.Shape[1] != width + (constant != 0 ? 1 : 0)))
        {
            throw reader.Corrupt("indexHash_", "it does not fit bitHash_ and the columns");
        }

        if (places.ToDoubles().Any(place => !(place >= 0 && place < count)) || signs.ToDoubles().Any(sign => sign is not (1 or -1)))
        {
            throw reader.Corrupt("indexHash_", "it names places outside of the sketch, or bitHash_ is no sign");
        }

        return new CountSketch(reader.Info, new CountSketchForm(count, Rows(places), Rows(signs))
        {
            Scale = Math.Sqrt(reader.Double("gamma", 1)),
            Constant = constant == 0 ? null : Math.Sqrt(constant),
            KeepsFloats = !reader.SavedBy.IsAtLeast(1, 5),
        });
    }

    private static int[][] Rows(NDArray array)
    {
        int width = array.Shape[1];
        double[] values = array.ToDoubles();
        return [.. Enumerable.Range(0, array.Shape[0]).Select(row => Array.ConvertAll(values[(row * width)..((row + 1) * width)],
            value => (int)value))];
    }
}
