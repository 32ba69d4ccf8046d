using System.Numerics;

namespace Brine.Models;

/// <summary>
/// scikit-learn's <c>_solve_cholesky</c> and <c>_solve_cholesky_kernel</c>: the normal equations of the components, or those of the
/// columns where there are fewer of these. Their matrix is that of the model, and factored once.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed class ComponentSolver<T> : ComponentSolver
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int OnStack = 256;

    private readonly T[] _components;
    private readonly T[] _factor;
    private readonly bool _isDual;
    private readonly int _count;
    private readonly int _width;

    private ComponentSolver(T[] components, T[] factor, int count, int width)
    {
        (_components, _factor, _count, _width) = (components, factor, count, width);
        _isDual = count > width;
    }

    /// <summary>The solver, or null where the matrix of the equations is not positive definite.</summary>
    internal static new ComponentSolver<T>? Of(SparseComponentsForm form)
    {
        T[] components = Array.ConvertAll(form.Components.ToDoubles(), T.CreateTruncating);
        int count = form.Components.Shape[0], width = form.Components.Shape[1];
        (int n, int inner, int step, int stride) = count > width ? (width, count, width, 1) : (count, width, 1, width);
        var factor = new T[checked(n * n)];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                T sum = T.Zero;
                for (int k = 0; k < inner; k++)
                {
                    sum += components[(i * stride) + (k * step)] * components[(j * stride) + (k * step)];
                }

                factor[(i * n) + j] = i == j ? sum + T.CreateTruncating(form.Penalty) : sum;
            }
        }

        return CholeskyInverse.Factor(factor, n) ? new ComponentSolver<T>(components, factor, count, width) : null;
    }

    internal override void Solve(ReadOnlySpan<double> centered, Span<double> output)
    {
        Span<T> row = _width <= OnStack ? stackalloc T[_width] : new T[_width];
        Span<T> made = _count <= OnStack ? stackalloc T[_count] : new T[_count];
        for (int column = 0; column < row.Length; column++)
        {
            row[column] = T.CreateTruncating(centered[column]);
        }

        if (_isDual)
        {
            CholeskyInverse.Substitute<T>(_factor, _width, row);
        }

        for (int k = 0; k < made.Length; k++)
        {
            T sum = T.Zero;
            for (int column = 0; column < row.Length; column++)
            {
                sum += _components[(k * row.Length) + column] * row[column];
            }

            made[k] = sum;
        }

        if (!_isDual)
        {
            CholeskyInverse.Substitute<T>(_factor, _count, made);
        }

        for (int k = 0; k < made.Length; k++)
        {
            output[k] = double.CreateTruncating(made[k]);
        }
    }
}
