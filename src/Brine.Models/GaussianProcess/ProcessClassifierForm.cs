namespace Brine.Models;

/// <summary>The form of GaussianProcessClassifier: a process for two classes, one against the rest for each of several, or one for each
/// pair.</summary>
public sealed record ProcessClassifierForm : EstimatorForm
{
    internal ProcessClassifierForm(Labels classes, IReadOnlyList<BinaryProcess> processes)
    {
        Classes = classes;
        Processes = processes;
    }

    /// <summary><c>classes_</c></summary>
    public Labels Classes { get; }

    /// <summary>The processes.</summary>
    public IReadOnlyList<BinaryProcess> Processes { get; }

    /// <summary>True where there is a process for each pair of classes (<c>multi_class='one_vs_one'</c>).</summary>
    public bool IsOneVersusOne { get; init; }

    /// <summary>True where the first of equally likely classes is taken, false where the last.</summary>
    internal bool TakesFirst { get; init; }

    /// <summary>True where a row without any probability keeps zeros.</summary>
    internal bool KeepsZeros { get; init; }
}
