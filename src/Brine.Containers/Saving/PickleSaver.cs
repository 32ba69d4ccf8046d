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
        Pack(stream, options, packed => Pickler.Dump(value, packed, new PicklerOptions
        {
            Protocol = options.Protocol,
            Profile = options.Profile,
            Substitute = new NumpySubstitutes(options.Protocol).Find,
        }));
    }

    /// <summary>Writes a joblib file as <c>joblib.dump</c> does: the elements of numpy arrays stand between the opcodes.</summary>
    /// <exception cref="InvalidOperationException">The value cannot be said at this protocol.</exception>
    public static void WriteJoblib(PyValue value, Stream stream, SaveOptions? options = null)
    {
        options ??= new SaveOptions();
        var substitutes = new JoblibSubstitutes(options.Protocol, options.ObjectArrayProtocol);
        Pack(stream, options, packed => Pickler.Dump(value, packed, new PicklerOptions
        {
            Protocol = options.Protocol,
            Profile = PickleProfile.PurePython,
            Substitute = substitutes.Find,
            AfterSubstitute = substitutes.WriteElements,
            InternedTexts = JoblibSubstitutes.Names,
        }));
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
