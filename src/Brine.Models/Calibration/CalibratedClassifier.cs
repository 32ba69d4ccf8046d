using Brine.Arrays;

namespace Brine.Models;

/// <summary>CalibratedClassifierCV.</summary>
internal sealed class CalibratedClassifier : CombinedEstimator
{
    /// <summary>What is added to a probability before its logarithm is taken.</summary>
    private const double Epsilon = 1e-12;

    /// <summary>How far from 1 probabilities of a row may add up.</summary>
    private const double Tolerance = 1e-8 + (1e-5 * 1.0);

    private readonly CalibrationForm _form;
    private readonly int _count;
    private readonly int[] _widths;

    internal CalibratedClassifier(EstimatorInfo info, CalibrationForm form)
        : base(info, null)
    {
        _form = form;
        _count = form.Classes.Count;
        _widths = [.. form.Members.Select(member => MemberOf(member).Width)];
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods => Methods.Predict | Methods.PredictProba;

    public override Labels? Classes => _form.Classes;

    /// <summary>A temperature looks at all rows to tell probabilities from scores.</summary>
    private bool LooksAtAllRows => _count > 2 && _form.Members.Any(member => member.Calibrators[0] is TemperatureCalibrator);

    private protected override Combination? CombinationOf(Methods method)
    {
        if (method is not (Methods.Predict or Methods.PredictProba) || LooksAtAllRows)
        {
            return null;
        }

        Member[] members = [.. _form.Members.Select(MemberOf)];
        return method == Methods.PredictProba ? new Combination(members, _count, Mean) : new Combination(members, 1, (values, output) =>
        {
            Span<double> means = _count <= 128 ? stackalloc double[_count] : new double[_count];
            Mean(values, means);
            output[0] = Labels.LargestIndex(means);
        });
    }

    private protected override Answer Run(Methods method, Features x, CallOptions options)
    {
        if (method is not (Methods.Predict or Methods.PredictProba))
        {
            return base.Run(method, x, options);
        }

        double[] means = LooksAtAllRows ? ByTemperature(x, options) : Combine(Methods.PredictProba, x, options);
        return method == Methods.PredictProba ? NDArray.Of(means, x.RowCount, _count) : _form.Classes.TakeLargest(means);
    }

    private static Member MemberOf(CalibratedMember member)
    {
        int count = member.Estimator.Classes!.Count;
        return member.Estimator.Methods.HasFlag(Methods.DecisionFunction)
            ? new Member(member.Estimator, Methods.DecisionFunction,
                member.Estimator is SvmClassifier machine ? machine.DecisionWidth : Member.ScoreCount(member.Estimator.Classes))
            : new Member(member.Estimator, Methods.PredictProba, count);
    }

    private void Mean(ReadOnlySpan<double> values, Span<double> output)
    {
        Span<double> one = _count <= 128 ? stackalloc double[_count] : new double[_count];
        output.Clear();
        for (int m = 0; m < _widths.Length; m++)
        {
            CalibratedMember member = _form.Members[m];
            int width = _widths[m];
            ReadOnlySpan<double> scores = values[..width];
            values = values[width..];
            if (member.Calibrators[0] is TemperatureCalibrator temperature)
            {
                // Of two probabilities the second is the score, and the first is made of it anew.
                bool isProbability = width == 2;
                FiniteScore.Require(scores, "CalibratedClassifierCV");
                double second = scores[^1], first = isProbability ? 1 - second : -second;
                one[0] = temperature.Of(isProbability ? Logarithm(first, isProbability) : first);
                one[1] = temperature.Of(isProbability ? Logarithm(second, isProbability) : second);
                Logistic.Softmax(one, 2);
            }
            else
            {
                Calibrate(member, scores, one);
            }

            AddTo(output, one);
        }

        Divide(output, _form.Members.Count);
    }

    private static double Logarithm(double probability, bool isProbability) =>
        isProbability ? Math.Log(probability + Epsilon) : probability;

    /// <summary><c>_CalibratedClassifier.predict_proba</c></summary>
    private void Calibrate(CalibratedMember member, ReadOnlySpan<double> scores, Span<double> one)
    {
        one.Clear();
        if (_count == 2)
        {
            one[1] = member.Calibrators[0].Of(scores[^1]);
            one[0] = 1.0 - one[1];
            Trim(one);
            return;
        }

        for (int k = 0; k < member.Calibrators.Count; k++)
        {
            one[member.ClassIndices[k]] = member.Calibrators[k].Of(scores[k]);
        }

        double total = PairwiseSum.Of<double>(one);
        for (int k = 0; k < _count; k++)
        {
            one[k] = total == 0 ? 1.0 / _count : one[k] / total;
        }

        Trim(one);
    }

    private double[] ByTemperature(Features x, CallOptions options)
    {
        var means = new double[checked(x.RowCount * _count)];
        foreach (CalibratedMember member in _form.Members)
        {
            double[] scores = MemberOf(member).Ask(x, options);
            int wrong = Array.FindIndex(scores, score => !double.IsFinite(score));
            if (wrong >= 0)
            {
                throw InputCheck.InRow(FiniteScore.Refusal(ClassName), wrong / _count);
            }

            bool areProbabilities = Array.TrueForAll(scores, score => score is >= 0 and <= 1);
            for (int at = 0; at < scores.Length && areProbabilities; at += _count)
            {
                areProbabilities = Math.Abs(PairwiseSum.Of<double>(scores.AsSpan(at, _count)) - 1) <= Tolerance;
            }

            double beta = ((TemperatureCalibrator)member.Calibrators[0]).Beta;
            for (int i = 0; i < scores.Length; i++)
            {
                scores[i] = beta * Logarithm(scores[i], areProbabilities);
            }

            Logistic.Softmax<double>(scores, _count);
            Trim(scores);
            AddTo(means, scores);
        }

        Divide(means, _form.Members.Count);
        return means;
    }

    /// <summary>A little more than 1 is 1.</summary>
    private static void Trim(Span<double> values)
    {
        foreach (ref double value in values)
        {
            value = value is > 1.0 and <= 1.0 + 1e-5 ? 1.0 : value;
        }
    }

    private static void AddTo(Span<double> sums, ReadOnlySpan<double> values)
    {
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += values[i];
        }
    }

    private static void Divide(Span<double> values, double divisor)
    {
        foreach (ref double value in values)
        {
            value /= divisor;
        }
    }
}
