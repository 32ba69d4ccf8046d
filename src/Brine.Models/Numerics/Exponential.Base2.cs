namespace Brine.Models;

/// <summary>Powers of two with the bits of glibc's <c>exp2</c>, which fuses nothing, and <c>exp2f</c>, which does; by the table of
/// exp.</summary>
internal static partial class Exponential
{
    private const double ShiftOfBase2 = 6755399441055744.0 / TableSize;
    private const int SmallTableSize = 32;
    private const double ShiftOfSmall = 6755399441055744.0 / SmallTableSize;

    /// <summary>2 to the power of a number.</summary>
    internal static double Exp2(double x)
    {
        // Beyond it results overflow or are subnormal.
        if (!(Math.Abs(x) < 1020))
        {
            return Math.Pow(2, x);
        }

        double shifted = x + ShiftOfBase2;
        long k = BitConverter.DoubleToInt64Bits(shifted);
        double r = x - (shifted - ShiftOfBase2);
        int index = (int)(k & (TableSize - 1));
        double scale = BitConverter.Int64BitsToDouble(Scales[index] + (k << 45));
        double square = r * r;
        double sum = Tails[index] + (r * 0.6931471805599453) + (square * (0.24022650695909065 + (r * 0.0555041086686087)));
        sum += square * square * (0.009618131975721055 + (r * 0.0013332074570119598));
        return scale + (scale * sum);
    }

    /// <summary>2 to the power of a number in single precision, computed in double.</summary>
    internal static float Exp2(float x)
    {
        if (!(Math.Abs(x) < 150))
        {
            return float.IsNaN(x) ? x : x > 0 ? float.PositiveInfinity : 0;
        }

        double shifted = x + ShiftOfSmall;
        long k = BitConverter.DoubleToInt64Bits(shifted);
        double r = x - (shifted - ShiftOfSmall);
        double scale = BitConverter.Int64BitsToDouble(Scales[(int)(k & (SmallTableSize - 1)) * (TableSize / SmallTableSize)] + (k << 47));
        double high = Math.FusedMultiplyAdd(0.05550361559341535, r, 0.2402284522445722);
        return (float)(Math.FusedMultiplyAdd(high, r * r, Math.FusedMultiplyAdd(0.6931471806916203, r, 1)) * scale);
    }
}
