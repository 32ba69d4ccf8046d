using Brine.Arrays;

namespace Brine.Models;

/// <summary>KNeighborsClassifier, for one output or several.</summary>
internal sealed class KNeighborsClassifier : Estimator
{
    private readonly NeighborModel _model;
    private readonly InputContract _inputs;
    private readonly ClassTargets _targets;
    private readonly ClassVoteKernel[] _winners;
    private readonly ClassVoteKernel[] _shares;

    internal KNeighborsClassifier(EstimatorInfo info, NeighborsForm form, InputContract inputs)
        : base(info)
    {
        Form = form;
        _inputs = inputs;
        _model = new NeighborModel(form);
        _targets = new ClassTargets(form);
        _winners = new ClassVoteKernel[_targets.Count];
        _shares = new ClassVoteKernel[_targets.Count];
        (bool isByDistance, bool refusesNoWeight) = (form.IsWeightedByDistance, form.Details.RefusesNoWeight);
        for (int k = 0; k < _targets.Count; k++)
        {
            _winners[k] = new ClassVoteKernel(_model, ClassName, _targets.Labels[k], _targets.Classes[k].Count, isByDistance,
                isWinner: true, refusesNoWeight);
            _shares[k] = new ClassVoteKernel(_model, ClassName, _targets.Labels[k], _targets.Classes[k].Count, isByDistance,
                isWinner: false, refusesNoWeight);
        }
    }

    public override EstimatorForm Form { get; }

    public override Labels? Classes => _targets.Classes.Length == 1 ? _targets.Classes[0] : null;

    public override Methods Methods => Methods.Predict | Methods.PredictProba | Methods.KNeighbors | Methods.KNeighborsGraph;

    public override int? FeatureCount => _model.Search.Dimension;

    public override InputContract Inputs(Methods method) => _inputs;

    private protected override RowKernel? KernelCore(Methods method) => _targets.Count > 1 ? null : method switch
    {
        Methods.Predict => _winners[0],
        Methods.PredictProba => _shares[0],
        _ => null,
    };

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Predict => Predict(x),
        Methods.PredictProba => PredictProba(x),
        Methods.KNeighbors or Methods.KNeighborsGraph => _model.Answer(method, x, ClassName, options),
        _ => base.Run(method, x, options),
    };

    private Answer Predict(Features x)
    {
        var columns = new NDArray[_targets.Count];
        for (int k = 0; k < columns.Length; k++)
        {
            columns[k] = _targets.Classes[k].Take(Array.ConvertAll(_winners[k].VoteAll(x), index => (int)index));
        }

        return _targets.IsVector ? columns[0] : OutputColumns.Stack(columns, x.RowCount);
    }

    private Answer PredictProba(Features x)
    {
        Answer[] parts = [.. _shares.Select((kernel, k) => (Answer)NDArray.Of(kernel.VoteAll(x), x.RowCount, _targets.Classes[k].Count))];
        return _targets.IsVector ? parts[0] : Answer.Of(parts);
    }
}
