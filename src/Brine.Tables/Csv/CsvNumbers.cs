using System.Runtime.CompilerServices;

namespace Brine.Tables;

/// <summary>The numbers of some columns of a CSV, read while its fields are found: who knows where a number ends need not look for the
/// delimiter, and no field is looked at twice. A column in which a field is neither a plain number nor missing is given up, and read by
/// <see cref="CsvColumn"/> as any other.</summary>
internal sealed class CsvNumbers
{
    private const int MostBytesOfANumber = 400;

    /// <summary>Python's NaN, whose sign bit is clear.</summary>
    private static readonly double NaN = BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_0000);

    private readonly double[]?[] _columns;
    private readonly Traits[] _traits;
    private readonly byte _delimiter;

    private CsvNumbers(double[]?[] columns, byte delimiter) =>
        (_columns, _traits, _delimiter) = (columns, new Traits[columns.Length], delimiter);

    [Flags]
    private enum Traits : byte
    {
        None = 0,
        HasMissing = 1,
        HasNumber = 2,
        HasFloat = 4,
        HasInexact = 8,
    }

    /// <summary>Makes room for the numbers of some columns.</summary>
    /// <param name="isWanted">Which columns are thought to hold numbers.</param>
    /// <param name="mostRows">How many rows there are at most; with more of them all is given up.</param>
    /// <param name="options">How the CSV is written; null comes of signs that do not go with this way of reading.</param>
    internal static CsvNumbers? For(ReadOnlySpan<bool> isWanted, int mostRows, CsvOptions options)
    {
        byte delimiter = (byte)options.Delimiter!;
        if (options.Decimal != '.' || "0123456789.+-eE\"\r\n"u8.Contains(delimiter) || !isWanted.Contains(true))
        {
            return null;
        }

        var columns = new double[]?[isWanted.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = isWanted[i] ? new double[mostRows] : null;
        }

        return new CsvNumbers(columns, delimiter);
    }

    /// <summary>Reads a field.</summary>
    /// <param name="text">The rows.</param>
    /// <param name="start">Where the field begins.</param>
    /// <param name="column">Its column.</param>
    /// <param name="row">Its row.</param>
    /// <returns>Where it ends; -1 where it is not read here.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int Read(ReadOnlySpan<byte> text, int start, int column, int row)
    {
        if (_columns[column] is not { } numbers)
        {
            return -1;
        }

        ReadOnlySpan<byte> rest = text[start..];
        if (rest.IsEmpty || IsEnd(rest[0]))
        {
            return Put(numbers, row, NaN, column, Traits.HasMissing) ? start : -1;
        }

        int length = FloatParser.TryParsePrefix(rest, out double number);
        if (length is 0 or > MostBytesOfANumber || (length < rest.Length && !IsEnd(rest[length])))
        {
            _columns[column] = null;
            return -1;
        }

        Traits traits = Traits.HasNumber | (Math.Abs(number) < Column.FirstInexact ? Traits.None : Traits.HasInexact);
        if ((_traits[column] & Traits.HasFloat) == 0 && rest[..length].ContainsAny((byte)'.', (byte)'e', (byte)'E'))
        {
            traits |= Traits.HasFloat;
        }

        return Put(numbers, row, number, column, traits) ? start + length : -1;
    }

    /// <summary>Gives all columns up: a row is not one.</summary>
    internal void GiveUp() => Array.Clear(_columns);

    /// <summary>The numbers of a column, NaN where they are missing; null where it was given up.</summary>
    /// <param name="column">The column.</param>
    /// <param name="rowCount">How many rows there are.</param>
    /// <param name="shape">What all fields have in common.</param>
    internal double[]? Of(int column, int rowCount, out CsvShape shape)
    {
        Traits traits = _traits[column];
        bool hasMissing = (traits & Traits.HasMissing) != 0;
        shape = new CsvShape(AreNumbers: true, AreInts: !hasMissing && (traits & Traits.HasFloat) == 0,
            AreExact: (traits & Traits.HasInexact) == 0, AreBools: (traits & Traits.HasNumber) == 0, hasMissing,
            MayHaveDecimalCommas: false);
        double[]? numbers = _columns[column];
        if (numbers is not null && numbers.Length != rowCount)
        {
            Array.Resize(ref numbers, rowCount);
            _columns[column] = numbers;
        }

        return numbers;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsEnd(byte character) => character == _delimiter || character is (byte)'\n' or (byte)'\r';

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Put(double[] numbers, int row, double number, int column, Traits traits)
    {
        if ((uint)row >= (uint)numbers.Length)
        {
            GiveUp();
            return false;
        }

        numbers[row] = number;
        _traits[column] |= traits;
        return true;
    }
}
