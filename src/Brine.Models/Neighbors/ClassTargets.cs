namespace Brine.Models;

/// <summary>The classes of the training rows, for each output.</summary>
internal sealed class ClassTargets(NeighborsForm form)
{
    /// <summary>The classes of each output.</summary>
    internal Labels[] Classes { get; } = [.. form.Classes!];

    /// <summary>For each output the class of each training row.</summary>
    internal int[][] Labels { get; } = [.. form.RowClasses!.Select(classes => classes.ToArray())];

    /// <summary>The number of outputs.</summary>
    internal int Count => Classes.Length;

    /// <summary>True where predictions are a vector.</summary>
    internal bool IsVector { get; } = form.IsVector;
}
