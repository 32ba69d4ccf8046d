using Brine.Containers;
using Brine.Pickling;

namespace Brine;

/// <summary>Python's <c>pickle</c> module: loads and saves any Python value. Nothing in a file is ever run.</summary>
/// <example><code>
/// PyValue order = Pickle.Load("order.pkl");
/// string? customer = order["customer"].AsString();
/// Pickle.Dump(new Dictionary&lt;string, object?&gt; { ["total"] = 12.5, ["items"] = new List&lt;string&gt; { "tea" } }, "answer.pkl");
/// </code></example>
public static class Pickle
{
    /// <summary>Loads a pickle or joblib file, compressed or not.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file is no pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    public static PyValue Load(string path, LoadOptions? options = null) => PickleFile.Open(path, options).Value;

    /// <summary>Loads what is left of a stream as one pickle or joblib file.</summary>
    /// <exception cref="PickleFormatException">The stream holds no pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The pickle asks for more than the limits allow.</exception>
    public static PyValue Load(Stream stream, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        long limit = Math.Min((options ?? new()).Limits.MaxFileBytes, Array.MaxLength);
        using var memory = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            if (memory.Length + read > limit)
            {
                throw new PickleLimitException("LimitFileBytes", $"the stream has more than {limit} bytes");
            }

            memory.Write(buffer, 0, read);
        }

        return Loads(memory.GetBuffer().AsMemory(0, (int)memory.Length), options);
    }

    /// <summary>Loads a pickle from memory; bytes and arrays in it are views over that memory.</summary>
    /// <exception cref="PickleFormatException">The bytes are no pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The pickle asks for more than the limits allow.</exception>
    public static PyValue Loads(ReadOnlyMemory<byte> bytes, LoadOptions? options = null) => PickleFile.Read(bytes, options).Value;

    /// <summary>Saves a value as a file that <c>pickle.load</c> reads; the file appears complete or not at all.</summary>
    /// <param name="value">A <see cref="PyValue"/>, or a .NET value as <see cref="ToPython"/> takes it.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">The protocol, and more.</param>
    /// <exception cref="ArgumentException">Python has no such value.</exception>
    public static void Dump(object? value, string path, SaveOptions? options = null)
    {
        PyValue converted = ToPython(value, options?.Protocol ?? PicklerOptions.DefaultProtocol);
        AtomicFile.Write(path, stream => PickleSaver.WritePickle(converted, stream, options));
    }

    /// <summary>Writes the pickle of a value to a stream.</summary>
    /// <exception cref="ArgumentException">Python has no such value.</exception>
    public static void Dump(object? value, Stream stream, SaveOptions? options = null) =>
        PickleSaver.WritePickle(ToPython(value, options?.Protocol ?? PicklerOptions.DefaultProtocol), stream, options);

    /// <summary>The pickle of a value.</summary>
    /// <exception cref="ArgumentException">Python has no such value.</exception>
    public static byte[] Dumps(object? value, SaveOptions? options = null)
    {
        using var memory = new MemoryStream();
        Dump(value, memory, options);
        return memory.ToArray();
    }

    /// <summary>
    /// A .NET value as Python has it: null, bools, numbers, strings, <c>byte[]</c> (bytes), tuples, lists and other sequences (list),
    /// dictionaries (dict), sets (set); <see cref="Arrays.NDArray"/> and .NET arrays of numbers of one or two dimensions become numpy arrays.
    /// One object met twice is one object in Python too.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="protocol">The protocol it will be saved at.</param>
    /// <exception cref="ArgumentException">Python has no such value.</exception>
    public static PyValue ToPython(object? value, int protocol = PicklerOptions.DefaultProtocol) =>
        value is PyValue ready ? ready : new PythonConverter(protocol).Convert(value);
}
