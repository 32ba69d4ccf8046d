using System.Runtime.InteropServices;

namespace Brine.Cli;

/// <summary>Ctrl-C and the signal to end: the work stops where it can, so that no half file stays; where it cannot within some seconds,
/// the program ends.</summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _signals;

    internal Interruption() => _signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal)];

    internal CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals)
        {
            signal.Dispose();
        }
    }

    private void OnSignal(PosixSignalContext signal)
    {
        if (_source.IsCancellationRequested)
        {
            Environment.Exit(ExitCode.Interrupted);
        }

        signal.Cancel = true;
        _source.Cancel();
        _ = Task.Delay(Patience).ContinueWith(_ => Environment.Exit(ExitCode.Interrupted), TaskScheduler.Default);
    }
}
