namespace Brine.Scanning;

/// <summary>What is to be thought of a file, from the least to the worst.</summary>
public enum Verdict
{
    /// <summary>The file holds nothing that a loader of models would take.</summary>
    NotAModel,

    /// <summary>All that the file asks Python for is on the list of what honest models use, in the forms in which they use it.</summary>
    Safe,

    /// <summary>The file asks for something that is not known, such as a class of its author; or a part of it could not be read.</summary>
    Review,

    /// <summary>The file asks for something that runs code, opens files or the network, or that no honest model does.</summary>
    Dangerous,

    /// <summary>The file is made to deceive or to harm: readers of it disagree, a scanner is attacked, or it is a bomb.</summary>
    Malicious,
}
