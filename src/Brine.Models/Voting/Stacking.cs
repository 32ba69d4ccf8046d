using Brine.Arrays;

namespace Brine.Models;

/// <summary>StackingClassifier and StackingRegressor.</summary>
internal sealed class Stacking : CombinedEstimator
{
    private const Methods OfFinal = Methods.Predict | Methods.PredictProba | Methods.DecisionFunction;

    private readonly StackingForm _form;
    private readonly int[] _widths;

    internal Stacking(EstimatorInfo info, StackingForm form)
        : base(info, null)
    {
        _form = form;
        _widths = [.. form.Members.Select((member, i) => WidthOf(member.Estimator, form.Methods[i], form.Classes))];
        Methods = (form.Classes is null ? Methods.Predict : OfFinal & form.Final.Methods) | Methods.Transform
            | (Info.SavedVersion.IsAtLeast(1, 1) ? Methods.GetFeatureNamesOut : Methods.None);
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods { get; }

    public override Labels? Classes => _form.Classes;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names)
    {
        string prefix = ClassName.ToLowerInvariant() + "_";
        IEnumerable<string> own = _form.Members.SelectMany(
            (member, i) => _widths[i] == 1 ? [prefix + member.Name] : TransformedNames.Numbered(prefix + member.Name, _widths[i]));
        return _form.PassesThrough ? [.. own, .. FeatureNamesIn ?? names ?? InputNames.Numbered(FeatureCount) ?? []] : [.. own];
    }

    private protected override bool IsAsked(EstimatorChild child) => child.Estimator != _form.Final;

    /// <summary>The columns of the final estimator, where the data itself is not among them: of two probabilities the second.</summary>
    private protected override Combination? CombinationOf(Methods method) => _form.PassesThrough ? null : new Combination(
        [.. _form.Members.Select(
            (member, i) => new Member(member.Estimator, MethodNames.Parse(_form.Methods[i]), IsPair(i) ? 2 : _widths[i]))],
        _widths.Sum(),
        (values, output) =>
        {
            for (int i = 0, from = 0, to = 0; i < _widths.Length; i++)
            {
                int skipped = IsPair(i) ? 1 : 0;
                values.Slice(from + skipped, _widths[i]).CopyTo(output[to..]);
                from += skipped + _widths[i];
                to += _widths[i];
            }
        });

    private protected override RowKernel? KernelCore(Methods method) => method == Methods.Transform ? base.KernelCore(method)
        : Methods.HasFlag(method) && Find(Methods.Transform)?.Kernel(FeatureCount) is { } columns
            ? ChainKernel.Of([columns, _form.Final.Kernel(method)])
        : null;

    private protected override Answer Run(Methods method, Features x, CallOptions options)
    {
        if ((method & OfFinal) == Methods.None)
        {
            return base.Run(method, x, options);
        }

        Features columns = Columns(x, options);
        try
        {
            return AskFinal(method, columns, options);
        }
        catch (ModelInputException error) when (error.Column is { } column)
        {
            // The final estimator counts the columns that it is given: first what the members answer, then those of the data.
            int own = _widths.Sum();
            throw column >= own
                ? new ModelInputException(error.Code,
                    error.Message.Replace($"column {column}", $"column {column - own}", StringComparison.Ordinal)) { Column = column - own }
                : new ModelInputException(error.Code,
                    error.Message.Replace($"column {column}", "what its members answer", StringComparison.Ordinal));
        }
    }

    private Answer AskFinal(Methods method, Features columns, CallOptions options)
    {
        if (method == Methods.Predict && _form.Classes is { } classes)
        {
            var final = new Member(_form.Final, Methods.Predict, 1);
            return classes.Take(Array.ConvertAll(final.Ask(columns, options), index => (int)index));
        }

        return _form.Final.Call(method, columns, options);
    }

    private protected override Features TransformCore(Features x) => Columns(x, CallOptions.Default);

    /// <summary><c>_concatenate_predictions</c></summary>
    private Features Columns(Features x, CallOptions options)
    {
        List<Features> parts = [];
        for (int i = 0; i < _widths.Length; i++)
        {
            NDArray answer = _form.Members[i].Estimator.Call(MethodNames.Parse(_form.Methods[i]), x, options).ToArray();
            var part = Features.FromArray(answer);
            parts.Add(IsPair(i) ? part.SelectColumns([1]) : part);
        }

        if (!_form.PassesThrough)
        {
            return FeatureStack.Dense(parts, x.RowCount);
        }

        parts.Add(UnnamedFeatures.Of(x));
        return x is SparseMatrix ? FeatureStack.Sparse(parts, x.RowCount) : FeatureStack.Dense(parts, x.RowCount);
    }

    private bool IsPair(int member) => _form.Classes?.Count == 2 && _form.Methods[member] == "predict_proba";

    private static int WidthOf(Estimator member, string method, Labels? classes) => method switch
    {
        "predict" => 1,
        "predict_proba" => classes?.Count is 2 or null ? 1 : classes!.Count,
        _ => member is SvmClassifier machine ? machine.DecisionWidth : classes is null ? 1 : Member.ScoreCount(classes),
    };
}
