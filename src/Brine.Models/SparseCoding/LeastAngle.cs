namespace Brine.Models;

/// <summary>
/// <c>_lars_path_solver</c> with products that are there already and no path to return: least angle regression, and the lasso along its
/// path.
/// </summary>
/// <param name="gram">The products of the atoms with each other, row by row.</param>
/// <param name="count">How many atoms there are.</param>
/// <param name="width">How many columns a row has.</param>
/// <param name="form">What is computed.</param>
/// <param name="precision">What is computed in float32.</param>
internal sealed class LeastAngle(double[] gram, int count, int width, SparseCodeForm form, CodePrecision precision) : AtomSolver
{
    /// <summary>The precision of float32, which is the tolerance of the penalty.</summary>
    internal const double Tolerance = 1.1920928955078125e-07;

    private readonly bool _isLasso = form.Algorithm == SparseCodeAlgorithm.LassoLeastAngle;

    private readonly double _penalty = form.Algorithm == SparseCodeAlgorithm.LassoLeastAngle ? form.Threshold / width : 0;

    private readonly int _most = form.Algorithm == SparseCodeAlgorithm.LassoLeastAngle ? form.MaxIterations : form.MaxAtoms;

    internal override void Run(Span<double> products, double squares)
    {
        foreach (double product in products)
        {
            if (!double.IsFinite(product))
            {
                throw new ModelInputException("InputNotFinite",
                    "the products of a row with the atoms are too large for the precision that "
                    + "least angle regression computes in");
            }
        }

        var path = new LeastAnglePath(gram, count, Math.Min(_most, count), products, precision, form);
        double[] code = new double[count], before = new double[count];
        double level = 0, last = 0;
        bool drops = false;
        for (int step = 0; ;)
        {
            int next = path.Largest(form.IsPositive, out double largest);
            level = precision.InCode(largest / width);
            if (level <= Weak(Weak(_penalty) + Tolerance))
            {
                double over = precision.HasWeakFloats ? precision.InCode(level - Weak(_penalty)) : level - _penalty;
                if (step > 0 && Math.Abs(over) > Tolerance)
                {
                    Interpolate(code, before, level, last);
                }

                break;
            }

            if (step >= _most || path.ActiveCount >= count)
            {
                break;
            }

            if (!drops && !path.Append(next))
            {
                continue;
            }

            if (_isLasso && step > 0 && last < level)
            {
                break;
            }

            path.FindDirection();
            double length = path.StepTo(form.IsPositive, largest, code, _isLasso, out int[] crossed);
            drops = crossed.Length > 0;
            step++;
            (before, last) = (code, level);
            code = path.Move(before, length);
            if (drops && _isLasso)
            {
                path.Drop(crossed, code);
            }
        }

        code.CopyTo(products);
    }

    /// <summary>A Python float beside a float32 of numpy 2; numpy 1 computes with both in double precision.</summary>
    private double Weak(double value) => CodePrecision.Round(value, precision.HasWeakFloats);

    /// <summary>Between the last two steps, where the penalty lies.</summary>
    private void Interpolate(double[] code, double[] before, double level, double last)
    {
        double above = precision is { Code: true, HasWeakFloats: true } ? (float)(last - (float)_penalty) : last - _penalty;
        double share = precision.InCode(above / precision.InCode(last - level));
        for (int i = 0; i < code.Length; i++)
        {
            code[i] = precision.InCode(before[i] + precision.InCode(share * precision.InCode(code[i] - before[i])));
        }
    }
}
