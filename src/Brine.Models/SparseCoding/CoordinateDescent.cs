namespace Brine.Models;

/// <summary>
/// <c>enet_coordinate_descent_gram</c> without a quadratic penalty, from a code of zeros: the lasso by coordinate descent over the
/// products of the atoms. The steps that the compiled code makes in double precision beside float32 are made so here.
/// </summary>
/// <param name="gram">The products of the atoms with each other, row by row.</param>
/// <param name="count">How many atoms there are.</param>
/// <param name="form">What is computed.</param>
/// <param name="penalty">The penalty, in the precision of the code.</param>
/// <param name="isSingle">True for float32.</param>
internal sealed class CoordinateDescent(double[] gram, int count, SparseCodeForm form, double penalty, bool isSingle) : AtomSolver
{
    private readonly double _tolerance = CodePrecision.Round(form.Screens ? 1e-8 : 1e-4, isSingle);

    internal override void Run(Span<double> products, double squares)
    {
        double[] code = new double[count], made = new double[count], rest = new double[count];
        int[] active = [.. Enumerable.Range(0, count)];
        int kept = count;
        double bound = Round(_tolerance * squares);
        if (form.Screens)
        {
            double gap = ScreenedGap(products, squares, code, made, rest, out double largest);
            if (gap >= 0 && gap <= bound)
            {
                code.CopyTo(products);
                return;
            }

            kept = Screen(active, kept, gap, largest, code, made, rest);
        }

        for (int round = 0; round < form.MaxIterations; round++)
        {
            double size = 0, step = 0;
            for (int f = 0; f < kept; f++)
            {
                int i = active[f];
                if (gram[(i * count) + i] == 0)
                {
                    continue;
                }

                double before = code[i];
                Move(i, products[i], code, made);
                double moved = Math.Abs(Round(code[i] - before));
                step = moved > step ? moved : step;
                size = Math.Abs(code[i]) > size ? Math.Abs(code[i]) : size;
            }

            double part = Round(step / size);
            if (size != 0 && !(form.Screens ? part <= _tolerance : part < _tolerance) && round != form.MaxIterations - 1)
            {
                continue;
            }

            if (!form.Screens)
            {
                if (Gap(products, squares, code, made) < bound)
                {
                    break;
                }

                continue;
            }

            double left = ScreenedGap(products, squares, code, made, rest, out double most);
            if (left <= bound)
            {
                break;
            }

            kept = Screen(active, kept, left, most, code, made, rest);
        }

        code.CopyTo(products);
    }

    private double Round(double value) => isSingle ? (float)value : value;

    /// <summary>One coordinate: its best value while the others stay.</summary>
    private void Move(int i, double product, double[] code, double[] made)
    {
        double before = code[i], own = gram[(i * count) + i];
        if (!form.Screens && before != 0)
        {
            Add(-before, i, made);
        }

        double left = Round(product - made[i]);
        left = form.Screens ? Round(left + Round(before * own)) : left;
        double over = Math.Abs(left) - penalty;
        code[i] = form.IsPositive && left < 0 ? 0 : Round(Sign(left) * (over > 0 ? over : 0) / own);
        if (form.Screens ? code[i] != before : code[i] != 0)
        {
            Add(form.Screens ? Round(code[i] - before) : code[i], i, made);
        }
    }

    private static double Sign(double value) => value == 0 ? 0 : value > 0 ? 1 : -1;

    private void Add(double weight, int i, double[] made)
    {
        for (int k = 0; k < count; k++)
        {
            made[k] = Round(made[k] + Round(weight * gram[(i * count) + k]));
        }
    }

    /// <summary>The largest product of what is left with an atom, which bounds the dual.</summary>
    private double Largest(ReadOnlySpan<double> products, double[] made, Span<double> rest)
    {
        double largest = 0;
        for (int i = 0; i < count; i++)
        {
            rest[i] = Round(products[i] - made[i]);
            double value = form.IsPositive ? rest[i] : Math.Abs(rest[i]);
            largest = i == 0 || value > largest ? value : largest;
        }

        return largest;
    }

    private double SumOfSizes(double[] code)
    {
        double sum = 0;
        foreach (double value in code)
        {
            sum = Round(sum + Math.Abs(value));
        }

        return sum;
    }

    /// <summary>The gap between primal and dual up to 1.7.</summary>
    private double Gap(ReadOnlySpan<double> products, double squares, double[] code, double[] made)
    {
        double product = Dot(code, products, isSingle);
        double largest = Largest(products, made, new double[count]);
        double left = Round(Round(squares + Dot(code, made, isSingle)) - (2 * product));
        double scale = largest > penalty ? Round(penalty / largest) : 1;
        double gap = largest > penalty ? Round(0.5 * Round(left + Round(left * (scale * scale)))) : left;
        double dual = Round(Round(Round(penalty * SumOfSizes(code)) - Round(scale * squares)) + Round(scale * product));
        return Round(gap + dual);
    }

    /// <summary><c>gap_enet_gram</c> from 1.8 on.</summary>
    private double ScreenedGap(ReadOnlySpan<double> products, double squares, double[] code, double[] made, double[] rest,
        out double largest)
    {
        double product = Dot(code, products, isSingle);
        double left = Round(Round(squares + Dot(code, made, isSingle)) - (2 * product));
        largest = Largest(products, made, rest);
        if (penalty == 0)
        {
            return largest = Dot(rest, rest, isSingle);
        }

        double primal = Round((0.5 * left) + Round(penalty * SumOfSizes(code)));
        double scale = largest > penalty ? Round(penalty / largest) : 1;
        double dual = Round((-0.5 * Round(scale * scale) * left) + Round(scale * Round(squares - product)));
        return Round(primal - dual);
    }

    /// <summary>The gap safe rules: leaves out atoms that have no part in the answer.</summary>
    /// <returns>How many are kept.</returns>
    private int Screen(int[] active, int kept, double gap, double largest, double[] code, double[] made, double[] rest)
    {
        if (penalty == 0)
        {
            return kept;
        }

        double radius = Round(Math.Sqrt(2 * Math.Abs(gap)) / penalty);
        int next = 0;
        for (int f = 0; f < kept; f++)
        {
            int i = active[f];
            double own = gram[(i * count) + i], part = Round(rest[i] / (penalty > largest ? penalty : largest));
            if (own != 0 && Round((1 - Math.Abs(part)) / Math.Sqrt(own)) <= radius)
            {
                active[next++] = i;
            }
            else if (code[i] != 0)
            {
                Add(-code[i], i, made);
                code[i] = 0;
            }
        }

        return next;
    }
}
