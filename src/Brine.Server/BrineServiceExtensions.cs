using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Brine.Server;

/// <summary>Registers models with a program of ASP.NET Core.</summary>
public static class BrineServiceExtensions
{
    /// <summary>Serves a model; it is loaded when the program starts, which fails where the file cannot be loaded.</summary>
    /// <param name="services">The services of the program.</param>
    /// <param name="name">The name under which it is asked: letters, digits, <c>_</c>, <c>-</c> and <c>.</c>.</param>
    /// <param name="path">The file.</param>
    /// <param name="configure">What the server takes and gives.</param>
    /// <exception cref="ArgumentException">The name has other characters.</exception>
    public static IServiceCollection AddBrineModel(this IServiceCollection services, string name, string path,
        Action<BrineServerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(path);
        ModelRegistry.RequireName(name);
        services.AddSingleton(new ModelFile(name, path));
        services.TryAddSingleton(provider =>
        {
            var options = new BrineServerOptions();
            foreach (Configuration configuration in provider.GetServices<Configuration>())
            {
                configuration.Apply(options);
            }

            return options;
        });
        if (configure is not null)
        {
            services.AddSingleton(new Configuration(configure));
        }

        services.TryAddSingleton(provider =>
        {
            var registry = new ModelRegistry(provider.GetRequiredService<BrineServerOptions>().Load,
                provider.GetRequiredService<ILogger<ModelRegistry>>());
            foreach (ModelFile file in provider.GetServices<ModelFile>())
            {
                registry.Add(file.Name, file.Path);
            }

            return registry;
        });
        services.TryAddSingleton<BrineServices>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ModelWatcher>());
        return services;
    }

    private sealed record ModelFile(string Name, string Path);

    private sealed record Configuration(Action<BrineServerOptions> Apply);
}
