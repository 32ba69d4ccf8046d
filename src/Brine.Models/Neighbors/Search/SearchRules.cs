using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// Which search scikit-learn's <c>kneighbors</c> takes without a tree. The fast one (<c>ArgKmin</c>, from 1.1) keeps the nearest in a heap;
/// where dtypes or metric do not suit it, <c>pairwise_distances</c> and <c>np.argpartition</c> decide. They differ in rounding and among
/// equal distances.
/// </summary>
internal sealed class SearchRules
{
    private readonly SearchDetails _details;
    private readonly Distance _distance;
    private readonly AskedRows _training;

    /// <param name="distance">The metric.</param>
    /// <param name="training">What the training rows are.</param>
    /// <param name="details">How the version that saved the model searches.</param>
    internal SearchRules(Distance distance, AskedRows training, SearchDetails details) =>
        (_distance, _training, _details) = (distance, training, details);

    /// <summary>The kind of the training rows.</summary>
    internal AskedRows Training => _training;

    /// <summary>True where the fast search cuts off squares below zero.</summary>
    internal bool ClampsFast => _details.ClampsFast;

    /// <summary>True where the fast search rounds what it compares of float32 rows, and the result.</summary>
    internal bool RoundsFast => _training.IsSingle && _details.RoundsFast;

    /// <summary>True for the sort of 1.9, which has another order of equal distances.</summary>
    internal bool IsIntrosort => _details.IsIntrosort;

    /// <summary><c>ArgKmin.is_usable_for</c></summary>
    internal bool IsFast(AskedRows asked)
    {
        if (!_details.HasFastSearch || !_distance.HasFastSearch(_details.FastTakesOldMetrics) || asked.DType.Kind != 'f'
            || _training.DType.Kind != 'f' || asked.DType.ItemSize != _training.DType.ItemSize)
        {
            return false;
        }

        if (asked.DType.ItemSize != 8 && !(asked.IsSingle && _details.FastTakesSinglesAndSparse))
        {
            return false;
        }

        bool isEuclidean = _distance.Kind is DistanceKind.Euclidean or DistanceKind.SquaredEuclidean or DistanceKind.StandardizedEuclidean;
        return (asked.IsSparse, _training.IsSparse) switch
        {
            (false, false) => true,
            _ when !asked.HasStored || !_training.HasStored || !_details.FastTakesSinglesAndSparse => false,
            (true, true) => !isEuclidean || _details.FastTakesSparseEuclidean,
            _ => !isEuclidean || _details.FastTakesMixedEuclidean,
        };
    }

    /// <summary>A radius in the form that the fast search compares with.</summary>
    internal double LimitOfFast(double radius)
    {
        if (!_training.IsSingle || _distance.Kind == DistanceKind.SquaredEuclidean)
        {
            return _distance.Reduce(radius);
        }

        double limit = _distance.Reduce((float)radius);
        return RoundsFast ? (float)limit : limit;
    }

    /// <summary>The distance that the fast search gives for what it compared: of float32 rows it is rounded, from 1.3 on the result
    /// too.</summary>
    internal double FullOfFast(double reduced)
    {
        if (!_training.IsSingle || _distance.Kind == DistanceKind.SquaredEuclidean)
        {
            return _distance.Full(reduced);
        }

        double full = _distance.Full((float)reduced);
        return RoundsFast ? (float)full : full;
    }

    /// <summary>True where RadiusNeighborsClassifier counts votes in the fast search (<c>RadiusNeighborsClassMode</c>), which looks for
    /// outlier labels in its own way.</summary>
    internal bool CountsVotes(AskedRows asked) =>
        _details.CountsVotes && IsFast(asked) && _distance.Kind is not (DistanceKind.Euclidean or DistanceKind.SquaredEuclidean);

    /// <summary>True where scipy's formulas are those of its C code, before 1.11.</summary>
    internal bool HasOldScipy => _details.HasOldScipy;

    /// <summary>True where <c>pairwise_distances</c> computes in single precision.</summary>
    internal bool IsSingle(AskedRows asked) => asked.IsSingle && _training.IsSingle;

    /// <summary>True where the distances come as float32.</summary>
    internal bool GivesSingles(AskedRows asked) => IsSingle(asked) && !IsFast(asked)
        && (_details.IsThreaded
            || _distance.Kind is DistanceKind.Euclidean or DistanceKind.L2 or DistanceKind.NanEuclidean or DistanceKind.Cosine);

    /// <summary>Refuses what Python refuses.</summary>
    /// <exception cref="ModelInputException">The rows are sparse, and only scipy, which takes none, knows the metric; or the other way
    /// round.</exception>
    /// <exception cref="UnsupportedModelException">The fast search does not know the power.</exception>
    internal void Check(AskedRows asked, string className)
    {
        bool isFast = IsFast(asked);

        // Between sparse and dense rows the fast search counts zeros that are none in these two.
        bool takesSparse = _distance.Kind is DistanceKind.Euclidean or DistanceKind.L2 or DistanceKind.Cosine or DistanceKind.Manhattan
            || (_distance.Kind == DistanceKind.Haversine && _details.TakesSparseHaversine)
            || (isFast && _distance.Kind is not (DistanceKind.BrayCurtis or DistanceKind.Canberra));
        if (asked.IsSparse && !takesSparse)
        {
            throw new ModelInputException("InputSparse", $"{className} takes no sparse matrix with its metric; write the rows in full");
        }

        if (isFast && _distance.HasOddPower(!_details.FastTakesSmallPowers))
        {
            throw new UnsupportedModelException("UnsupportedOption",
                $"{className} with a p below 1, or of infinity with weights, is refused by its scikit-learn too", className);
        }

        if (!isFast && _distance.IsOfTrees)
        {
            throw new ModelInputException("InputFeatures",
                $"{className} has a metric that scikit-learn knows only for float64 rows; here the rows are {asked.DType.Name} and those "
                    + $"of training {_training.DType.Name}");
        }
    }
}
