using Brine.Arrays;

namespace Brine.Models;

/// <summary>BaggingClassifier and BaggingRegressor.</summary>
internal sealed class Bagging : CombinedEstimator
{
    private readonly BaggingForm _form;

    internal Bagging(EstimatorInfo info, BaggingForm form, InputContract inputs)
        : base(info, inputs)
    {
        _form = form;
        Methods = form.Classes is null ? Methods.Predict : Methods.Probabilities | (form.Members[0].Methods & Methods.DecisionFunction);
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods { get; }

    public override Labels? Classes => _form.Classes;

    public override IReadOnlyList<ColumnKind>? InputKinds => null;

    private bool HasLogarithms => _form.Members[0].Methods.HasFlag(Methods.PredictLogProba);

    private protected override Combination? CombinationOf(Methods method)
    {
        if (_form.Classes is not { } classes)
        {
            return method == Methods.Predict
                ? new Combination(Ask(Methods.Predict, _ => 1), 1, BaggingSums.Mean(_form, 1), BaggingSums.Mean(_form, 1, isSingle: true))
                : null;
        }

        bool hasProbabilities = _form.Members[0].Methods.HasFlag(Methods.PredictProba);
        switch (method)
        {
            case Methods.Predict or Methods.PredictProba:
                Member[] members = hasProbabilities ? Ask(Methods.PredictProba, own => own.Count) : Ask(Methods.Predict, _ => 1);
                RowCombiner mean = hasProbabilities ? BaggingSums.MeanOfClasses(_form) : BaggingSums.MeanOfVotes(_form);
                return method == Methods.PredictProba ? new Combination(members, classes.Count, mean)
                    : new Combination(members, 1, BaggingSums.Largest(classes.Count, mean));
            case Methods.PredictLogProba when HasLogarithms:
                return new Combination(Ask(Methods.PredictLogProba, own => own.Count), classes.Count, BaggingSums.LogarithmOfMean(_form));
            case Methods.DecisionFunction:
                // A machine of pairs of classes has as many scores as pairs.
                int width = ScoreWidth(_form.Members[0]);
                return new Combination(Ask(Methods.DecisionFunction, _ => width), width, BaggingSums.Mean(_form, width),
                    BaggingSums.Mean(_form, width, isSingle: true));
            default:
                return null;
        }
    }

    private protected override Answer Run(Methods method, Features x, CallOptions options)
    {
        if (Find(method) is not { } combination)
        {
            return base.Run(method, x, options);
        }

        double[] values = combination.Run(x, options, out bool isSingle);
        return method == Methods.Predict && _form.Classes is { } classes ? classes.Take(Array.ConvertAll(values, index => (int)index))
            : method is Methods.PredictProba or Methods.PredictLogProba || combination.OutputCount > 1
                ? NumpyPrecision.ToArray(values, isSingle, x.RowCount, combination.OutputCount)
            : NumpyPrecision.ToArray(values, isSingle, x.RowCount);
    }

    private Member[] Ask(Methods method, Func<Labels, int> width) => [.. _form.Members.Select((member, i) =>
        new Member(member, method, member.Classes is { } own ? width(own) : 1, IsAll(_form.Columns[i]) ? null : [.. _form.Columns[i]]))];

    private bool IsAll(IReadOnlyList<int> columns) =>
        columns.Count == FeatureCount && columns.Select((column, i) => column == i).All(isSame => isSame);

    private static int ScoreWidth(Estimator member) =>
        member is SvmClassifier machine ? machine.DecisionWidth : Member.ScoreCount(member.Classes!);
}
