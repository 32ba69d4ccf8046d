namespace Brine;

/// <summary>What it takes to keep a value in one form, measured on this machine.</summary>
/// <param name="Form">The form: <c>joblib, lz4</c>.</param>
/// <param name="Command">How <c>brine convert</c> makes it: the ending of the name and the options.</param>
/// <param name="Python">How Python saves it so.</param>
/// <param name="Bytes">How large the file is.</param>
/// <param name="SaveTime">How long saving takes, without the disk.</param>
/// <param name="LoadTime">How long loading takes, without the disk.</param>
/// <param name="Opens">What opens it.</param>
public sealed record FormMeasure(string Form, string Command, string Python, long Bytes, TimeSpan SaveTime, TimeSpan LoadTime, string Opens);
