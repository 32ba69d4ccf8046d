using System.Buffers;

namespace Brine.Models;

/// <summary>KNeighborsClassifier for one output: the share of each class, or the index of the winner.</summary>
internal sealed class ClassVoteKernel(NeighborModel model, string className, int[] labels, int classCount, bool isByDistance, bool isWinner,
    bool refusesNoWeight)
    : NeighborKernel(model, className)
{
    private const int LargestOnStack = 256;

    public override int OutputCount => isWinner ? 1 : classCount;

    private protected override void Vote(Span<double> distances, ReadOnlySpan<int> indices, bool isSingle, Span<double> output)
    {
        if (isByDistance)
        {
            NeighborWeights.OfDistances(distances, isSingle);
            if (refusesNoWeight && !distances.ContainsAnyExcept(0.0))
            {
                throw new ModelInputException("InputOutlier",
                    "all neighbors of the row are infinitely far away and have no weight: the numbers are too large for their distances");
            }
        }
        else
        {
            distances.Fill(1);
        }

        if (!isWinner)
        {
            Share(distances, indices, output);
            return;
        }

        double[]? rented = classCount > LargestOnStack ? ArrayPool<double>.Shared.Rent(classCount) : null;
        Span<double> votes = rented is null ? stackalloc double[LargestOnStack] : rented;
        output[0] = Winner(distances, indices, votes[..classCount]);
        if (rented is not null)
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    /// <summary><c>predict_proba</c>: votes are added from the nearest on, then divided by numpy's sum of them.</summary>
    private void Share(ReadOnlySpan<double> weights, ReadOnlySpan<int> indices, Span<double> shares)
    {
        shares.Clear();
        for (int i = 0; i < indices.Length; i++)
        {
            shares[labels[indices[i]]] += weights[i];
        }

        double sum = NumpyReductions.Sum(shares);
        sum = sum == 0 ? 1 : sum;
        foreach (ref double share in shares)
        {
            share /= sum;
        }
    }

    /// <summary>The mode, or scikit-learn's <c>weighted_mode</c>, whose sums are numpy's; the first of equal classes wins.</summary>
    private int Winner(ReadOnlySpan<double> weights, ReadOnlySpan<int> indices, Span<double> votes)
    {
        votes.Clear();
        if (isByDistance && weights.Length >= 8)
        {
            SumAsNumpy(weights, indices, votes);
        }
        else
        {
            for (int i = 0; i < indices.Length; i++)
            {
                votes[labels[indices[i]]] += weights[i];
            }
        }

        // A sum that is NaN (two rows without any distance) is never greater, and nothing is greater than it.
        int winner = 0;
        double most = 0;
        for (int c = 0; c < votes.Length && !double.IsNaN(most); c++)
        {
            winner = votes[c] > most ? c : winner;
            most = votes[c] > most || double.IsNaN(votes[c]) ? votes[c] : most;
        }

        return winner;
    }

    /// <summary>For each class <c>np.sum</c> of all weights, those of other classes being zero.</summary>
    private void SumAsNumpy(ReadOnlySpan<double> weights, ReadOnlySpan<int> indices, Span<double> votes)
    {
        double[] own = ArrayPool<double>.Shared.Rent(weights.Length);
        for (int i = 0; i < indices.Length; i++)
        {
            int label = labels[indices[i]];
            if (votes[label] != 0)
            {
                continue;
            }

            for (int j = 0; j < indices.Length; j++)
            {
                own[j] = labels[indices[j]] == label ? weights[j] : 0;
            }

            votes[label] = NumpyReductions.Sum(own.AsSpan(0, weights.Length));
        }

        ArrayPool<double>.Shared.Return(own);
    }
}
