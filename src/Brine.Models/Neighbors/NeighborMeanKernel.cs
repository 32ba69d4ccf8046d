using System.Buffers;

namespace Brine.Models;

/// <summary>KNeighborsRegressor: the mean of the neighbours' targets, or their mean weighted by distance.</summary>
/// <param name="model">The training rows.</param>
/// <param name="targets">One row of targets for each training row.</param>
/// <param name="outputCount">The number of targets.</param>
/// <param name="isByDistance">True for <c>weights='distance'</c>.</param>
/// <param name="isSingle">True for targets of float32, whose plain mean numpy takes in single precision.</param>
internal sealed class NeighborMeanKernel(NeighborModel model, double[] targets, int outputCount, bool isByDistance, bool isSingle)
    : NeighborKernel(model)
{
    private const int LargestOnStack = 128;

    public override int OutputCount => outputCount;

    private protected override void Vote(Span<double> distances, ReadOnlySpan<int> indices, Span<double> output)
    {
        int count = indices.Length;
        double weightSum = 0;
        if (isByDistance)
        {
            NeighborWeights.OfDistances(distances);
            weightSum = NumpyReductions.Sum(distances);
        }

        double[]? rented = count > LargestOnStack ? ArrayPool<double>.Shared.Rent(count) : null;
        Span<double> parts = rented is null ? stackalloc double[LargestOnStack] : rented;
        parts = parts[..count];
        for (int j = 0; j < outputCount; j++)
        {
            for (int i = 0; i < count; i++)
            {
                double target = targets[(indices[i] * outputCount) + j];
                parts[i] = isByDistance ? target * distances[i] : target;
            }

            output[j] = isByDistance ? NumpyReductions.Sum(parts) / weightSum : Mean(parts);
        }

        if (rented is not null)
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

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
