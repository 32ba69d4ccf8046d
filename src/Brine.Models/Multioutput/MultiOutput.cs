using Brine.Arrays;

namespace Brine.Models;

/// <summary>MultiOutputClassifier and MultiOutputRegressor: the answers of the members side by side.</summary>
internal sealed class MultiOutput : CombinedEstimator
{
    private readonly MultiOutputForm _form;
    private readonly bool _isClassifier;

    internal MultiOutput(EstimatorInfo info, MultiOutputForm form, bool isClassifier)
        : base(info, null)
    {
        _form = form;
        _isClassifier = isClassifier;
        bool hasProbabilities = isClassifier && form.Members.All(member => member.Methods.HasFlag(Methods.PredictProba));
        Methods = Methods.Predict | (hasProbabilities ? Methods.PredictProba : Methods.None);
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods { get; }

    /// <summary>Answers of numbers have a kernel; classes of several outputs are no single index.</summary>
    private protected override Combination? CombinationOf(Methods method) =>
        method == Methods.Predict && !_isClassifier && _form.Members.All(member => member.Classes is null)
        ? new Combination([.. _form.Members.Select(member => new Member(member, Methods.Predict, 1))], _form.Members.Count,
            (values, output) => values.CopyTo(output))
        : null;

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Predict => Stack([.. _form.Members.Select(member => member.Call(Methods.Predict, x, options).ToArray())], x.RowCount),
        Methods.PredictProba => Answer.Of([.. _form.Members.Select(member => member.Call(Methods.PredictProba, x, options))]),
        _ => base.Run(method, x, options),
    };

    private NDArray Stack(NDArray[] columns, int rows) => Array.TrueForAll(columns, column => column.Rank == 1)
        ? LabelColumns.Stack(columns, rows)
        : throw new UnsupportedModelException("UnsupportedOption",
            "MultiOutput of members that answer several outputs themselves cannot run yet", Path);
}
