namespace Brine.Pickling;

/// <summary>Writing without blocking.</summary>
public sealed partial class Pickler
{
    /// <summary>Writes the pickle of one value to a stream without blocking; it goes out piece by piece, each of about a
    /// megabyte.</summary>
    /// <param name="value">The value; it must not change until the task ends.</param>
    /// <param name="stream">The stream; it is not closed.</param>
    /// <param name="options">How to write it.</param>
    /// <param name="progress">Told how many bytes were written.</param>
    /// <param name="cancellationToken">Stops the writing: what the stream has then is not a pickle.</param>
    /// <exception cref="InvalidOperationException">The value cannot be said at this protocol.</exception>
    public static async Task DumpAsync(PyValue value, Stream stream, PicklerOptions? options = null, IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var pickler = new Pickler(options) { _pauses = true };
        pickler.Start(value);
        while (pickler._depth > 0)
        {
            pickler.Step(ref pickler._work[pickler._depth - 1]);
            if (pickler._output.HasPieces)
            {
                await pickler._output.PassOnAsync(stream, cancellationToken).ConfigureAwait(false);
                progress?.Report(pickler._output.Position);
            }
        }

        pickler.Finish();
        await pickler._output.PassOnAsync(stream, cancellationToken, all: true).ConfigureAwait(false);
        progress?.Report(pickler._output.Position);
        pickler.Release();
    }
}
