using System.Diagnostics;
using System.Globalization;
using Brine;
using Brine.Training;

/// <summary>The .NET half of <c>bench/train.py</c>: trains once, saves the model, then trains each time a line comes in and says the
/// seconds.</summary>
internal static class TrainBench
{
    internal static int Run(string folder, string rows, string target, string threads, string version)
    {
        Features x = DataFile.Read(Path.Combine(folder, rows));
        Target? y = target == "-" ? null : Target.FromFeatures(DataFile.Read(Path.Combine(folder, target)));
        SklearnTarget made = version.StartsWith("1.2.", StringComparison.Ordinal) ? SklearnTarget.V1_2 : SklearnTarget.V1_9;
        var options = new FitOptions { Version = made, ThreadCount = int.Parse(threads, CultureInfo.InvariantCulture) };
        Trainer trainer = PipelineFile.Load(Path.Combine(folder, "pipeline.json"), made);
        Pickle.Dump(trainer.Fit(x, y, options).Value, Path.Combine(folder, "model.pkl"));
        Console.WriteLine("ready");
        while (Console.ReadLine() is not null)
        {
            long start = Stopwatch.GetTimestamp();
            using Model model = trainer.Fit(x, y, options);
            Console.WriteLine(Stopwatch.GetElapsedTime(start).TotalSeconds.ToString("R", CultureInfo.InvariantCulture));
        }

        return 0;
    }
}
