using Brine.Arrays;

namespace Brine.Models;

/// <summary>VotingClassifier and VotingRegressor.</summary>
internal sealed class Voting : CombinedEstimator
{
    private readonly VotingForm _form;
    private readonly double[]? _weights;
    private readonly double _total;

    internal Voting(EstimatorInfo info, VotingForm form)
        : base(info, null)
    {
        _form = form;
        _weights = form.Weights is null ? null : [.. form.Weights];
        _total = _weights is null ? form.Children.Count : PairwiseSum.Of<double>(_weights);
        bool hasNames = Info.SavedVersion.IsAtLeast(1, 0) && (!form.IsSoft || form.Flattens);
        bool transforms = form.Classes is not null || Info.SavedVersion.IsAtLeast(0, 22);
        Methods = Methods.Predict | (transforms ? Methods.Transform : Methods.None) | (form.IsSoft ? Methods.PredictProba : Methods.None)
            | (hasNames ? Methods.GetFeatureNamesOut : Methods.None);
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods { get; }

    public override Labels? Classes => _form.Classes;

    private int ClassCount => _form.Classes!.Count;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names)
    {
        if (!Methods.HasFlag(Methods.GetFeatureNamesOut))
        {
            throw Unsupported(Methods.GetFeatureNamesOut);
        }

        string prefix = ClassName.ToLowerInvariant() + "_";
        return _form.IsSoft
            ? [.. _form.Children.SelectMany(child => TransformedNames.Numbered(prefix + child.Name, ClassCount))]
            : [.. _form.Children.Select(child => prefix + child.Name)];
    }

    private protected override Combination? CombinationOf(Methods method)
    {
        int count = _form.IsSoft ? ClassCount : 1;
        Member[] members = [
            .. _form.Children.Select(child => new Member(child.Estimator, _form.IsSoft ? Methods.PredictProba : Methods.Predict, count))];
        return method switch
        {
            Methods.Predict when _form.Classes is null => new Combination(members, 1, Average, _weights is null ? AverageSingle : null),
            Methods.Predict => new Combination(members, 1, _form.IsSoft ? Largest : Count),
            Methods.PredictProba => new Combination(members, count, Average, _weights is null ? AverageSingle : null),
            Methods.Transform when !_form.IsSoft || _form.Flattens =>
                new Combination(members, members.Length * count, (values, output) => values.CopyTo(output),
                    (values, output) => values.CopyTo(output)),
            _ => null,
        };
    }

    private protected override Answer Run(Methods method, Features x, CallOptions options)
    {
        switch (method)
        {
            case Methods.Predict when _form.Classes is { } classes:
                return classes.Take(Array.ConvertAll(Combine(method, x, options), index => (int)index));
            case Methods.Predict:
                double[] numbers = Find(method)!.Run(x, options, out bool isSingle);
                return NumpyPrecision.ToArray(numbers, isSingle, x.RowCount);
            case Methods.PredictProba:
                double[] probabilities = Find(method)!.Run(x, options, out isSingle);
                return NumpyPrecision.ToArray(probabilities, isSingle, x.RowCount, ClassCount);
            case Methods.Transform when _form.IsSoft && !_form.Flattens:
                double[] all = [
                    .. _form.Children.SelectMany(child => child.Estimator.Call(Methods.PredictProba, x, options).ToArray().ToDoubles())];
                return NDArray.Of(all, _form.Children.Count, x.RowCount, ClassCount);
            default:
                return base.Run(method, x, options);
        }
    }

    private protected override Features TransformCore(Features x)
    {
        if (Find(Methods.Transform) is not { } combination)
        {
            throw new UnsupportedModelException("UnsupportedMethod",
                $"transform of {ClassName} with flatten_transform=False gives an array of three dimensions, which no step can follow",
                Path);
        }

        double[] values = combination.Run(x, CallOptions.Default, out bool isSingle);
        return new Matrix(x.RowCount, combination.OutputCount, values,
            isSingle ? DType.Float32 : _form.Classes is null || _form.IsSoft ? DType.Float64 : DType.Int64);
    }

    /// <summary><c>np.average</c> over the members, which numpy adds one after the other.</summary>
    private void Average(ReadOnlySpan<double> values, Span<double> output)
    {
        int width = output.Length;
        for (int k = 0; k < width; k++)
        {
            double sum = _weights is null ? values[k] : values[k] * _weights[0];
            for (int member = 1; member * width < values.Length; member++)
            {
                double value = values[(member * width) + k];
                sum += _weights is null ? value : value * _weights[member];
            }

            output[k] = sum / _total;
        }
    }

    /// <summary>The same in float32.</summary>
    private void AverageSingle(ReadOnlySpan<double> values, Span<double> output)
    {
        int width = output.Length;
        for (int k = 0; k < width; k++)
        {
            float sum = (float)values[k];
            for (int member = 1; member * width < values.Length; member++)
            {
                sum += (float)values[(member * width) + k];
            }

            output[k] = sum / (float)_total;
        }
    }

    private void Largest(ReadOnlySpan<double> values, Span<double> output)
    {
        Span<double> means = ClassCount <= 128 ? stackalloc double[ClassCount] : new double[ClassCount];
        Average(values, means);
        output[0] = Labels.LargestIndex(means);
    }

    /// <summary><c>np.bincount</c>: the first of the classes with the most votes.</summary>
    private void Count(ReadOnlySpan<double> values, Span<double> output)
    {
        Span<double> votes = ClassCount <= 128 ? stackalloc double[ClassCount] : new double[ClassCount];
        votes.Clear();
        int used = 0;
        for (int member = 0; member < values.Length; member++)
        {
            int vote = (int)values[member];
            votes[vote] += _weights is null ? 1 : _weights[member];
            used = Math.Max(used, vote + 1);
        }

        output[0] = Labels.LargestIndex(votes[..used]);
    }
}
