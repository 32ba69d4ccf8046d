using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads SplineTransformer and the splines of scipy inside of it, whose attributes have an underscore in newer versions.</summary>
internal static class SplineReader
{
    private const int MostDegrees = 256;

    internal static SplineTransformer Read(EstimatorReader reader)
    {
        PyList list = reader.Value("bsplines_").As<PyList>() is { Count: > 0 } found ? found : throw reader.Missing("bsplines_");
        BasisSpline[] splines = [
            .. list.Select(
                (value, i) =>
                    Spline(reader, value.As<PyObject>() ?? throw reader.Corrupt("bsplines_", "it holds something that is no spline"), i))];
        int degree = reader.Int("degree", 3), width = splines[0].OutputCount;
        if (Array.Exists(splines, spline => spline.OutputCount != width || spline.Degree != degree)
            || (reader.TryInt("n_features_in_", out int count) && count != splines.Length))
        {
            throw reader.Corrupt("bsplines_", "the splines do not fit each other");
        }

        string extrapolation = reader.Text("extrapolation") ?? "constant";
        if (extrapolation is not ("error" or "constant" or "linear" or "continue" or "periodic"))
        {
            throw reader.Unsupported($"extrapolation='{extrapolation}'");
        }

        return new(reader.Info, new SplineForm(splines)
        {
            Degree = degree,
            Extrapolation = extrapolation,
            IncludeBias = reader.Flag("include_bias", true),
            IsSparse = reader.Flag("sparse_output", false),
            ZerosMissing = reader.Text("handle_missing") == "zeros",
            WidensSingles = reader.SavedBy.IsAtLeast(1, 6),
        });
    }

    private static BasisSpline Spline(EstimatorReader reader, PyObject source, int index)
    {
        var inner = new EstimatorReader(Described(source), $"{reader.Path}.bsplines_[{index}]");
        double[] knots = inner.NumericArray("t", "_t").ToDoubles();
        NDArray weights = inner.NumericArray("c", "_c");
        int degree = inner.Int(inner.Has("k") ? "k" : "_k");
        if (degree is < 0 or > MostDegrees || weights.Rank != 2 || knots.Length != weights.Shape[0] + degree + 1
            || weights.Shape[0] <= degree || weights.Shape[1] == 0)
        {
            throw inner.Corrupt("c", $"it has {weights.Length} weights for {knots.Length} knots of degree {degree}");
        }

        return new BasisSpline(knots, weights.ToDoubles(), weights.Shape[1], degree, inner.Flag("extrapolate", true));
    }

    /// <summary>A spline that is made by a call, <c>BSpline(t, c, k, extrapolate, axis)</c>, has its parts as arguments.</summary>
    private static PyObject Described(PyObject source)
    {
        if (source.HasState || source.Arguments is not { Count: >= 4 } parts)
        {
            return source;
        }

        return new PyObject(source.Callable, PyTuple.Empty)
            { State = new PyDict { ["t"] = parts[0], ["c"] = parts[1], ["k"] = parts[2], ["extrapolate"] = parts[3] } };
    }
}
