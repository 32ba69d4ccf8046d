using System.Diagnostics;
using System.Globalization;
using Brine;
using Brine.Arrays;
using Brine.Containers;
using Brine.Models;
using Brine.Pickling;

/// <summary>
/// Loads and dumps every file of a folder that is named CONTENT.FORM.bin, after comparing its values with CONTENT.raw (a joblib file). One
/// line a file: name, load, dump, one element of the mapped file, "ready to predict" (milliseconds, minima; -1 where there is none).
/// </summary>
internal static class FilesBench
{
    private static readonly LoadOptions Whole = new() { Limits = Limits.Trusted, MemoryMap = false };
    private static readonly LoadOptions Mapped = new() { Limits = Limits.Trusted, MemoryMap = true };

    internal static int Run(string folder, double seconds)
    {
        foreach (string path in Directory.GetFiles(folder, "*.bin").Order(StringComparer.Ordinal))
        {
            string[] parts = Path.GetFileName(path).Split('.');
            var form = new Form(path, parts[1]);
            string raw = Path.Combine(folder, parts[0] + ".raw");
            if (!(parts[0] == "forest" ? Answers(path).Equals(Answers(raw), StringComparison.Ordinal)
                : Elements(form.Load(path, Whole)).Span.SequenceEqual(Elements(PickleFile.Open(raw, Whole).Value).Span)))
            {
                Console.Error.WriteLine($"{path} is loaded as something else");
                return 1;
            }

            double load = Best(seconds, () => form.Load(path, Whole));
            object value = form.Load(path, Whole);
            double dump = Best(seconds, () => form.Dump(value, path + ".brine"), () => File.Delete(path + ".brine"));
            double element = parts[0] == "array" && form.IsPlain ? Best(seconds / 4, () => form.Touch(path)) : -1;
            double ready = parts[0] == "forest" ? Best(seconds, () => Model.Load(path)) : -1;
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}\t{load:g6}\t{dump:g6}\t{element:g6}\t{ready:g6}"));
        }

        return 0;
    }

    /// <summary>Opens a file that is larger than memory, reads one element of its last array; milliseconds, and how much of the file came
    /// into memory.</summary>
    internal static int RunHuge(string path)
    {
        double best = double.PositiveInfinity;
        long resident = 0;
        for (int i = 0; i < 20; i++)
        {
            // The first time loads code from the disk too.
            long before = ResidentFileBytes();
            long start = Stopwatch.GetTimestamp();
            PickleFile file = PickleFile.Open(path, Mapped);
            PyList arrays = file.Value.As<PyList>()!;
            NDArray last = NDArray.From(arrays[arrays.Count - 1])!;
            double element = last.AsSpan<double>()[^1];
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (element != 1.5)
            {
                return 1;
            }

            resident = ResidentFileBytes() - before;
            file.Dispose();
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{best:g6}\t{resident}"));
        return 0;
    }

    private static long ResidentFileBytes() =>
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("RssFile:", StringComparison.Ordinal)) is var line
            ? 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) : 0;

    private static ReadOnlyMemory<byte> Elements(object value) => (value as NDArray ?? NDArray.From((PyValue)value)!).Data;

    /// <summary>What the model predicts for a hundred rows.</summary>
    private static string Answers(string path)
    {
        var random = new Random(1);
        var rows = NDArray.Of([.. Enumerable.Range(0, 3000).Select(_ => (random.NextDouble() * 8) - 4)]).Reshape(100, 30);
        return Convert.ToBase64String(Model.Load(path).Predict(rows).Data.Span);
    }

    private static double Best<T>(double seconds, Func<T> action, Action? prepare = null)
    {
        double best = double.PositiveInfinity;
        long end = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        for (int i = 0; i < 2 || Stopwatch.GetTimestamp() < end; i++)
        {
            prepare?.Invoke();
            GC.Collect();
            long start = Stopwatch.GetTimestamp();
            T kept = action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            GC.KeepAlive(kept);
        }

        return best;
    }

    /// <summary>A form by its name: pickle4, pickle5, joblib, joblib-zlib..., npy, npz, npz-deflated.</summary>
    private sealed class Form(string path, string name)
    {
        internal bool IsPlain => name is "joblib" or "npy" or "npz" or "pickle4" or "pickle5";

        internal object Load(string file, LoadOptions options) => name switch
        {
            "npy" => NpyFile.Load(file, options),
            "npz" or "npz-deflated" => NpzFile.Open(file, options)["a"],
            _ => PickleFile.Open(file, options).Value,
        };

        internal double Touch(string file)
        {
            using IDisposable opened = name switch
            {
                "npy" => NpyFile.Open(file),
                "npz" => NpzFile.Open(file, Mapped),
                _ => PickleFile.Open(file, Mapped),
            };
            NDArray array = opened switch
            {
                NpyFile npy => npy.Array,
                NpzFile npz => npz["a"],
                PickleFile pickle => NDArray.From(pickle.Value)!,
                _ => throw new InvalidOperationException(path),
            };
            return array.AsSpan<double>()[array.Shape[0] / 2];
        }

        internal long Dump(object value, string file)
        {
            // As AtomicFile makes them. FileMode.Create truncates even a file that is new, and ext4 then writes it to the disk when it is
            // closed.
            using var created = new FileStream(file, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            using var stream = new ReservingStream(created);
            switch (name)
            {
                case "npy":
                    NpyFormat.Write((NDArray)value, stream);
                    break;
                case "npz" or "npz-deflated":
                    new NpzFile { ["a"] = (NDArray)value }.Write(stream, isCompressed: name == "npz-deflated");
                    break;
                case "pickle4" or "pickle5":
                    PickleSaver.WritePickle((PyValue)value, stream, new SaveOptions { Protocol = name[^1] - '0' });
                    break;
                default:
                    string codec = name["joblib".Length..].TrimStart('-') switch
                    {
                        "" => "none",
                        "lz4" => "lz4",
                        "bz2" => "bz2:9",
                        string other => other + ":3",
                    };
                    PickleSaver.WriteJoblib((PyValue)value, stream, new SaveOptions().WithCompression(codec));
                    break;
            }

            return stream.Position;
        }
    }
}
