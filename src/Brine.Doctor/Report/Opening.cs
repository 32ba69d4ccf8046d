namespace Brine;

/// <summary>Whether versions of a piece of software open a file.</summary>
/// <param name="Software"><c>Python</c>, <c>numpy</c> or <c>scikit-learn</c>.</param>
/// <param name="Versions">Which: <c>3.8 or newer</c>, <c>1.3 to 1.9</c>.</param>
/// <param name="Opens">True where they open it, false where they do not, null where that is not known.</param>
/// <param name="Reason">Why.</param>
public sealed record Opening(string Software, string Versions, bool? Opens, string Reason);
