namespace Brine.Models;

/// <summary>A pandas frame as numpy's <c>asarray</c> makes an array of it.</summary>
internal static class FrameValues
{
    /// <exception cref="ModelInputException">The array would be one of objects: a column holds text, or bools beside numbers.</exception>
    internal static Matrix Of(Features x, string function)
    {
        if (x is Table table
            && table.Columns.FirstOrDefault(
                column => column.Numbers is null || (column.DType.Kind == 'b') != (table.Columns[0].DType.Kind == 'b')) is { } other)
        {
            throw new ModelInputException("InputText",
                $"column '{other.Name}' makes an array of objects of the frame, and numpy.{function} of such is not computed");
        }

        return x.ToMatrix();
    }
}
