using System.Diagnostics;
using System.Globalization;

namespace Brine.Tests.Store;

/// <summary>A process that works with a store.</summary>
internal sealed class Worker : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly Task<string> _errors;
    private readonly ManualResetEventSlim _isReady = new();

    internal Worker(StoreFixture fixture, string kind, int seed, int count)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };

        // What the packages need is where the tests' program has it.
        string tests = Path.Combine(AppContext.BaseDirectory, "Brine.Tests.Store"),
            program = Path.Combine(AppContext.BaseDirectory, "Brine.StoreWork.dll");
        foreach (string argument in (string[])["exec", "--runtimeconfig", tests + ".runtimeconfig.json", "--depsfile", tests + ".deps.json",
            program, fixture.Location, kind, seed.ToString(CultureInfo.InvariantCulture), count.ToString(CultureInfo.InvariantCulture)])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["BRINE_CACHE"] = fixture.Cache;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _errors = _process.StandardError.ReadToEndAsync();
    }

    internal int ExitCode => _process.ExitCode;

    /// <summary>What the process said was done.</summary>
    internal IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public void Dispose()
    {
        _process.Dispose();
        _isReady.Dispose();
    }

    internal void WaitUntilReady()
    {
        if (!_isReady.Wait(TimeSpan.FromMinutes(2)))
        {
            Assert.Fail("the worker does not begin");
        }

        // Its output ended without a word: it is over, and says why.
        if (Lines.Count == 0)
        {
            Assert.Fail($"the worker did not begin: {ErrorText()}");
        }
    }

    internal void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    internal string ErrorText() => _errors.GetAwaiter().GetResult();

    internal void WaitUntilDone() => _process.WaitForExit();

    private void Take(string? line)
    {
        lock (_lines)
        {
            if (line is not null)
            {
                _lines.Add(line);
            }
        }

        _isReady.Set();
    }
}
