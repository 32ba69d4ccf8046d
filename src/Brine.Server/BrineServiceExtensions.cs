using System.Runtime.CompilerServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Brine.Server;

/// <summary>Registers models with a program of ASP.NET Core.</summary>
public static class BrineServiceExtensions
{
    /// <summary>Serves a model; it is loaded when the program starts, which fails where the file cannot be loaded. The model that is
    /// served now is a service of its own: <c>[FromKeyedServices("churn")] ServedModel churn</c>.</summary>
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
        services.AddKeyedTransient(name, (provider, _) => provider.GetRequiredService<ModelRegistry>().Find(name)
            ?? throw new InvalidOperationException($"the model {name} is not loaded"));
        return services.AddBrine(configure);
    }

    /// <summary>Makes a predictor for rows of a type of the program a service, of the model that is served now:
    /// <c>(Passenger row, Predictor&lt;Passenger, bool&gt; predictor) => predictor.Predict(row)</c>. Of several models for the same types
    /// the last one is meant; <c>[FromKeyedServices("churn")]</c> names one.</summary>
    /// <typeparam name="TRow">A type with <see cref="ModelRowAttribute"/>.</typeparam>
    /// <typeparam name="TAnswer">What <see cref="Model.For"/> takes.</typeparam>
    /// <param name="services">The services of the program.</param>
    /// <param name="name">The name of a model that is served: <see cref="AddBrineModel"/>.</param>
    public static IServiceCollection AddBrinePredictor<TRow, TAnswer>(this IServiceCollection services, string name)
        where TRow : IModelRow<TRow>
    {
        ArgumentNullException.ThrowIfNull(services);
        ModelRegistry.RequireName(name);
        var made = new ConditionalWeakTable<ServedModel, Predictor<TRow, TAnswer>>();
        services.AddKeyedTransient(name, (provider, _) => made.GetValue(provider.GetRequiredKeyedService<ServedModel>(name),
            served => served.Model.For<TRow, TAnswer>()));
        return services.AddTransient(provider => provider.GetRequiredKeyedService<Predictor<TRow, TAnswer>>(name));
    }

    /// <summary>Serves what a section of the configuration says: <c>Models</c> (names and files), <c>Folders</c>, <c>Aliases</c>,
    /// <c>ApiKeys</c>, <c>Hosts</c>, and the limits by the names of <see cref="BrineServerOptions"/>.</summary>
    /// <param name="services">The services of the program.</param>
    /// <param name="section">The section, as <c>builder.Configuration.GetSection("Brine")</c>.</param>
    /// <exception cref="ArgumentException">The section says what is no setting, or a value that it cannot have.</exception>
    public static IServiceCollection AddBrine(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        foreach (IConfigurationSection model in section.GetSection("Models").GetChildren())
        {
            services.AddBrineModel(model.Key, model.Value
                ?? throw new ArgumentException($"{model.Path} names no file", nameof(section)));
        }

        // What is wrong is found when the program starts, and not by its first request.
        OptionsBinder.Bind(section, new BrineServerOptions());
        return services.AddBrine(options => OptionsBinder.Bind(section, options));
    }

    /// <summary>Serves models that the options say (<see cref="BrineServerOptions.Folders"/>), or that are added to the
    /// <see cref="ModelRegistry"/> later.</summary>
    /// <param name="services">The services of the program.</param>
    /// <param name="configure">What the server takes and gives.</param>
    public static IServiceCollection AddBrine(this IServiceCollection services, Action<BrineServerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
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
            var registry = new ModelRegistry(provider.GetRequiredService<BrineServerOptions>(),
                provider.GetRequiredService<ILogger<ModelRegistry>>());
            foreach (ModelFile file in provider.GetServices<ModelFile>())
            {
                if (provider.GetService<ModelsAhead>()?.Take(file.Name, file.Path) is { } ahead)
                {
                    registry.Add(ahead);
                }
                else
                {
                    registry.Add(file.Name, file.Path);
                }
            }

            registry.Refresh();
            return registry;
        });
        services.TryAddSingleton<BrineServices>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ModelWatcher>());
        return services;
    }

    /// <summary>Adds a health check: unhealthy without a model, degraded where a file was refused and its model is not served.</summary>
    /// <param name="builder">The health checks of the program.</param>
    /// <param name="name">The name of the check.</param>
    public static IHealthChecksBuilder AddBrine(this IHealthChecksBuilder builder, string name = "brine")
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new(name, provider => new ModelHealthCheck(provider.GetRequiredService<ModelRegistry>()), null, null));
    }

    private sealed record ModelFile(string Name, string Path);

    private sealed record Configuration(Action<BrineServerOptions> Apply);
}
