using Microsoft.Extensions.Hosting;

namespace Brine.Server;

/// <summary>Loads the models when the program starts, and takes up files that are replaced.</summary>
internal sealed class ModelWatcher(ModelRegistry registry, BrineServerOptions options) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.WatchInterval <= TimeSpan.Zero)
        {
            return;
        }

        using var timer = new PeriodicTimer(options.WatchInterval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            registry.Refresh();
        }
    }
}
