using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>
/// Reads pickles of protocols 0 to 5 into Python values. Nothing in the file is run: a class that the file names becomes a
/// <see cref="PyObject"/> that keeps what the file says of it. Several pickles in a row are read by several calls of <c>Load</c>.
/// </summary>
/// <remarks>Follows CPython's <c>_pickle.c</c>, which reads with a stack and marks and never recurses.</remarks>
public sealed partial class Unpickler
{
    private readonly PickleInput _input;
    private readonly UnpicklerOptions _options;
    private readonly Dictionary<(string Module, string Name, int Code), (PyGlobal Named, PyValue Found)> _globals = [];
    private PyValue[] _stack = new PyValue[64];
    private int[] _marks = new int[16];
    private int _top;
    private int _markCount;
    private int _protocol;
    private int? _undeclared;
    private int _nextBuffer;

    /// <summary>Prepares to read <paramref name="data"/>; bytes values will be views over it, so it must not change while they
    /// live.</summary>
    public Unpickler(ReadOnlyMemory<byte> data, UnpicklerOptions? options = null)
        : this(PickleInput.From(data), options)
    {
    }

    /// <summary>Prepares to read from memory, a stream, a pipe or a mapped file.</summary>
    public Unpickler(PickleInput input, UnpicklerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        _input = input;
        _options = options ?? new UnpicklerOptions();
        RuntimeHelpers.RunClassConstructor(typeof(PyTag).TypeHandle); // before the loops are compiled: what it made is constant to them
        
        // An entry of the memo keeps a value, and values are bounded.
        _memo = new UnpicklerMemo((int)Math.Min(_options.Limits.MaxMemo, PyIdentity.Left));
    }

    /// <summary>The place where the next pickle begins, in bytes from the start of the input.</summary>
    public long Position => _input.Position;

    /// <summary>The protocol that the file declares; where it declares none, 0 or 1 by the first opcode that tells one from the
    /// other.</summary>
    public int Protocol => _protocol > 0 ? _protocol : _undeclared ?? ProtocolDetector.Detect(_input.Window.Span);

    /// <summary>Reads one pickle.</summary>
    /// <param name="data">A pickle, and perhaps more behind it.</param>
    /// <param name="options">How to read it.</param>
    /// <exception cref="PickleFormatException">The bytes are not a pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The pickle asks for more than the limits allow.</exception>
    public static PyValue Load(ReadOnlyMemory<byte> data, UnpicklerOptions? options = null) => Load(PickleInput.From(data), options);

    /// <summary>Reads one pickle from memory, a stream or a mapped file.</summary>
    /// <exception cref="PickleFormatException">The bytes are not a pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The pickle asks for more than the limits allow.</exception>
    public static PyValue Load(PickleInput input, UnpicklerOptions? options = null)
    {
        var unpickler = new Unpickler(input, options);
        unpickler._patience = unpickler._options.AfterBuild is null ? MostPatience : 0;
        PyValue value = unpickler.Load();
        unpickler._memo.Release();
        return value;
    }

    /// <summary>Reads the next pickle; the memo is kept from one to the next, as Python's <c>Unpickler</c> keeps it.</summary>
    /// <exception cref="PickleFormatException">The bytes are not a pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The pickle asks for more than the limits allow.</exception>
    public PyValue Load()
    {
        Start();
        try
        {
            PyValue value;
            while (!TryRun(out value, out long needed))
            {
                _input.Fill(needed);
            }

            return value;
        }
        finally
        {
            _input.Settle();
        }
    }

    /// <summary>Reads the next pickle as its bytes arrive, without blocking in between.</summary>
    /// <param name="progress">Told how many bytes were read, each time more of them are waited for.</param>
    /// <param name="cancellationToken">Stops the reading; the pickle is then lost.</param>
    /// <exception cref="PickleFormatException">The bytes are not a pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The pickle asks for more than the limits allow.</exception>
    public async ValueTask<PyValue> LoadAsync(IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        Start();
        try
        {
            PyValue value;
            while (!TryRun(out value, out long needed))
            {
                progress?.Report(Position);
                await _input.FillAsync(needed, cancellationToken).ConfigureAwait(false);
            }

            progress?.Report(Position);
            return value;
        }
        finally
        {
            _input.Settle();
        }
    }

    private void Start()
    {
        _top = 0;
        _markCount = 0;
    }

    /// <summary>Goes on as far as the bytes at hand reach.</summary>
    private bool TryRun(out PyValue value, out long needed)
    {
        var reader = new PickleReader(_input.Window.Span, _input.Offset, _options.Limits, _input.WindowStart);
        try
        {
            return TryRun(ref reader, out value, out needed);
        }
        catch (PickleLimitException error) when (error.Offset < 0)
        {
            throw new PickleLimitException(error.Code, error.Message, reader.FileOffset, OpcodeTable.NameOf(reader.Opcode));
        }
    }

    private bool TryRun(ref PickleReader reader, out PyValue value, out long needed)
    {
        needed = 0;
        if (_input.WindowStart == 0 && !_input.Window.IsEmpty && !_input.IsWhole)
        {
            _undeclared ??= ProtocolDetector.Detect(_input.Window.Span);
        }

        while (true)
        {
            RunFastPath(ref reader);
            if (!_input.IsWhole && !reader.HasOpcode(out needed))
            {
                _input.Offset = reader.Position;
                value = default;
                return false;
            }

            byte opcode = reader.ReadOpcode();
            if (opcode == PickleOpcode.Stop)
            {
                Need(ref reader, 1);
                _input.Offset = reader.Position;
                _unsettled.ForEach(list => list.Settle());
                _unsettled.Clear();
                value = _stack[--_top];
                return true;
            }

            Step(ref reader, opcode);
        }
    }
}
