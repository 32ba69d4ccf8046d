namespace Brine.Cli;

/// <summary>Says on a terminal what takes longer than a second, and takes it back when it is done.</summary>
internal sealed class BusyLine : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly TextWriter? _error;
    private readonly Timer? _timer;
    private string _text;
    private int _shown;
    private bool _isOver;

    internal BusyLine(CliConsole console, string text)
    {
        _text = text;
        if (console.ShowsProgress)
        {
            _error = console.Error;
            _timer = new Timer(_ => Show(), null, Patience, Beat);
        }
    }

    /// <summary>Says how far the work is.</summary>
    internal void Report(string text) => _text = text;

    public void Dispose()
    {
        _timer?.Dispose();
        lock (_gate)
        {
            _isOver = true;
            if (_shown > 0)
            {
                _error!.Write("\r" + new string(' ', _shown) + "\r");
                _error.Flush();
            }
        }
    }

    private void Show()
    {
        lock (_gate)
        {
            if (_isOver)
            {
                return;
            }

            string line = _text;
            _error!.Write("\r" + line.PadRight(_shown));
            _error.Flush();
            _shown = Math.Max(_shown, line.Length);
        }
    }
}
