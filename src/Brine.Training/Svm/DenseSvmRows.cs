using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Brine.Training;

/// <summary>Dense rows. They lie column by column, so that one row is multiplied with several at a time, each in its own order.</summary>
internal sealed class DenseSvmRows : SvmRows
{
    private readonly double[] _columns;
    private readonly double[] _row;

    private DenseSvmRows(double[] columns, int count, int width) => (_columns, Count, _row) = (columns, count, new double[width]);

    internal override int Count { get; }

    internal static DenseSvmRows From(DenseRows x)
    {
        var columns = new double[x.Values.Length];
        for (int row = 0, at = 0; row < x.RowCount; row++)
        {
            for (int column = 0; column < x.ColumnCount; column++)
            {
                columns[(column * x.RowCount) + row] = x.Values[at++];
            }
        }

        return new DenseSvmRows(columns, x.RowCount, x.ColumnCount);
    }

    internal override void Multiply(int row, int first, Span<double> products)
    {
        Load(this, row);
        ref double from = ref MemoryMarshal.GetArrayDataReference(_columns);
        ref double into = ref MemoryMarshal.GetReference(products);
        int i = 0;
        for (; i <= products.Length - 16; i += 16)
        {
            Vector256<double> a = default, b = default, c = default, d = default;
            nuint at = (nuint)(first + i);
            for (int column = 0; column < _row.Length; column++, at += (nuint)Count)
            {
                Vector256<double> own = Vector256.Create(_row[column]);
                a += own * Vector256.LoadUnsafe(ref from, at);
                b += own * Vector256.LoadUnsafe(ref from, at + 4);
                c += own * Vector256.LoadUnsafe(ref from, at + 8);
                d += own * Vector256.LoadUnsafe(ref from, at + 12);
            }

            a.StoreUnsafe(ref into, (nuint)i);
            b.StoreUnsafe(ref into, (nuint)(i + 4));
            c.StoreUnsafe(ref into, (nuint)(i + 8));
            d.StoreUnsafe(ref into, (nuint)(i + 12));
        }

        for (; i < products.Length; i++)
        {
            double sum = 0;
            for (int column = 0, at = first + i; column < _row.Length; column++, at += Count)
            {
                sum += _row[column] * _columns[at];
            }

            products[i] = sum;
        }
    }

    internal override void Compare(SvmRows others, int row, bool isOfDistances, Span<double> answers)
    {
        Load((DenseSvmRows)others, row);
        answers.Clear();
        for (int column = 0, at = 0; column < _row.Length; column++)
        {
            double own = _row[column];
            for (int i = 0; i < answers.Length; i++)
            {
                double other = _columns[at++], difference = own - other;
                answers[i] += isOfDistances ? difference * difference : own * other;
            }
        }
    }

    internal override void Swap(int first, int second)
    {
        for (int start = 0; start < _columns.Length; start += Count)
        {
            (_columns[start + first], _columns[start + second]) = (_columns[start + second], _columns[start + first]);
        }
    }

    internal override SvmRows Take(ReadOnlySpan<int> rows)
    {
        var columns = new double[rows.Length * _row.Length];
        for (int column = 0, at = 0; column < _row.Length; column++)
        {
            foreach (int row in rows)
            {
                columns[at++] = _columns[(column * Count) + row];
            }
        }

        return new DenseSvmRows(columns, rows.Length, _row.Length);
    }

    private void Load(DenseSvmRows rows, int row)
    {
        for (int column = 0, at = row; column < _row.Length; column++, at += rows.Count)
        {
            _row[column] = rows._columns[at];
        }
    }
}
