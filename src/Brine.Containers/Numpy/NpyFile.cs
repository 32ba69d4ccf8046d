using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>
/// A numpy <c>.npy</c> file of any size that stays on disk, as <c>numpy.load(path, mmap_mode='r')</c> leaves it: opening reads the header
/// alone, and only the elements that are asked for are touched. <see cref="Load"/> and <see cref="Save"/> are for arrays in memory.
/// </summary>
/// <remarks>Arrays taken from the file are views over it, and end with it. A file that somebody cuts short while it is open ends the
/// process.</remarks>
/// <example><code>
/// using NpyFile file = NpyFile.Open("embeddings.npy");
/// NDArray row = file.Rows(9_000_000, 1);
/// </code></example>
public sealed class NpyFile : IDisposable
{
    private readonly MappedFile _file;
    private readonly NpyHeader _header;
    private readonly Limits _limits;
    private readonly long[] _strides;
    private NDArray? _array;

    private NpyFile(MappedFile file, NpyHeader header, Limits limits)
    {
        _file = file;
        _header = header;
        _limits = limits;
        _strides = new long[header.Shape.Length];
        long step = header.DType.ItemSize;
        for (int i = 0; i < _strides.Length; i++)
        {
            int axis = header.IsFortran ? i : _strides.Length - 1 - i;
            _strides[axis] = step;
            step *= Math.Max(1, header.Shape[axis]);
        }
    }

    /// <summary>What one element is.</summary>
    public DType DType => _header.DType;

    /// <summary>The size of each dimension.</summary>
    public ReadOnlySpan<long> Shape => _header.Shape;

    /// <summary>True when the first index is fastest in the file.</summary>
    public bool IsFortran => _header.IsFortran && _header.Shape.Length > 1;

    /// <summary>The whole array, a view over the file.</summary>
    /// <exception cref="PickleLimitException">It is larger than the 2 GiB that one array holds: take it in <see cref="Rows"/>.</exception>
    public NDArray Array => _array ??= _header.DataLength > int.MaxValue
        ? throw new PickleLimitException("LimitArrayBytes",
            $"the array has {_header.DataLength} bytes, and one NDArray holds 2 GiB; take it in parts, with Rows(first, count)")
        : DType.HasObjects ? NpyFormat.Read(_file.Slice(0, checked((int)_file.Length)), _limits)
        : NDArray.OverBytes(DType, Sizes(Shape), _file.Slice(_header.DataOffset, (int)_header.DataLength), _header.IsFortran);

    /// <summary>The element at this place, an index for each dimension.</summary>
    /// <exception cref="ArgumentException">The array has another number of dimensions.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index leaves its axis.</exception>
    public PyValue this[params ReadOnlySpan<long> place]
    {
        get
        {
            if (place.Length != Shape.Length)
            {
                throw new ArgumentException($"{place.Length} indexes for an array of {Shape.Length} dimensions", nameof(place));
            }

            long offset = _header.DataOffset;
            long index = 0;
            for (int axis = 0; axis < place.Length; axis++)
            {
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)place[axis], (ulong)Shape[axis], nameof(place));
                offset += place[axis] * _strides[axis];
                index = (index * Shape[axis]) + place[axis];
            }

            return DType.HasObjects ? Array[checked((int)index)] : NDArray.OverBytes(DType, [], _file.Slice(offset, DType.ItemSize))[0];
        }
    }

    /// <summary>Opens a file without reading its elements.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file is no <c>.npy</c>, or a corrupt one.</exception>
    public static NpyFile Open(string path, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        var file = new MappedFile(path);
        try
        {
            ReadOnlyMemory<byte> start = file.Slice(0, (int)Math.Min(file.Length, NpyHeader.MaxBytes));
            return new NpyFile(file, NpyHeader.Read(start.Span, file.Length), (options ?? new()).Limits);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads an array into memory.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file is no <c>.npy</c>, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The file is larger than the limits allow, or than 2 GiB: <see cref="Open"/> it.</exception>
    public static NDArray Load(string path, LoadOptions? options = null)
    {
        Limits limits = (options ?? new()).Limits;
        return NpyFormat.Read(FileContent.ReadAll(path, limits), limits);
    }

    /// <summary>Saves an array as <c>numpy.save</c> does; the file appears complete or not at all.</summary>
    /// <exception cref="NotSupportedException">The elements are records whose fields overlap, which no <c>.npy</c> can hold.</exception>
    public static void Save(string path, NDArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        AtomicFile.Write(path, stream => NpyFormat.Write(array, stream));
    }

    /// <summary>So many entries of the first axis: a view over the file where they lie together there, and a copy where the array is in
    /// Fortran order.</summary>
    /// <param name="first">The first of them, from 0.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="InvalidOperationException">The array has no dimensions.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    /// <exception cref="PickleLimitException">They are larger than the 2 GiB that one array holds.</exception>
    public NDArray Rows(long first, int count)
    {
        if (Shape.Length == 0)
        {
            throw new InvalidOperationException("a scalar has no rows");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, Shape[0] - count);
        if (DType.HasObjects)
        {
            return Array[(int)first..(int)(first + count)];
        }

        long perRow = DType.ItemSize;
        foreach (long size in Shape[1..])
        {
            perRow *= size;
        }

        if (perRow * count is var bytes && bytes > int.MaxValue)
        {
            throw new PickleLimitException("LimitArrayBytes",
                $"these {count} rows have {bytes} bytes, and one NDArray holds 2 GiB; take fewer at a time");
        }

        int[] shape = [count, .. Sizes(Shape[1..])];
        return IsFortran
            ? NDArray.OverBytes(DType, shape, Gather(first, count, (int)bytes), isFortran: true)
            : NDArray.OverBytes(DType, shape, _file.Slice(_header.DataOffset + (first * perRow), (int)bytes));
    }

    /// <summary>Lets go of the file; arrays taken from it cannot be read after that.</summary>
    public void Dispose() => _file.Dispose();

    private static int[] Sizes(ReadOnlySpan<long> shape)
    {
        var sizes = new int[shape.Length];
        for (int i = 0; i < sizes.Length; i++)
        {
            sizes[i] = shape[i] <= int.MaxValue ? (int)shape[i]
                : throw new PickleLimitException("LimitArrayBytes",
                    $"a dimension of {shape[i]}, and one NDArray has up to 2^31 entries on each axis");
        }

        return sizes;
    }

    /// <summary>In Fortran order the entries of one first index are apart; those of neighbours lie side by side, once for each place on the
    /// other axes.</summary>
    private byte[] Gather(long first, int count, int length)
    {
        var bytes = new byte[length];
        int run = count * DType.ItemSize;
        for (int at = 0; at < length; at += run)
        {
            long source = _header.DataOffset + (first * DType.ItemSize) + (at / run * Shape[0] * DType.ItemSize);
            _file.Slice(source, run).Span.CopyTo(bytes.AsSpan(at));
        }

        return bytes;
    }
}
