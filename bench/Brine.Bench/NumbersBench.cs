using System.Diagnostics;
using System.Globalization;
using Brine;

/// <summary>
/// What one core reads and prints of numbers: a CSV of numbers by this library, its fields alone by .NET's own parser, and its values alone
/// by .NET's own printer. Run it on one processor (<c>taskset -c 0</c>).
/// </summary>
internal static class NumbersBench
{
    internal static int Run(string file)
    {
        byte[] text = File.ReadAllBytes(file);
        int header = text.AsSpan().IndexOf((byte)'\n') + 1;
        Table table = Csv.Parse(text);
        var values = new double[table.RowCount * table.ColumnCount];
        for (int column = 0; column < table.ColumnCount; column++)
        {
            _ = table.Columns[column].TryGetNumbers(out ReadOnlySpan<double> numbers);
            for (int row = 0; row < numbers.Length; row++)
            {
                values[(row * table.ColumnCount) + column] = numbers[row];
            }
        }

        var buffer = new byte[64];
        long printed = 0;
        Print("a CSV read", text.Length, Best(() => Csv.Parse(text)));
        Print("its fields alone, double.Parse", text.Length - header, Best(() => ParseAll(text.AsSpan(header))));
        double time = Best(() =>
        {
            printed = 0;
            foreach (double value in values)
            {
                _ = value.TryFormat(buffer, out int written, "R", CultureInfo.InvariantCulture);
                printed += written;
            }

            return printed;
        });
        Print("its values printed, double.TryFormat", printed, time);
        return 0;
    }

    private static double ParseAll(ReadOnlySpan<byte> text)
    {
        double sum = 0;
        while (!text.IsEmpty)
        {
            int end = text.IndexOfAny((byte)',', (byte)'\n');
            end = end < 0 ? text.Length : end;
            sum += double.Parse(text[..end], NumberStyles.Float, CultureInfo.InvariantCulture);
            text = text[Math.Min(end + 1, text.Length)..];
        }

        return sum;
    }

    private static double Best<T>(Func<T> action)
    {
        double best = double.PositiveInfinity;
        for (int i = 0; i < 5; i++)
        {
            long start = Stopwatch.GetTimestamp();
            GC.KeepAlive(action());
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }

    private static void Print(string what, long bytes, double seconds) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {bytes / seconds / 1e6:f0} MB/s"));
}
