using Brine.Containers;

namespace Brine;

/// <summary>What a <see cref="ModelReport"/> shows.</summary>
public sealed record ReportOptions
{
    /// <summary>The defaults.</summary>
    public static ReportOptions Default { get; } = new();

    /// <summary>The language of the page: <c>en</c> or <c>es</c>.</summary>
    public string Language { get; init; } = "en";

    /// <summary>What the model is called; the name of the file when left out.</summary>
    public string? Name { get; init; }

    /// <summary>How many trees of an ensemble are drawn, from 0 to 50.</summary>
    public int TreeCount { get; init; } = 3;

    /// <summary>How the file is opened.</summary>
    public LoadOptions Load { get; init; } = new();
}
