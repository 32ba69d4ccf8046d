namespace Brine.Training;

/// <summary>Platt's sigmoid of scores: scikit-learn's <c>_SigmoidCalibration</c>, by scipy's BFGS up to 1.2 and by its L-BFGS-B
/// since.</summary>
internal static class SigmoidCurve
{
    private const double LargestScore = 30;

    internal static PyObject Write(FitContext context, double[] scores, bool[] isRight)
    {
        double right = isRight.Count(is1 => is1), wrong = isRight.Length - right;
        double[] wanted = Array.ConvertAll(isRight, is1 => is1 ? (right + 1) / (right + 2) : 1 / (wrong + 2));
        double[] point = [0, Math.Log((wrong + 1) / (right + 1))];
        double scale = 1;
        if (context.IsNew)
        {
            double most = scores.Max(Math.Abs);
            scale = most >= LargestScore ? most : 1;
            double[] scaled = Array.ConvertAll(scores, score => score / scale);
            var solver = new QuasiNewton
                { GradientTolerance = 1e-6, ValueTolerance = 64 * 2.220446049250313e-16, MaxIterations = 15_000, MaxTrials = 20 };
            solver.Minimize((at, gradient) => Loss(scaled, wanted, at, gradient), point);
        }
        else
        {
            FullQuasiNewton.Minimize((at, gradient) => Loss(scores, wanted, at, gradient), point);
        }

        return new AttributeWriter(context, "sklearn.calibration", "_SigmoidCalibration").SetScalar("a_", point[0] / scale)
            .SetScalar("b_", point[1]).Build();
    }

    /// <summary>The sum of the losses, and its gradient.</summary>
    private static double Loss(double[] scores, double[] wanted, double[] at, double[] gradient)
    {
        var losses = new double[scores.Length];
        (gradient[0], gradient[1]) = (0, 0);
        for (int i = 0; i < scores.Length; i++)
        {
            double raw = -((at[0] * scores[i]) + at[1]), small = Math.Exp(-Math.Abs(raw));
            double share = raw >= 0 ? 1 / (1 + small) : small / (1 + small);
            losses[i] = Math.Max(raw, 0) + CephesFunctions.Log1p(small) - (wanted[i] * raw);
            gradient[0] += (wanted[i] - share) * scores[i];
            gradient[1] += wanted[i] - share;
        }

        return PairwiseSum.Of<double>(losses);
    }
}
