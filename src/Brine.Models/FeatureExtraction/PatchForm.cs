namespace Brine.Models;

/// <summary>The form of PatchExtractor: rectangles are cut out of images.</summary>
/// <param name="Height">The height of a patch, or null for a tenth of the image's (<c>patch_size</c>).</param>
/// <param name="Width">The width of a patch, or null for a tenth of the image's (<c>patch_size</c>).</param>
public sealed record PatchForm(int? Height, int? Width) : EstimatorForm
{
    /// <summary>The most patches of an image (<c>max_patches</c> as an int), drawn at random; null where there is no such number.</summary>
    public int? MaxPatches { get; init; }

    /// <summary>The share of the patches of an image that are drawn (<c>max_patches</c> as a float); null for all.</summary>
    public double? Share { get; init; }

    /// <summary>An int <c>random_state</c>; null where Python's draws differ each time, or where the file holds a generator.</summary>
    public uint? Seed { get; init; }

    /// <summary>The generator that the file holds.</summary>
    public RandomStateForm? Generator { get; init; }
}
