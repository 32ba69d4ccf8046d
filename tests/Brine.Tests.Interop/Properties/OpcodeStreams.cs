using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Brine.Pickling;
using FsCheck;
using FsCheck.Fluent;

namespace Brine.Tests.Properties;

/// <summary>Random pickles: opcodes from the table, mostly where they fit, with operands of every odd spelling; half of them are
/// damaged.</summary>
internal static class OpcodeStreams
{
    private static readonly string[] Ints =
        ["7", "1", "01", "0", "00", " 1", "+1", "-0", "1 ", "-1", "010", "0x1F", "0X1f", "0o17", "0b11", "1_000", "1__0", "_1", "1_", "0_0",
            "0_1", "0x_1f", "08", "", "-", "0x", "9223372036854775807",
         "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "0x7fffffffffffffff", "-0x8000000000000000",
         "0777777777777777777777", "123456789012345678901234567890", "1\0", "1\0x", "1.5", "a", "\t5", "5\r", "\u00b2", "- 1"];

    private static readonly string[] Longs = ["5L", "0L", "-7L", "12345678901234567890123L", "5", "010L", "0x1fL", "1_0L", "L", "", "LL",
        "5l", " 5L", "5 L", "+5L"];

    private static readonly string[] Floats =
        ["1.5", "-0.0", "nan", "-nan", "inf", "-inf", "Infinity", "NAN", "1e400", "-1e400", "1e-400", "5.", ".5", ".", "1e5", "1e", "1_0",
            "0x10", " 1", "1 ", "1\0z", "", "+1", "1e+5", "2.2250738585072014e-308", "0.1", "123456789012345678", "infinit"];

    private static readonly string[] Quoted =
        ["'a'", "\"a\"", "''", @"'\x41'", "'", "", "a", "'a\"", @"'\n'", @"'\x4'", @"'\x'", @"'\101'", @"'\1'", @"'\18'", @"'\777'",
            @"'\q'", @"'\'", @"'\\'", @"'\''", "'a'b'", "'\u00e9'", @"'\u0041'", "'a' ", "'a'\r", " 'a'", @"'\a\b\f\t\v\r'"];

