using System.Buffers;

namespace Brine.Models;

/// <summary>KNeighborsRegressor: the mean of the neighbors' targets, or their mean weighted by distance.</summary>
/// <param name="model">The training rows.</param>
/// <param name="className">For messages.</param>
/// <param name="targets">One row of targets for each training row.</param>
/// <param name="outputCount">The number of targets.</param>
/// <param name="isByDistance">True for <c>weights='distance'</c>.</param>
/// <param name="isSingle">True for targets of float32, whose plain mean numpy takes in single precision, and products with weights of
/// float32 too.</param>
internal sealed class NeighborMeanKernel(NeighborModel model, string className, double[] targets, int outputCount, bool isByDistance,
    bool isSingle)
    : NeighborKernel(model, className)
{
    private const int LargestOnStack = 128;

    public override int OutputCount => outputCount;

    private protected override void Vote(Span<double> distances, ReadOnlySpan<int> indices, bool isSingleDistance, Span<double> output)
    {
        int count = indices.Length;
        bool isSingleProduct = isSingleDistance && isSingle;
        double weightSum = 0;
        if (isByDistance)
        {
            NeighborWeights.OfDistances(distances, isSingleDistance);
            weightSum = NumpyReductions.Sum(distances, isSingleDistance);
        }

        double[]? rented = count > LargestOnStack ? ArrayPool<double>.Shared.Rent(count) : null;
        Span<double> parts = rented is null ? stackalloc double[LargestOnStack] : rented;
        parts = parts[..count];
        for (int j = 0; j < outputCount; j++)
        {
            for (int i = 0; i < count; i++)
            {
                double target = targets[(indices[i] * outputCount) + j];
                parts[i] = !isByDistance ? target : isSingleProduct ? (float)(target * distances[i]) : target * distances[i];
            }

            output[j] = isByDistance ? Quotient(NumpyReductions.Sum(parts, isSingleProduct), weightSum, isSingleProduct) : Mean(parts);
        }

        if (rented is not null)
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    private static double Quotient(double sum, double weightSum, bool isSingle) =>
        isSingle ? (float)sum / (float)weightSum : sum / weightSum;

    /// <summary><c>np.mean(axis=1)</c>: pairwise for one output; for several numpy adds row by row.</summary>
    private double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        if (outputCount == 1)
        {
            sum = NumpyReductions.Sum(values, isSingle);
        }
        else
        {
            foreach (double value in values)
            {
                sum = isSingle ? (float)(sum + value) : sum + value;
            }
        }

        return isSingle ? (float)(sum / values.Length) : sum / values.Length;
    }
}
