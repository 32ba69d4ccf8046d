using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>KNeighborsRegressor.</summary>
internal sealed class KNeighborsRegressor : Estimator
{
    private readonly NeighborModel _model;
    private readonly NeighborMeanKernel _mean;
    private readonly bool _isVector;
    private readonly bool _isSingle;

    internal KNeighborsRegressor(EstimatorReader reader)
        : base(reader)
    {
        _model = NeighborModel.Read(reader);
        NDArray y = reader.Array("_y");
        _isVector = y.Rank == 1;
        bool isByDistance = NeighborWeights.AreByDistance(reader);
        bool isSingle = y.DType is { Kind: 'f', ItemSize: 4 };
        _isSingle = !isByDistance && isSingle;
        if (y.Rank is 0 or > 2 || y.Shape[0] != _model.Search.TrainingCount)
        {
            throw new PickleFormatException("FormatShape", $"{reader.Path}._y does not fit the training rows; the file is corrupt");
        }

        _mean = new NeighborMeanKernel(_model, ClassName, y.ToDoubles(), _isVector ? 1 : y.Shape[1], isByDistance, isSingle);
    }

    public override Methods Methods => Methods.Predict | Methods.KNeighbors;

    public override int? FeatureCount => _model.Search.Dimension;

    public override InputContract Inputs(Methods method) => _model.Inputs;

    private protected override RowKernel? KernelCore(Methods method) => method == Methods.Predict ? _mean : null;

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Predict => Predict(x),
        Methods.KNeighbors => _model.Answer(x, ClassName, options.NeighborCount),
        _ => base.Run(method, x, options),
    };

    private Answer Predict(Features x)
    {
        double[] values = _mean.VoteAll(x);
        return _isVector ? NumpyPrecision.ToArray(values, _isSingle) : NumpyPrecision.ToArray(values, _isSingle, x.RowCount, _mean.OutputCount);
    }

    }
