using System.Numerics;
using System.Text;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Native.Arrow;

/// <summary>Makes a batch of answers, a column for each of theirs, with the dtypes that Python gives them.</summary>
internal static unsafe class ArrowWriter
{
    /// <summary>Writes a struct array, which the other side releases.</summary>
    internal static void Write(AnswerTable table, ArrowArray* answers, ArrowSchema* schema)
    {
        try
        {
            int count = table.Names.Count;
            ArrowBlock.Fill(answers, table.RowCount, 0, 0);
            ArrowBlock.Fill(schema, "+s", "", isNullable: false);
            ArrowBlock.GiveChildren(answers, schema, count);
            for (int column = 0; column < count; column++)
            {
                WriteColumn(table, column, answers->Children[column], schema->Children[column]);
            }
        }
        catch
        {
            ArrowArray.Release(answers);
            ArrowSchema.Release(schema);
            throw;
        }
    }

    private static void WriteColumn(AnswerTable table, int column, ArrowArray* array, ArrowSchema* schema)
    {
        string name = table.Names[column];
        DType dtype = table.DTypeOf(column);
        switch (dtype.Kind, dtype.ItemSize)
        {
            case ('f', 8):
                Numbers(table, column, "g", array, schema, Number);
                break;
            case ('f', 4):
                Numbers(table, column, "f", array, schema, static value => (float)Number(value));
                break;
            case ('f', 2):
                Numbers(table, column, "e", array, schema, static value => (Half)Number(value));
                break;
            case ('i', 8):
                Numbers(table, column, "l", array, schema, Integer);
                break;
            case ('i', 4):
                Numbers(table, column, "i", array, schema, static value => (int)Integer(value));
                break;
            case ('i', 2):
                Numbers(table, column, "s", array, schema, static value => (short)Integer(value));
                break;
            case ('i', 1):
                Numbers(table, column, "c", array, schema, static value => (sbyte)Integer(value));
                break;
            case ('u', 8):
                Numbers(table, column, "L", array, schema, Unsigned);
                break;
            case ('u', 4):
                Numbers(table, column, "I", array, schema, static value => (uint)Integer(value));
                break;
            case ('u', 2):
                Numbers(table, column, "S", array, schema, static value => (ushort)Integer(value));
                break;
            case ('u', 1):
                Numbers(table, column, "C", array, schema, static value => (byte)Integer(value));
                break;
            case ('b', _):
                Bools(table, column, array, schema);
                break;
            case ('U' or 'S' or 'T', _):
                Texts(table, column, array, schema);
                break;
            case ('O', _):
                Objects(table, column, array, schema);
                break;
            default:
                throw new CallException(
                    "CannotBeArrow",
                    $"{name} is {dtype.Name}, for which there is no column: ask for it with another method, or through the command");
        }
    }

    private static void Numbers<T>(
        AnswerTable table, int column, string format, ArrowArray* array, ArrowSchema* schema, Func<PyValue, T> convert)
        where T : unmanaged
    {
        var values = (T*)ArrowBlock.Allocate((long)table.RowCount * sizeof(T));
        ArrowBlock.Fill(array, table.RowCount, 0, 0, (nint)values);
        ArrowBlock.Fill(schema, format, table.Names[column], isNullable: false);
        if (table.TryCopy(column, new Span<T>(values, table.RowCount)))
        {
            return;
        }

        for (int row = 0; row < table.RowCount; row++)
        {
            values[row] = convert(table[row, column]);
        }
    }

    private static void Bools(AnswerTable table, int column, ArrowArray* array, ArrowSchema* schema)
    {
        var bits = (byte*)ArrowBlock.Allocate((table.RowCount + 7L) / 8);
        ArrowBlock.Fill(array, table.RowCount, 0, 0, (nint)bits);
        ArrowBlock.Fill(schema, "b", table.Names[column], isNullable: false);
        for (int row = 0; row < table.RowCount; row++)
        {
            if (table[row, column].TryGetBool(out bool isTrue) && isTrue)
            {
                bits[row >> 3] |= (byte)(1 << (row & 7));
            }
        }
    }

    private static void Texts(AnswerTable table, int column, ArrowArray* array, ArrowSchema* schema)
    {
        int rows = table.RowCount, missing = 0;
        long total = 0;
        for (int row = 0; row < rows; row++)
        {
            total += table[row, column].AsString() is { } text ? Encoding.UTF8.GetByteCount(text) : 0;
        }

        Border.Size(total, $"the text of {table.Names[column]}");
        var validity = (byte*)ArrowBlock.Allocate((rows + 7L) / 8);
        var offsets = (int*)ArrowBlock.Allocate((rows + 1L) * sizeof(int));
        var characters = (byte*)ArrowBlock.Allocate(total);
        ArrowBlock.Fill(array, rows, 0, (nint)validity, (nint)offsets, (nint)characters);
        ArrowBlock.Fill(schema, "u", table.Names[column], isNullable: true);
        for (int row = 0, at = 0; row < rows; row++)
        {
            if (table[row, column].AsString() is { } text)
            {
                validity[row >> 3] |= (byte)(1 << (row & 7));
                at += Encoding.UTF8.GetBytes(text, new Span<byte>(characters + at, (int)total - at));
            }
            else
            {
                missing++;
            }

            offsets[row + 1] = at;
        }

        array->NullCount = missing;
    }

    /// <summary>Objects are a column where all are of one kind.</summary>
    private static void Objects(AnswerTable table, int column, ArrowArray* array, ArrowSchema* schema)
    {
        bool areTexts = true, areBools = true, areInts = true, areFloats = true;
        for (int row = 0; row < table.RowCount; row++)
        {
            PyValue value = table[row, column];
            areTexts &= value.IsNone || value.Kind == PyKind.Str;
            areBools &= value.Kind == PyKind.Bool;
            areInts &= value.Kind == PyKind.Int && value.TryGetInt64(out _);
            areFloats &= value.Kind == PyKind.Float;
        }

        if (areTexts)
        {
            Texts(table, column, array, schema);
        }
        else if (areBools)
        {
            Bools(table, column, array, schema);
        }
        else if (areInts)
        {
            Numbers(table, column, "l", array, schema, Integer);
        }
        else if (areFloats)
        {
            Numbers(table, column, "g", array, schema, Number);
        }
        else
        {
            throw new CallException(
                "CannotBeArrow", $"{table.Names[column]} mixes kinds of values, and a column has one: ask for it through the command");
        }
    }

    private static long Integer(PyValue value) => value.TryGetInt64(out long integer) ? integer : 0;

    private static ulong Unsigned(PyValue value) => value.TryGetBigInteger(out BigInteger integer) ? (ulong)integer : 0;

    private static double Number(PyValue value) => value.TryGetDouble(out double number) ? number : double.NaN;
}
