using System.Buffers;
using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>
/// Writes Python values as pickles of protocols 0 to 5. A value that was read from CPython's pickle is written back byte for byte at the
/// same protocol. Several values written by one pickler share its memo, as with Python's <c>Pickler</c>.
/// </summary>
/// <remarks>
/// Follows CPython's <c>_pickle.c</c> opcode for opcode, but with a stack of work in place of its recursion: no depth is too deep.
/// </remarks>
public sealed partial class Pickler
{
    private const int MostWorkALevel = 2;

    private readonly PicklerOptions _options;
    private readonly PickleOutput _output;
    private readonly PickleMemo _memo;
    private readonly Dictionary<(string Module, string Name), int> _globals = [];
    private readonly int _protocol;
    private readonly ProfileTraits _traits;
    private readonly bool _asksForIds;
    private readonly bool _savesAhead;
    private bool _pauses;
    private Work[] _work = new Work[32];
    private int _depth;

    /// <summary>Prepares to write in memory; <see cref="ToArray"/> gives the bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such protocol.</exception>
    public Pickler(PicklerOptions? options = null)
        : this(null, null, options)
    {
    }

    /// <summary>Prepares to write to a stream, frame by frame.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such protocol.</exception>
    public Pickler(Stream stream, PicklerOptions? options = null)
        : this(stream ?? throw new ArgumentNullException(nameof(stream)), null, options)
    {
    }

    /// <summary>Prepares to write to a buffer, frame by frame. A pickler that is used again, after <see cref="ClearMemo"/>, allocates
    /// nothing for what it writes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such protocol.</exception>
    public Pickler(IBufferWriter<byte> writer, PicklerOptions? options = null)
        : this(null, writer ?? throw new ArgumentNullException(nameof(writer)), options)
    {
    }

    private Pickler(Stream? stream, IBufferWriter<byte>? writer, PicklerOptions? options)
    {
        _options = options ?? new PicklerOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(_options.Protocol, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_options.Protocol, PicklerOptions.HighestProtocol, nameof(options));
        _output = new PickleOutput(stream, writer);
        _protocol = _options.Protocol;
        _asksForIds = _options.PersistentId is not null;
        _savesAhead = _protocol >= 2 && !_asksForIds;
        _traits = ProfileTraits.Of(_options.Profile);
        _memo = new PickleMemo(_traits.IsCPickle ? 1 : 0);
    }

    /// <summary>The pickle of one value.</summary>
    /// <exception cref="InvalidOperationException">The value cannot be said at this protocol.</exception>
    public static byte[] Dump(PyValue value, PicklerOptions? options = null)
    {
        var pickler = new Pickler(options);
        pickler.Write(value);
        byte[] bytes = pickler._output.ToArray();
        pickler.Release();
        return bytes;
    }

    /// <summary>Writes the pickle of one value into a buffer.</summary>
    /// <exception cref="InvalidOperationException">The value cannot be said at this protocol.</exception>
    public static void Dump(PyValue value, IBufferWriter<byte> writer, PicklerOptions? options = null)
    {
        var pickler = new Pickler(writer, options);
        pickler.Write(value);
        pickler.Release();
    }

    /// <summary>Writes the pickle of one value.</summary>
    /// <exception cref="InvalidOperationException">The value cannot be said at this protocol.</exception>
    public static void Dump(PyValue value, Stream stream, PicklerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var pickler = new Pickler(stream, options);
        pickler.Write(value);
        pickler.Release();
    }

    /// <summary>Writes one more pickle; what earlier ones held is referred to, unless <see cref="ClearMemo"/> was called.</summary>
    /// <exception cref="InvalidOperationException">The value cannot be said at this protocol.</exception>
    public void Write(PyValue value)
    {
        Start(value);
        while (_depth > 0)
        {
            Step(ref _work[_depth - 1]);
        }

        Finish();
    }

    private void Start(PyValue value)
    {
        if (_protocol >= 2)
        {
            _output.WriteByte(PickleOpcode.Proto);
            _output.WriteByte((byte)_protocol);
        }

        if (_protocol >= 4)
        {
            _output.OpenFrame();
        }

        _depth = 0;
        Begin(value);
    }

    private void Finish()
    {
        _output.WriteByte(PickleOpcode.Stop);
        _output.CloseFrame();
        _output.Flush();
    }

    /// <summary>Forgets what was written: the next pickle stands for itself.</summary>
    public void ClearMemo()
    {
        _memo.Clear();
        _keyRecalls?.Clear();
        _repeating = null;
        _globals.Clear();
        _internedTexts = null;
    }

    private void Release()
    {
        _output.Release();
        _memo.Release();
        ArrayPool<int>.Shared.Return(_recalls);
        _recalls = [];
    }

    /// <summary>All bytes written, of a pickler without a stream.</summary>
    public byte[] ToArray() => _output.ToArray();