    private static readonly string[] Unicodes =
        ["", "a", @"\u0041", @"\U00000041", @"\U0001f600", @"\ud83d\ude00", @"\ud800", @"\u004", @"\U0011ffff", @"\x41", @"\\u0041", @"\\",
            @"\", "\u00e9", "a\r", @"\N{DIGIT ONE}", @"\\\u0041", @"a\"];

    private static readonly string[] Indexes = ["0", "1", "2", "3", "00", "01", "010", " 1", "1 ", "+1", "-1", "1_0", "x", "", "5", "300",
        "2147483648", "99999999999999999999"];

    private static readonly string[] Names =
        ["shop\nThing", "shop\nOther", "shop\nOuter.Inner", "__builtin__\nset", "builtins\nfrozenset", "builtins\nbytearray",
            "__builtin__\nbytes", "_codecs\nencode", "builtins\ngetattr", "copy_reg\n__newobj__", "functools\npartial",
         "\nx", "x\n", "sh\u00f6p\nThing", "shop\nTh\u0080", " shop\nThing "];

    private static readonly byte[][] Utf8 =
        [[], [0x61], "text"u8.ToArray(), [0xC3, 0xA9], [0xE2, 0x82, 0xAC], [0xF0, 0x9F, 0x98, 0x80], [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80],
            [0xED, 0xA0, 0x80], [0xED, 0xB8, 0x80, 0x61], [0xFF], [0xC3], [0xC0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0], [0x0A],
            "shop"u8.ToArray(), "Thing"u8.ToArray(), "latin1"u8.ToArray()];

    /// <summary>
    /// The pickles, <paramref name="count"/> of them or a few less, from a seed. None has the byte of FRAME: CPython's C code, reading from
    /// a file, forgets what is left of a frame (cpython#154848), so its answers say nothing.
    /// </summary>
    internal static byte[][] Sample(int count, ulong seed, int size) =>
        [.. Gen.Choose(0, int.MaxValue).ArrayOf().Select(choices => Build(new ChoiceReader(choices))).Sample(count, new Rnd(seed), size)
            .Where(stream => !stream.Contains(PickleOpcode.Frame))];

    private static byte[] Build(ChoiceReader choices)
    {
        var stream = new List<byte>();
        bool isDamaged = choices.Next(2) == 1;
        int damage = choices.Next(4) + 1;
        int[] places = [.. Enumerable.Range(0, damage * 3).Select(_ => choices.Next(int.MaxValue))];
        if (choices.Next(2) == 0)
        {
            stream.AddRange([PickleOpcode.Proto, (byte)choices.Next(6)]);
        }

        // What is known of the stack: L list, D dict, S set, T tuple, G class, O object, K key (hashable), ? anything, ( mark.
        var stack = new List<char>();
        int memo = 0;
        while (!choices.IsEmpty)
        {
            Add(stream, stack, ref memo, choices);
        }

        while (stack.LastIndexOf('(') is >= 0 and var mark)
        {
            stream.Add(PickleOpcode.Tuple);
            stack.RemoveRange(mark, stack.Count - mark);
            stack.Add('T');
        }

        for (; stack.Count > 1; stack.RemoveAt(stack.Count - 1))
        {
            stream.Add(PickleOpcode.Tuple2);
        }

        stream.AddRange(stack.Count == 0 ? [PickleOpcode.None, PickleOpcode.Stop] : [PickleOpcode.Stop]);
        for (int i = 0; isDamaged && i < damage; i++)
        {
            Damage(stream, places.AsSpan(i * 3, 3));
        }

        return [.. stream];
    }

    private static void Damage(List<byte> stream, ReadOnlySpan<int> choice)
    {
        int at = choice[1] % stream.Count;
        switch (choice[0] % 6)
        {
            case 0:
                stream[at] = (byte)choice[2];
                break;
            case 1:
                stream[at] = OpcodeTable.All[choice[2] % 68].Code;
                break;
            case 2:
                stream.Insert(at, OpcodeTable.All[choice[2] % 68].Code);
                break;
            case 3:
                stream.RemoveRange(at, Math.Min((choice[2] % 3) + 1, stream.Count - at - (at == 0 ? 1 : 0)));
                break;
            case 4:
                stream.InsertRange(at, stream.GetRange(choice[2] % stream.Count, Math.Min(3, stream.Count - (choice[2] % stream.Count))));
                break;
            default:
                (stream[at], stream[choice[2] % stream.Count]) = (stream[choice[2] % stream.Count], stream[at]);
                break;
        }
    }

    private static void Add(List<byte> stream, List<char> stack, ref int memo, ChoiceReader choices)
    {
        int free = stack.Count - 1 - stack.LastIndexOf('(');
        char Top(int below = 0) => free > below ? stack[^(1 + below)] : '!';
        void Line(byte opcode, string text) => stream.AddRange([opcode, .. Encoding.Latin1.GetBytes(text), (byte)'\n']);
        void Drop(int count) => stack.RemoveRange(stack.Count - count, count);
        switch (choices.Next(36))
        {
            case 0:
                stream.Add(choices.Of(PickleOpcode.None, PickleOpcode.Newtrue, PickleOpcode.Newfalse));
                stack.Add('K');
                break;
            case 1:
                Line(PickleOpcode.Int, choices.Mostly<string>(Ints));
                stack.Add('K');
                break;
            case 2:
                Line(PickleOpcode.Long, choices.Mostly<string>(Longs));
                stack.Add('K');
                break;
            case 3:
                Line(PickleOpcode.Float, choices.Mostly<string>(Floats));
                stack.Add('K');
                break;
            case 4:
                Line(PickleOpcode.String, choices.Mostly<string>(Quoted));
                stack.Add('K');
                break;
            case 5:
                Line(PickleOpcode.Unicode, choices.Mostly<string>(Unicodes));
                stack.Add('K');
                break;
            case 6:
                stream.AddRange([PickleOpcode.Binint1, (byte)choices.Next(3)]);
                stack.Add('K');
                break;
            case 7:
                byte[] number = new byte[8];
                BinaryPrimitives.WriteInt64LittleEndian(number, choices.Bits());
                (byte opcode, int width) = choices.Of((PickleOpcode.Binint, 4), (PickleOpcode.Binint2, 2), (PickleOpcode.Binfloat, 8));
                stream.AddRange([opcode, .. number.AsSpan(0, width)]);
                stack.Add('K');
                break;
            case 8:
                int length = choices.Next(12);
                stream.AddRange(choices.Next(2) == 0 ? [PickleOpcode.Long1, (byte)length] : [PickleOpcode.Long4, (byte)length, 0, 0, 0]);
                for (int i = 0; i < length; i++)
                {
                    stream.Add(choices.Of((byte)0, (byte)0xFF, (byte)choices.Next(256)));
                }

                stack.Add('K');
                break;
            case 9 or 10:
                byte[] text = choices.Mostly<byte[]>(Utf8);
                stream.AddRange(Sized(choices.Of(PickleOpcode.ShortBinunicode, PickleOpcode.Binunicode, PickleOpcode.Binunicode8), text));
                stack.Add('K');
                break;
            case 11:
                stream.AddRange(
                    Sized(choices.Of(PickleOpcode.ShortBinbytes, PickleOpcode.Binbytes, PickleOpcode.Binbytes8, PickleOpcode.ShortBinstring,
                        PickleOpcode.Binstring), choices.Mostly<byte[]>(Utf8)));
                stack.Add('K');
                break;
            case 12:
                stream.AddRange(Sized(PickleOpcode.Bytearray8, choices.Mostly<byte[]>(Utf8)));
                stack.Add('?');
                break;
            case 13:
                (byte made, char kind) = choices.Of((PickleOpcode.EmptyList, 'L'), (PickleOpcode.EmptyDict, 'D'),
                    (PickleOpcode.EmptySet, 'S'), (PickleOpcode.EmptyTuple, 'T'));
                stream.Add(made);
                stack.Add(kind);
                break;
            case 14 or 15:
                stream.Add(PickleOpcode.Mark);
                stack.Add('(');
                break;
            case 16 or 17 when free < stack.Count:
                (byte close,
                    char closed) = choices.Of((PickleOpcode.Tuple, 'T'), (PickleOpcode.List, 'L'), (PickleOpcode.Dict, 'D'),
                        (PickleOpcode.Frozenset, '?'), (PickleOpcode.PopMark, '0'), (PickleOpcode.Appends, '+'),
                        (PickleOpcode.Setitems, '+'), (PickleOpcode.Additems, '+'), (PickleOpcode.Obj, 'O'));
                stream.Add(close);
                Drop(free + 1);
                if (closed is not ('0' or '+'))
                {
                    stack.Add(closed);
                }

                break;
            case 18 when free > 0:
                int count = Math.Min(free, choices.Next(3) + 1);
                stream.Add((byte)(PickleOpcode.Tuple1 + count - 1));
                Drop(count);
                stack.Add('T');
                break;
            case 19 or 20 when Top(1) is 'L' or 'O':
                stream.Add(PickleOpcode.Append);
                Drop(1);
                break;
            case 21 or 22 when Top(2) is 'D' or 'O' && Top(1) is 'K':
                stream.Add(PickleOpcode.Setitem);
                Drop(2);
                break;
            case 23 when free > 0:
                stream.Add(choices.Of(PickleOpcode.Pop, PickleOpcode.Dup));
                if (stream[^1] == PickleOpcode.Pop)
                {
                    Drop(1);
                }
                else
                {
                    stack.Add(stack[^1]);
                }

                break;
            case 24 or 25 when free > 0:
                int put = choices.Next(5);
                if (put == 0)
                {
                    Line(PickleOpcode.Put, choices.Mostly<string>(Indexes));
                }
                else
                {
                    stream.AddRange(put == 1 ? [PickleOpcode.Binput, (byte)memo]
                        : put == 2 ? [PickleOpcode.LongBinput, (byte)memo, (byte)choices.Next(2), 0, 0]
                            : put == 3 ? [PickleOpcode.Binput, (byte)choices.Next(4)] : [PickleOpcode.Memoize]);
                }

                memo++;
                break;
            case 26 or 27 when memo > 0:
                int get = choices.Next(5);
                if (get == 0)
                {
                    Line(PickleOpcode.Get, choices.Mostly<string>(Indexes));
                }
                else
                {
                    stream.AddRange(get == 1 ? [PickleOpcode.LongBinget, (byte)choices.Next(memo), 0, 0, 0]
                        : [PickleOpcode.Binget, (byte)choices.Next(memo)]);
                }

                stack.Add('?');
                break;
            case 28 or 29:
                Line(PickleOpcode.Global, choices.Mostly<string>(Names));
                stack.Add('G');
                break;
            case 30 when Top(1) is 'G' && Top() is 'T':
                stream.Add(choices.Of(PickleOpcode.Newobj, PickleOpcode.Reduce));
                Drop(2);
                stack.Add('O');
                break;
            case 31 when Top(1) is 'O':
                stream.Add(PickleOpcode.Build);
                Drop(1);
                break;
            case 31 when Top(2) is 'G' && Top(1) is 'T' && Top() is 'D':
                stream.Add(PickleOpcode.NewobjEx);
                Drop(3);
                stack.Add('O');
                break;
            case 32 when free < stack.Count:
                Line(PickleOpcode.Inst, choices.Mostly<string>(Names));
                Drop(free + 1);
                stack.Add('O');
                break;
            case 33:
                Line(PickleOpcode.Persid, choices.Mostly("id", "5", "a b", "", "\u00e9"));
                stack.Add('?');
                break;
            case 34 when free > 0:
                stream.Add(PickleOpcode.Binpersid);
                stack[^1] = '?';
                break;
            case 35:
                stream.AddRange(
                    choices.Of<byte[]>([PickleOpcode.NextBuffer], [PickleOpcode.NextBuffer, PickleOpcode.ReadonlyBuffer],
                        [PickleOpcode.ShortBinunicode, 4, (byte)'s', (byte)'h', (byte)'o', (byte)'p', PickleOpcode.ShortBinunicode, 1,
                            (byte)'T', PickleOpcode.StackGlobal]));
                stack.Add(stream[^1] == PickleOpcode.StackGlobal ? 'G' : '?');
                break;
        }
    }

    private static byte[] Sized(byte opcode, byte[] content)
    {
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, content.Length);
        int width = opcode switch
        {
            PickleOpcode.ShortBinunicode or PickleOpcode.ShortBinbytes or PickleOpcode.ShortBinstring => 1,
            PickleOpcode.Binunicode or PickleOpcode.Binbytes or PickleOpcode.Binstring => 4,
            _ => 8,
        };
        return [opcode, .. length.AsSpan(0, width), .. content];
    }
}
