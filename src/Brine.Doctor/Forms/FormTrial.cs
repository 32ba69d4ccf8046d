using System.Diagnostics;
using Brine.Containers;
using Brine.Pickling;

namespace Brine;

/// <summary>One form that a value may be kept in, and the trial of it.</summary>
/// <param name="Form">What it is called.</param>
/// <param name="Extension">The ending of the name.</param>
/// <param name="Protocol">The pickle protocol, where that is part of the form.</param>
/// <param name="Compress">The compression, null for none.</param>
/// <param name="Python">How Python does.</param>
/// <param name="Opens">What opens it.</param>
/// <param name="Write">Writes the value.</param>
internal sealed record FormTrial(string Form, string Extension, int? Protocol, string? Compress, string Python, string Opens,
    Action<PyValue, Stream> Write)
{
    /// <summary>A trial is repeated until so much time is over: the least of the times counts.</summary>
    private static readonly TimeSpan Enough = TimeSpan.FromMilliseconds(60);

    private const int MostRepeats = 20;

    internal static IReadOnlyList<FormTrial> All { get; } =
    [
        .. new[] { 2, 4, 5 }.Select(OfPickle),
        OfJoblib("none"), OfJoblib("lz4"), OfJoblib("zlib:3"), OfJoblib("zlib:9"), OfJoblib("bz2:9"), OfJoblib("xz:6"),
        new("skops", ".skops", null, null, "skops.io.dump(model, 'model.skops')",
            "skops, which asks about each type that it does not trust", (value, stream) => SkopsFile.Write(value, stream)),
    ];

    /// <exception cref="BrineException">The form cannot hold the value.</exception>
    internal FormMeasure Measure(PyValue value, LoadOptions load, CancellationToken cancellationToken)
    {
        byte[] bytes = [];
        TimeSpan save = Best(() =>
        {
            using var stream = new MemoryStream(bytes.Length);
            Write(value, stream);
            bytes = stream.ToArray();
        }, cancellationToken);
        TimeSpan open = Best(() => ModelFile.Read(bytes, load).Dispose(), cancellationToken);
        return new FormMeasure(Form, Extension, Protocol, Compress, Python, bytes.Length, save, open, Opens);
    }

    private static TimeSpan Best(Action action, CancellationToken cancellationToken)
    {
        TimeSpan best = TimeSpan.MaxValue, sum = TimeSpan.Zero;
        for (int i = 0; i < MostRepeats && (i == 0 || sum < Enough); i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            long start = Stopwatch.GetTimestamp();
            action();
            TimeSpan took = Stopwatch.GetElapsedTime(start);
            (best, sum) = (took < best ? took : best, sum + took);
        }

        return best;
    }

    private static FormTrial OfPickle(int protocol) => new($"pickle, protocol {protocol}", ".pkl", protocol, null,
        $"pickle.dump(model, file, protocol={protocol})", protocol switch
        {
            5 => "Python 3.8 or newer",
            4 => "Python 3.4 or newer",
            _ => "any Python",
        },
        (value, stream) => PickleSaver.WritePickle(value, stream, new SaveOptions { Protocol = protocol }));

    private static FormTrial OfJoblib(string compress)
    {
        string[] parts = compress.Split(':');
        string python = compress == "none" ? "joblib.dump(model, 'model.joblib')"
            : parts.Length == 1 ? $"joblib.dump(model, 'model.joblib', compress='{parts[0]}')"
            : $"joblib.dump(model, 'model.joblib', compress=('{parts[0]}', {parts[1]}))";
        string opens = parts[0] == "lz4" ? "joblib, with the package lz4" : compress == "none" ? "joblib, which can map it: mmap_mode='r'"
            : "joblib";
        string? packing = compress == "none" ? null : compress;
        SaveOptions save = packing is null ? new SaveOptions() : new SaveOptions().WithCompression(packing);
        return new($"joblib, {packing ?? "not compressed"}", ".joblib", null, packing, python, opens,
            (value, stream) => PickleSaver.WriteJoblib(value, stream, save));
    }
}
