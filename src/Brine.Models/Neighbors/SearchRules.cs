using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// Which search scikit-learn's <c>kneighbors</c> takes without a tree. The fast one (<c>ArgKmin</c>, from 1.1) keeps the nearest in a heap; where
/// dtypes or metric do not suit it, <c>pairwise_distances</c> and <c>np.argpartition</c> decide. They differ in rounding and among equal distances.
/// </summary>
internal sealed class SearchRules
{
    private readonly SavedVersion _savedBy;
    private readonly Distance _distance;
    private readonly AskedRows _training;
    private readonly bool _isThreaded;

    /// <param name="distance">The metric.</param>
    /// <param name="training">What the training rows are.</param>
    /// <param name="savedBy">The version that saved the model.</param>
    /// <param name="isThreaded">True for <c>n_jobs</c> other than one.</param>
    internal SearchRules(Distance distance, AskedRows training, SavedVersion savedBy, bool isThreaded)
    {
        (_distance, _training, _savedBy, _isThreaded) = (distance, training, savedBy, isThreaded);

        // The versions between did not cut off what rounding leaves below zero.
        ClampsFast = !_savedBy.IsAtLeast(1, 1) || _savedBy.IsAtLeast(1, 3);
        RoundsFast = training.IsSingle && _savedBy.IsAtLeast(1, 3);
        IsIntrosort = _savedBy.IsAtLeast(1, 9);
        TakesMissing = distance.Kind == DistanceKind.NanEuclidean && _savedBy.IsAtLeast(1, 6);
    }

    /// <summary>What the training rows are.</summary>
    internal AskedRows Training => _training;

    /// <summary>True where the fast search cuts off squares below zero.</summary>
    internal bool ClampsFast { get; }

    /// <summary>True where the fast search rounds what it compares of float32 rows, and the result.</summary>
    internal bool RoundsFast { get; }

    /// <summary>True for the sort of 1.9, which has another order of equal distances.</summary>
    internal bool IsIntrosort { get; }

    /// <summary>True where rows may have gaps.</summary>
    internal bool TakesMissing { get; }

    /// <summary><c>ArgKmin.is_usable_for</c></summary>
    internal bool IsFast(AskedRows asked)
    {
        if (!_savedBy.IsAtLeast(1, 1) || !_distance.HasFastSearch(_savedBy.IsAtLeast(1, 9)) || asked.DType.Kind != 'f' || _training.DType.Kind != 'f' || asked.DType.ItemSize != _training.DType.ItemSize)
        {
            return false;
        }

        if (asked.DType.ItemSize != 8 && !(asked.IsSingle && _savedBy.IsAtLeast(1, 2)))
        {
            return false;
        }

        bool isEuclidean = _distance.Kind is DistanceKind.Euclidean or DistanceKind.SquaredEuclidean or DistanceKind.StandardizedEuclidean;
        return (asked.IsSparse, _training.IsSparse) switch
        {
            (false, false) => true,
            _ when !asked.HasStored || !_training.HasStored || !_savedBy.IsAtLeast(1, 2) => false,
            (true, true) => !isEuclidean || !_savedBy.IsAtLeast(1, 4, 1),
            _ => !isEuclidean || _savedBy.IsAtLeast(1, 4),
        };
    }

    /// <summary>A radius in the form that the fast search compares with.</summary>
    internal double LimitOfFast(double radius) => _training.IsSingle ? (float)_distance.Reduce((float)radius) : _distance.Reduce(radius);

    /// <summary>The distance that the fast search gives for what it compared: of float32 rows it is rounded, from 1.3 on the result too.</summary>
    internal double FullOfFast(double reduced)
    {
        if (!_training.IsSingle || _distance.Kind == DistanceKind.SquaredEuclidean)
        {
            return _distance.Full(reduced);
        }

        double full = _distance.Full((float)reduced);
        return RoundsFast ? (float)full : full;
    }

    /// <summary>True where RadiusNeighborsClassifier counts votes in the fast search (<c>RadiusNeighborsClassMode</c>), which looks for outlier labels in its own way.</summary>
    internal bool CountsVotes(AskedRows asked) => _savedBy.IsAtLeast(1, 3) && IsFast(asked) && _distance.Kind is not (DistanceKind.Euclidean or DistanceKind.SquaredEuclidean);

    /// <summary>True where scipy's formulas are those of its C code, before 1.11.</summary>
    internal bool HasOldScipy => !_savedBy.IsAtLeast(1, 3);

    /// <summary>True where <c>pairwise_distances</c> computes in single precision.</summary>
    internal bool IsSingle(AskedRows asked) => asked.IsSingle && _training.IsSingle;

    /// <summary>True where the distances come as float32.</summary>
    internal bool GivesSingles(AskedRows asked) => IsSingle(asked) && !IsFast(asked)
        && (_isThreaded || _distance.Kind is DistanceKind.Euclidean or DistanceKind.L2 or DistanceKind.NanEuclidean or DistanceKind.Cosine);

    /// <summary>Refuses what Python refuses.</summary>
    /// <exception cref="ModelInputException">The rows are sparse, and only scipy, which takes none, knows the metric; or the other way round.</exception>
    /// <exception cref="UnsupportedModelException">The fast search does not know the power.</exception>
    internal void Check(AskedRows asked, string className)
    {
        bool isFast = IsFast(asked);

        // Between sparse and dense rows the fast search counts zeros that are none in these two.
        bool takesSparse = _distance.Kind is DistanceKind.Euclidean or DistanceKind.L2 or DistanceKind.Cosine or DistanceKind.Manhattan
            || (_distance.Kind == DistanceKind.Haversine && _savedBy.IsAtLeast(1, 2)) || (isFast && _distance.Kind is not (DistanceKind.BrayCurtis or DistanceKind.Canberra));
        if (asked.IsSparse && !takesSparse)
        {
            throw new ModelInputException("InputSparse", $"{className} takes no sparse matrix with its metric; write the rows in full");
        }

        if (isFast && _distance.HasOddPower(!_savedBy.IsAtLeast(1, 3)))
        {
            throw new UnsupportedModelException("UnsupportedOption", $"{className} with a p below 1, or of infinity with weights, is refused by its scikit-learn too", className);
        }

        if (!isFast && _distance.IsOfTrees)
        {
            throw new ModelInputException("InputFeatures", $"{className} has a metric that scikit-learn knows only for float64 rows; here the rows are {asked.DType.Name} and those of training {_training.DType.Name}");
        }
    }
}
