namespace Brine;

/// <summary>What it takes to keep a value in one form, measured on this machine.</summary>
/// <param name="Form">The form: <c>joblib, lz4</c>.</param>
/// <param name="Extension">The ending of the name, by which a file is saved so.</param>
/// <param name="Protocol">The pickle protocol, where that is part of the form.</param>
/// <param name="Compress">The compression, as <c>SaveOptions.WithCompression</c> takes it; null for none.</param>
/// <param name="Python">How Python saves it so.</param>
/// <param name="Bytes">How large the file is.</param>
/// <param name="SaveTime">How long saving takes, without the disk.</param>
/// <param name="LoadTime">How long loading takes, without the disk.</param>
/// <param name="Opens">What opens it.</param>
public sealed record FormMeasure(string Form, string Extension, int? Protocol, string? Compress, string Python, long Bytes,
    TimeSpan SaveTime, TimeSpan LoadTime, string Opens);
