using System.Diagnostics;
using System.Globalization;
using Brine;
using Brine.Arrays;
using Brine.Models;
using Brine.Verification;

/// <summary>
/// Times every NAME.METHOD.pkl of a folder on NAME.METHOD.X.npy, after comparing its answers with NAME.METHOD.y.npy.
/// One line a model: name, one row, all rows (milliseconds, minima of repeated runs), bytes allocated by one row, and whether a row has
/// a compiled form.
/// </summary>
internal static class KindsBench
{
    private const double Seconds = 0.5;

    internal static int Run(string folder)
    {
        foreach (string file in Directory.GetFiles(folder, "*.pkl").Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileNameWithoutExtension(file), method = name[(name.LastIndexOf('.') + 1)..];
            NDArray data = NpyFormat.Read(File.ReadAllBytes(Path.Combine(folder, name + ".X.npy")));
            NDArray expected = NpyFormat.Read(File.ReadAllBytes(Path.Combine(folder, name + ".y.npy")));
            Features rows = Features.FromArray(data);
            Features first = rows.SelectRows([0]);
            Model model = Model.Load(file);
            if (!new AnswerComparer().Compare(expected, model.Call(method, rows).ToArray()).IsRight)
            {
                Console.Error.WriteLine($"{name}: the answers differ from Python's");
                return 1;
            }

            double batch = Best(() => model.Call(method, rows), 1);
            RowKernel? kernel = rows is Matrix ? model.Estimator.Kernel(MethodNames.Parse(method)) : null;
            double[] row = rows is Matrix matrix ? matrix.Row(0).ToArray() : [], output = new double[kernel?.OutputCount ?? 0];
            Action one = kernel is null ? () => model.Call(method, first) : () => kernel.Run(row, output);
            double single = Best(one, kernel is null ? 20 : 1000);
            long before = GC.GetAllocatedBytesForCurrentThread();
            one();
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name}\t{single:g6}\t{batch:g6}\t{allocated}\t{(kernel is null ? 0 : 1)}"));
        }

        return 0;
    }

    /// <summary>The least time of an action in milliseconds; the first half second is the just-in-time compiler's.</summary>
    private static double Best(Action action, int times)
    {
        double best = double.PositiveInfinity;
        long end = Stopwatch.GetTimestamp() + (long)(2 * Seconds * Stopwatch.Frequency);
        for (int round = 0; round < 5 || Stopwatch.GetTimestamp() < end; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < times; i++)
            {
                action();
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds / times);
        }

        return best;
    }
}
