using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>Runs of plain numbers: as many at a time as surely begin in one frame, without asking at each.</summary>
public sealed partial class Pickler
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SaveIntegers(ReadOnlySpan<long> values)
    {
        while (!values.IsEmpty)
        {
            _output.Boundary();
            if (_protocol == 0 || values[0] != (int)values[0])
            {
                SaveInt64(values[0]);
                values = values[1..];
                continue;
            }

            int run = Math.Clamp(_output.UntilBoundary / 5, 1, values.Length), done = 0;
            ref byte start = ref _output.Next((run * 5) + 8);
            ref byte at = ref start;
            while (done < run)
            {
                long value = values[done];
                if ((ulong)value <= 0xFFFF)
                {
                    // Opcode and two bytes in one go; the second of them counts only where it is needed.
                    int isLong = (0xFF - (int)value) >>> 31;
                    WriteInt32(ref at,
                        ((int)value << 8) | (PickleOpcode.Binint1 + (isLong * (PickleOpcode.Binint2 - PickleOpcode.Binint1))));
                    at = ref Unsafe.Add(ref at, 2 + isLong);
                }
                else if (value == (int)value)
                {
                    at = PickleOpcode.Binint;
                    WriteInt32(ref Unsafe.Add(ref at, 1), (int)value);
                    at = ref Unsafe.Add(ref at, 5);
                }
                else
                {
                    break;
                }

                done++;
            }

            _output.Advance((int)Unsafe.ByteOffset(ref start, ref at));
            values = values[done..];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SaveFloats(ReadOnlySpan<double> values)
    {
        while (!values.IsEmpty)
        {
            _output.Boundary();
            if (_protocol == 0)
            {
                SaveFloat(values[0]);
                values = values[1..];
                continue;
            }

            int run = Math.Clamp(_output.UntilBoundary / 9, 1, values.Length);
            ref byte at = ref _output.Next(run * 9);
            for (int i = 0; i < run; i++)
            {
                long bits = BitConverter.DoubleToInt64Bits(values[i]);
                at = PickleOpcode.Binfloat;
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref at, 1),
                    BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(bits) : bits);
                at = ref Unsafe.Add(ref at, 9);
            }

            _output.Advance(run * 9);
            values = values[run..];
        }
    }
}
