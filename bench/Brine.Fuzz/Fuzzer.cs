using System.Diagnostics;

namespace Brine.Fuzz;

/// <summary>Gives one target inputs until the time is over, and keeps those that did something new.</summary>
internal sealed class Fuzzer(FuzzTarget target, int seed, string? faults)
{
    private const int MostKept = 5_000;
    private const long MostAllocated = 512L << 20;
    private const int MostFaults = 20;

    /// <summary>An input is too slow when it has had so much of the processor: a machine that stands still is not its fault.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>An input that waits for something, and uses no processor, is given so long.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(4);

    private readonly Random _random = new(seed);
    private readonly Coverage _coverage = new();
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);
    private readonly HashSet<string> _faults = new(StringComparer.Ordinal);
    private readonly List<byte[]> _inputs = [];
    private byte[] _current = [];
    private long _began;

    /// <summary>The start of the input that was last looked at, and what the process had used by then.</summary>
    private (long Began, TimeSpan Used) _watched;

    internal long Executions { get; private set; }

    internal long Refused { get; private set; }

    internal int Faults => _faults.Count;

    internal string Summary =>
        $"{_inputs.Count} inputs kept, {(_coverage.IsThere ? $"{_coverage.Edges} edges" : $"{_said.Count} answers")}";

    internal void Run(TimeSpan time, long most)
    {
        using var watch = new Timer(_ => Watch(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        foreach (byte[] input in target.Seeds())
        {
            Try(input);
            _inputs.Add(input);
        }

        if (_inputs.Count == 0)
        {
            _inputs.Add([]);
        }

        var mutator = new Mutator(_random);
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < time && Executions < most && _faults.Count < MostFaults)
        {
            // What was kept last has been changed least.
            byte[] parent = _inputs[_random.Next(3) == 0 ? _inputs.Count - 1 - _random.Next(Math.Min(50, _inputs.Count))
                : _random.Next(_inputs.Count)];
            byte[] input = mutator.Mutate(parent, _inputs[_random.Next(_inputs.Count)], target.IsPickle);
            if (Try(input) && _inputs.Count < MostKept)
            {
                _inputs.Add(input);
            }
        }

        Volatile.Write(ref _began, 0);
    }

    /// <summary>True for an input that did something new.</summary>
    private bool Try(byte[] input)
    {
        _current = input;
        Volatile.Write(ref _began, Stopwatch.GetTimestamp());
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        string said = "done";
        _coverage.Begin();
        try
        {
            target.Run(input);
        }
        catch (Exception error) when (Targets.Documented(error))
        {
            Refused++;
            said = Kind($"{error.GetType().Name} {(error as BrineException)?.Code} {error.Message}");
        }
        catch (Exception error)
        {
            Keep(input, $"{error.GetType().Name}: {error.Message}\n{error.StackTrace}");
        }

        bool isNew = _coverage.End();
        Executions++;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        if (allocated > MostAllocated)
        {
            Keep(input, $"{allocated >> 20} MB allocated for {input.Length} bytes");
        }

        return _said.Count < 100_000 && _said.Add(said) || isNew;
    }

    /// <summary>Messages that differ in numbers and quoted names alone are one.</summary>
    private static string Kind(string text) =>
        string.Concat(text.Split('\'', '"')[0].Take(80).Where(letter => !char.IsAsciiDigit(letter)));

    private void Keep(byte[] input, string what)
    {
        string[] lines = what.Split('\n');
        string key = lines[0].Split(':')[0] + (lines.Length > 1 ? lines[1] : "");
        if (!_faults.Add(key))
        {
            return;
        }

        string name = $"{target.Name}-{seed}-{_faults.Count}";
        Console.WriteLine($"FAULT {name}: {lines[0]}{string.Concat(lines.Skip(1).Take(6).Select(line => "\n   " + line.Trim()))}");
        if (faults is not null)
        {
            Directory.CreateDirectory(faults);
            File.WriteAllBytes(Path.Combine(faults, name + ".bin"), input);
            File.WriteAllText(Path.Combine(faults, name + ".txt"), what);
        }
    }

    private void Watch()
    {
        long began = Volatile.Read(ref _began);
        TimeSpan used = Environment.CpuUsage.TotalTime;
        if (began != _watched.Began)
        {
            _watched = (began, used);
        }
        else if (began > 0 && (used - _watched.Used > Patience || Stopwatch.GetElapsedTime(began) > LongestWait))
        {
            Keep(_current, $"HANG: {(used - _watched.Used).TotalSeconds:F0} seconds of the processor for {_current.Length} bytes");
            Console.Out.Flush();
            Environment.Exit(3);
        }
    }
}
