using Brine.Pickling;

namespace Brine.Containers;

/// <summary>Saves values as pickle and joblib files.</summary>
public static class PickleSaver
{
    /// <summary>Writes a pickle: arrays that joblib kept between the opcodes become numpy's own form.</summary>
    /// <exception cref="InvalidOperationException">The value cannot be said at this protocol.</exception>
    public static void WritePickle(PyValue value, Stream stream, SaveOptions? options = null)
    {
        options ??= new SaveOptions();
        Pack(stream, options, packed => Pickler.Dump(value, packed, OfPickle(options)));
    }

    /// <summary>Writes a pickle without blocking, uncompressed: see <see cref="WritePickle"/>.</summary>
    /// <exception cref="InvalidOperationException">The value cannot be said at this protocol.</exception>
    /// <exception cref="ArgumentException">The options ask for compression.</exception>
    public static Task WritePickleAsync(PyValue value, Stream stream, SaveOptions? options = null, IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new SaveOptions();
        return options.Codec == Codec.None
            ? Pickler.DumpAsync(value, stream, OfPickle(options), progress, cancellationToken)
            : throw new ArgumentException("a pickle that is written piece by piece is not compressed; wrap the stream in a compressing one",
                nameof(options));
    }

    /// <summary>Writes a joblib file as <c>joblib.dump</c> does: the elements of numpy arrays stand between the opcodes.</summary>
    /// <exception cref="InvalidOperationException">The value cannot be said at this protocol.</exception>
    /// <exception cref="ArgumentException">The joblib that is asked for reads no file compressed so.</exception>
    public static void WriteJoblib(PyValue value, Stream stream, SaveOptions? options = null)
    {
        options ??= new SaveOptions();
        JoblibEra.Require(options);
        if (JoblibEra.IsPlain(options))
        {
            WritePickle(value, stream, options);
            return;
        }

        Pack(stream, options, packed => Pickler.Dump(value, packed, OfJoblib(options)));
    }

    /// <summary>Whose bytes a file has: what <see cref="SaveOptions.Profile"/> must be for them to come out again.</summary>
    internal static PickleProfile DetectProfile(PickleFile file, int maxDepth = int.MaxValue)
    {
        if (file.End > file.Data.Length)
        {
            return PickleProfile.CPython;
        }

        var options = new SaveOptions { Protocol = file.Protocol, ObjectArrayProtocol = file.ObjectArrayProtocol ?? 2,
            MaxDepth = maxDepth };
        return PickleProfileDetector.Detect(file.Value, file.Data[..(int)file.End],
            file.IsJoblib ? OfJoblib(options) : OfPickle(options)).Profile;
    }

    private static PicklerOptions OfPickle(SaveOptions options) => new()
    {
        Protocol = options.Protocol,
        Profile = options.Profile,
        MaxDepth = options.MaxDepth,
        ReducerOverride = new NumpySubstitutes(options.Protocol).Find,
    };

    private static PicklerOptions OfJoblib(SaveOptions options)
    {
        var substitutes = new JoblibSubstitutes(options.Protocol, JoblibEra.ObjectProtocol(options), JoblibEra.IsAligned(options));
        return new()
        {
            Protocol = options.Protocol,
            Profile = options.Profile == PickleProfile.CPython ? PickleProfile.PurePython : options.Profile,
            MaxDepth = options.MaxDepth,
            ReducerOverride = substitutes.Find,
            AfterOverride = substitutes.WriteElements,
            InternedTexts = JoblibSubstitutes.Names,
        };
    }

    private static void Pack(Stream stream, SaveOptions options, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (options.Codec == Codec.None)
        {
            write(stream);
            return;
        }

        using Stream packed = Compressor.Open(stream, options.Codec, options.CompressionLevel);
        write(packed);
    }
}
