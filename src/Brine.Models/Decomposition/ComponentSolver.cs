using Brine.Arrays;

namespace Brine.Models;

/// <summary>Explains a centered row by components, in the precision of the components.</summary>
internal abstract class ComponentSolver
{
    /// <summary>The solver, or null where the matrix of the equations is not positive definite.</summary>
    internal static ComponentSolver? Of(SparseComponentsForm form) =>
        form.Components.DType.IsSingle() ? ComponentSolver<float>.Of(form) : ComponentSolver<double>.Of(form);

    /// <summary>Writes the code of one row.</summary>
    internal abstract void Solve(ReadOnlySpan<double> centered, Span<double> output);
}
