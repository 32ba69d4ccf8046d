using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Brine;
using Brine.Pickling;

/// <summary>
/// Times the pickles of a folder that a pattern names, after dumping it again and comparing the bytes. One line a file: name, load, dump,
/// dump into a buffer that is kept (milliseconds, minima), bytes allocated by a load, bytes allocated by a dump into that buffer.
/// </summary>
internal static class PickleBench
{
    private const string Mapped = "1M-objects-of-a-class";

    internal static int Run(string folder, string pattern, double seconds)
    {
        foreach (string file in Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal))
        {
            byte[] data = File.ReadAllBytes(file);
            var options = new PicklerOptions { Protocol = 5 };
            if (Path.GetFileNameWithoutExtension(file) == Mapped)
            {
                RunMapped(data, options, seconds);
                continue;
            }

            PyValue value = Unpickler.Load(data);
            if (!Pickler.Dump(value, options).AsSpan().SequenceEqual(data))
            {
                Console.Error.WriteLine($"{file}: Brine writes other bytes than Python");
                return 1;
            }

            value = default;
            double load = Best(seconds, () => Unpickler.Load(data));
            long before = GC.GetTotalAllocatedBytes(precise: true);
            value = Unpickler.Load(data);
            long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
            double dump = Best(seconds, () => Pickler.Dump(value, options));
            var buffer = new ArrayBufferWriter<byte>(data.Length + (1 << 20));
            var pickler = new Pickler(buffer, options);
            double reused = Best(seconds, () =>
            {
                pickler.ClearMemo();
                buffer.ResetWrittenCount();
                pickler.Write(value);
                return buffer;
            });
            before = GC.GetAllocatedBytesForCurrentThread();
            pickler.ClearMemo();
            buffer.ResetWrittenCount();
            pickler.Write(value);
            long garbage = GC.GetAllocatedBytesForCurrentThread() - before;
            string name = Path.GetFileNameWithoutExtension(file);
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{name}\t{load:g6}\t{dump:g6}\t{reused:g6}\t{allocated}\t{garbage}"));
        }

        return 0;
    }

    /// <summary>A file as objects of a .NET class, and these as a pickle again.</summary>
    private static void RunMapped(byte[] data, PicklerOptions options, double seconds)
    {
        double load = Best(seconds, () => Unpickler.Load(data).To<List<ShopCustomer>>());
        long before = GC.GetTotalAllocatedBytes(precise: true);
        List<ShopCustomer> customers = Unpickler.Load(data).To<List<ShopCustomer>>();
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        double dump = Best(seconds, () => Pickler.Dump(PickleConverters.ToPickleOnce(customers), options));
        if (!Pickler.Dump(PickleConverters.ToPickleOnce(customers), options).AsSpan().SequenceEqual(data))
        {
            throw new InvalidOperationException("the objects of .NET are written as other bytes than Python's");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Mapped}\t{load:g6}\t{dump:g6}\tnan\t{allocated}\tnan"));
    }

    private static double Best<T>(double seconds, Func<T> action)
    {
        double best = double.PositiveInfinity;
        long end = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        for (int i = 0; i < 5 || Stopwatch.GetTimestamp() < end; i++)
        {
            GC.Collect();
            long start = Stopwatch.GetTimestamp();
            T kept = action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            GC.KeepAlive(kept);
        }

        return best;
    }
}

[PickleClass("shop.Customer")]
internal sealed partial class ShopCustomer
{
    public int Number { get; set; }

    public string Name { get; set; } = "";

    public double Balance { get; set; }

    public bool Active { get; set; }
}
