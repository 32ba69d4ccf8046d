using System.Diagnostics;
using System.Globalization;
using Brine.Containers;
using Brine.Pickling;

/// <summary>Unpacks and packs files. A line each: file, milliseconds to unpack, milliseconds to pack, minima.</summary>
internal static class CodecBench
{
    internal static int Run(string folder, ReadOnlySpan<string> calls)
    {
        foreach (string call in calls)
        {
            string[] parts = call.Split(':');
            string path = Path.Combine(folder, parts[0]);
            byte[] packed = File.ReadAllBytes(path);
            byte[] raw = File.ReadAllBytes(Path.ChangeExtension(path, ".raw"));
            var load = new LoadOptions { Limits = Limits.Trusted };
            if (!PickleFile.ReadBytes(packed, load).Span.SequenceEqual(raw))
            {
                Console.Error.WriteLine($"{parts[0]} is unpacked to something else");
                return 1;
            }

            double unpacked = double.PositiveInfinity;
            long end = Stopwatch.GetTimestamp() + Stopwatch.Frequency;
            for (int i = 0; i < 5 || Stopwatch.GetTimestamp() < end; i++)
            {
                GC.Collect();
                long start = Stopwatch.GetTimestamp();
                _ = PickleFile.ReadBytes(packed, load);
                unpacked = Math.Min(unpacked, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            var target = new MemoryStream(raw.Length);
            double packing = double.PositiveInfinity;
            end = Stopwatch.GetTimestamp() + Stopwatch.Frequency;
            for (int i = 0; i < 2 || Stopwatch.GetTimestamp() < end; i++)
            {
                GC.Collect();
                target.SetLength(0);
                long start = Stopwatch.GetTimestamp();
                using (Stream packer = Compressor.Open(target, Enum.Parse<Codec>(parts[1]),
                    int.Parse(parts[2], CultureInfo.InvariantCulture)))
                {
                    packer.Write(raw);
                }

                packing = Math.Min(packing, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            File.WriteAllBytes(path + ".brine", target.GetBuffer().AsSpan(0, (int)target.Length));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{parts[0]}\t{unpacked:g6}\t{packing:g6}"));
        }

        return 0;
    }
}
