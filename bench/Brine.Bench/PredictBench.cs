using System.Diagnostics;
using System.Globalization;
using Brine;
using Brine.Arrays;
using Brine.Models;
using Brine.Verification;

/// <summary>
/// Times every NAME.pkl|NAME.joblib of a folder on NAME.X.npy, after comparing its answers with NAME.y.npy.
/// One line a model: name, load and first prediction, one row, all rows (milliseconds, minima of repeated runs), bytes allocated by one
/// row.
/// </summary>
internal static class PredictBench
{
    internal static int Run(string folder)
    {
        foreach (string file in Directory.GetFiles(folder).Where(path => Path.GetExtension(path) is ".pkl" or ".joblib")
            .Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileNameWithoutExtension(file);
            NDArray data = NpyFormat.Read(File.ReadAllBytes(Path.Combine(folder, name + ".X.npy")));
            NDArray expected = NpyFormat.Read(File.ReadAllBytes(Path.Combine(folder, name + ".y.npy")));
            var rows = (Matrix)Features.FromArray(data);
            var first = (Matrix)rows.SelectRows([0]);

            double load = double.PositiveInfinity;
            for (int i = 0; i < 15; i++)
            {
                GC.Collect();
                long start = Stopwatch.GetTimestamp();
                Model.Load(file).Predict(first);
                load = Math.Min(load, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            Model model = Model.Load(file);
            NDArray answer = model.Predict(rows);
            if (!new AnswerComparer().Compare(expected, answer).IsRight)
            {
                Console.Error.WriteLine($"{name}: the answers differ from Python's");
                return 1;
            }

            // The first second is the just-in-time compiler's: it compiles twice, the second time with what it has seen.
            double batch = double.PositiveInfinity;
            long end = Stopwatch.GetTimestamp() + (2 * Stopwatch.Frequency);
            for (int i = 0; i < 5 || Stopwatch.GetTimestamp() < end; i++)
            {
                long start = Stopwatch.GetTimestamp();
                model.Predict(rows);
                batch = Math.Min(batch, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            RowKernel kernel = model.Estimator.Kernel(Methods.Predict) ?? throw new InvalidOperationException($"{name} has no row form");
            var output = new double[kernel.OutputCount];
            int count = Math.Min(rows.RowCount, 2000);
            double one = double.PositiveInfinity;
            end = Stopwatch.GetTimestamp() + Stopwatch.Frequency;
            for (int round = 0; round < 60 || Stopwatch.GetTimestamp() < end; round++)
            {
                long start = Stopwatch.GetTimestamp();
                for (int row = 0; row < count; row++)
                {
                    kernel.Run(rows.Row(row), output);
                }

                one = Math.Min(one, Stopwatch.GetElapsedTime(start).TotalMilliseconds / count);
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            kernel.Run(rows.Row(0), output);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}\t{load:g6}\t{one:g6}\t{batch:g6}\t{allocated}"));
        }

        return 0;
    }
}
