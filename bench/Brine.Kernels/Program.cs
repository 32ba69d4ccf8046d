using System.Diagnostics;
using System.Globalization;
using Brine;
using Brine.Arrays;
using Brine.Models;

// Times the row kernels of each NAME.pkl that is given on the rows of NAME.npy: a line for each method, NAME METHOD nanoseconds a row.
foreach (string file in args)
{
    Estimator model = Model.Load(file).Estimator;
    var rows = (Matrix)Features.FromArray(NpyFormat.Read(File.ReadAllBytes(Path.ChangeExtension(file, ".npy"))));
    foreach (Methods method in (Methods[])[Methods.Predict, Methods.PredictProba, Methods.DecisionFunction, Methods.Transform])
    {
        if (!model.Methods.HasFlag(method) || model.Kernel(method) is not { } kernel)
        {
            continue;
        }

        var output = new double[kernel.OutputCount];
        double best = double.PositiveInfinity;
        long end = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 4);
        for (int round = 0; round < 40 || Stopwatch.GetTimestamp() < end; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int row = 0; row < rows.RowCount; row++)
            {
                kernel.Run(rows.Row(row), output);
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / rows.RowCount);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(file)} {method} {best:f2}"));
    }
}