    /// <summary>Goes on with the topmost work, up to the next value that is work itself.</summary>
    private void Step(ref Work work)
    {
        switch (work.Kind)
        {
            case WorkKind.List or WorkKind.ListItems:
                StepList(ref work);
                break;
            case WorkKind.Dict or WorkKind.DictItems:
                StepDict(ref work);
                break;
            case WorkKind.Set:
                StepSet(ref work);
                break;
            case WorkKind.FrozenSet:
                StepFrozenSet(ref work);
                break;
            case WorkKind.Tuple:
                StepTuple(ref work);
                break;
            case WorkKind.OldInstance:
                StepOldInstance(ref work);
                break;
            case WorkKind.Persistent:
                StepPersistent(ref work);
                break;
            default:
                StepObject(ref work);
                break;
        }
    }

    /// <summary>Writes a value, or puts the work of writing it on the stack.</summary>
    /// <returns>True when there is work: the caller must return, its own work may have moved.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Begin(PyValue value)
    {
        _output.Boundary();
        if (_asksForIds && TryBeginPersistent(value, out bool began))
        {
            return began;
        }

        object? reference = value.RawReference;
        if (reference is null)
        {
            _output.WriteByte(PickleOpcode.None);
            return false;
        }

        if (reference is PyTag)
        {
            SaveTagged(value);
            return false;
        }

        if (reference.GetType() == typeof(string))
        {
            SaveText(value);
            return false;
        }

        return BeginReference(Unsafe.As<PyReference>(reference));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool BeginReference(PyReference reference)
    {
        switch (reference.Kind)
        {
            case PyKind.Int:
                SaveLong(((PyLong)reference).Value);
                return false;
            case PyKind.Bytes when ((PyBytes)reference).LongLength <= 1:
                reference = FirstOfKind((PyBytes)reference);
                break;
            case PyKind.Persistent:
                return BeginPersistent((PyPersistent)reference);
            case PyKind.Tuple when ((PyTuple)reference).Count == 0:
                SaveEmptyTuple();
                return false;
        }

        int index = _memo.Find(reference);
        if (index >= 0)
        {
            Recall(index);
            return false;
        }

        switch (reference.Kind)
        {
            case PyKind.Bytes:
                return BeginBytes((PyBytes)reference);
            case PyKind.ByteArray:
                return BeginByteArray((PyByteArray)reference);
            case PyKind.ByteString:
                SaveByteString((PyByteString)reference);
                return false;
            case PyKind.List:
                return BeginList((PyList)reference);
            case PyKind.Dict:
                return BeginDict((PyDict)reference);
            case PyKind.Tuple:
                return BeginTuple((PyTuple)reference);
            case PyKind.Set or PyKind.FrozenSet:
                return BeginSet((PySet)reference);
            case PyKind.Global:
                return BeginGlobal((PyGlobal)reference);
            default:
                return BeginObject((PyObject)reference);
        }
    }

    private bool Push(WorkKind kind, PyReference target, PyReference? key = null)
    {
        if (_depth == _work.Length)
        {
            GrowWork();
        }

        _work[_depth++] = new Work { Kind = kind, Target = target, Key = key };
        return true;
    }

    private void GrowWork()
    {
        // An object and its state are two entries of one level: what is within the limit is never refused.
        if (_work.Length / MostWorkALevel >= _options.MaxDepth)
        {
            throw new PickleLimitException("LimitDepth", $"the value nests deeper than {_options.MaxDepth}");
        }

        Array.Resize(ref _work, _work.Length * 2);
    }

    private void Pop() => _work[--_depth] = default;

    private void Memoize(PyReference key) => Put(_memo.Add(key));

    private void Put(int index)
    {
        if (_protocol >= 4)
        {
            _output.WriteByte(PickleOpcode.Memoize);
        }
        else
        {
            WriteIndex(index, PickleOpcode.Put, PickleOpcode.Binput, PickleOpcode.LongBinput);
        }
    }

    private void Recall(int index) => WriteIndex(index, PickleOpcode.Get, PickleOpcode.Binget, PickleOpcode.LongBinget);

    /// <summary>Ends a value that may have met itself among its parts: then the copy just made is dropped, and the first one is
    /// taken.</summary>
    /// <param name="key">The value.</param>
    /// <param name="pops">How many values are to be dropped.</param>
    /// <returns>True when it had met itself.</returns>
    private bool RecallRecursive(PyReference key, int pops)
    {
        int index = _memo.Find(key);
        if (index < 0)
        {
            return false;
        }

        for (int i = 0; i < pops; i++)
        {
            _output.WriteByte(PickleOpcode.Pop);
        }

        Recall(index);
        return true;
    }

    private enum WorkKind : byte
    {
        Object,
        OldInstance,
        Persistent,
        List,
        ListItems,
        Dict,
        DictItems,
        Set,
        FrozenSet,
        Tuple,
    }

    /// <summary>A value that is being written: how far it is.</summary>
    private struct Work
    {
        internal PyReference Target;

        /// <summary>The identity under which the memo has it, or null where it is never to be recalled.</summary>
        internal PyReference? Key;

        /// <summary>The description of an object that is written, where it is not the object itself.</summary>
        internal PyObject? Extra;

        internal int Index;
        internal int End;
        internal WorkKind Kind;
        internal byte Open;
    }
}
