using System.Buffers;

namespace Brine.Models;

/// <summary>What estimators of covariance make of the squared Mahalanobis distance of one row, which scipy's <c>cdist</c> adds in two sums,
/// of the even and of the odd terms.</summary>
internal sealed class MahalanobisKernel : RowKernel
{
    private readonly double[] _location;
    private readonly double[] _precision;
    private readonly Methods _method;
    private readonly CovarianceForm _form;

    internal MahalanobisKernel(CovarianceForm form, Methods method)
    {
        _form = form;
        _method = method;
        _location = form.Location.ToDoubles();
        _precision = form.Precision.ToDoubles();
    }

    public override int InputCount => _location.Length;

    public override int OutputCount => 1;

    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        int count = _location.Length;
        double[] scratch = ArrayPool<double>.Shared.Rent(checked(count + count));
        Span<double> centered = scratch.AsSpan(0, count), products = scratch.AsSpan(count, count);
        for (int k = 0; k < count; k++)
        {
            centered[k] = row[k] - _location[k];
        }

        double distance = _form.SquaresRoots ? Math.Sqrt(DistanceFormulas.QuadraticByScipy(centered, _precision))
            : OfProducts(centered, products);
        distance = _form.SquaresRoots ? distance * distance : distance;
        ArrayPool<double>.Shared.Return(scratch);
        output[0] = Finish(distance);
    }

    /// <summary><c>np.sum(np.dot(x, precision) * x, 1)</c>.</summary>
    private double OfProducts(ReadOnlySpan<double> centered, Span<double> products)
    {
        products.Clear();
        for (int i = 0; i < products.Length; i++)
        {
            for (int j = 0; j < products.Length; j++)
            {
                products[j] += centered[i] * _precision[(i * products.Length) + j];
            }
        }

        for (int j = 0; j < products.Length; j++)
        {
            products[j] *= centered[j];
        }

        return PairwiseSum.Of<double>(products);
    }

    private double Finish(double distance)
    {
        if (_method is Methods.Mahalanobis)
        {
            return distance;
        }

        double offset = _form.Offset ?? 0;
        return _method switch
        {
            Methods.ScoreSamples => -distance,
            Methods.DecisionFunction when _form.DecidesByPowers => Math.Pow(-offset, 0.33) - Math.Pow(distance, 0.33),
            Methods.DecisionFunction => -distance - offset,
            _ when _form.DecidesByPowers => distance <= -offset ? 1 : -1,
            _ => -distance - offset >= 0 ? 1 : -1,
        };
    }
}
