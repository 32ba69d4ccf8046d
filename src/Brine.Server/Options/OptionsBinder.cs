using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Brine.Server;

/// <summary>Reads options from a configuration, setting by setting: nothing is found by reflection, and a wrong word is an error.</summary>
internal static class OptionsBinder
{
    /// <exception cref="ArgumentException">There is no such setting, or it cannot have the value.</exception>
    internal static void Bind(IConfiguration section, BrineServerOptions options)
    {
        foreach (IConfigurationSection setting in section.GetChildren())
        {
            switch (setting.Key.ToUpperInvariant())
            {
                case "MODELS":
                    break;
                case "FOLDERS":
                    Fill(options.Folders, setting);
                    break;
                case "APIKEYS":
                    Fill(options.ApiKeys, setting);
                    break;
                case "HOSTS":
                    Fill(options.Hosts, setting);
                    break;
                case "ALIASES":
                    foreach (IConfigurationSection alias in setting.GetChildren())
                    {
                        options.Aliases[alias.Key] = alias.Value ?? throw Bad(alias);
                    }

                    break;
                case "MAXBODYBYTES":
                    options.MaxBodyBytes = Number<long>(setting);
                    break;
                case "MAXROWS":
                    options.MaxRows = Number<int>(setting);
                    break;
                case "MAXCONCURRENCY":
                    options.MaxConcurrency = Number<int>(setting);
                    break;
                case "MAXWAITING":
                    options.MaxWaiting = Number<int>(setting);
                    break;
                case "MAXUPLOADBYTES":
                    options.MaxUploadBytes = Number<long>(setting);
                    break;
                case "MAXJOBS":
                    options.MaxJobs = Number<int>(setting);
                    break;
                case "BODYTIMEOUT":
                    options.BodyTimeout = Time(setting);
                    break;
                case "JOBLIFETIME":
                    options.JobLifetime = Time(setting);
                    break;
                case "WATCHINTERVAL":
                    options.WatchInterval = Time(setting);
                    break;
                case "ALLOWSLOADING":
                    options.AllowsLoading = bool.TryParse(setting.Value, out bool yes) ? yes : throw Bad(setting);
                    break;
                default:
                    throw new ArgumentException($"{setting.Path} is no setting of a server of models", nameof(section));
            }
        }
    }

    private static void Fill(IList<string> list, IConfigurationSection setting)
    {
        foreach (IConfigurationSection item in setting.GetChildren())
        {
            list.Add(item.Value ?? throw Bad(item));
        }
    }

    private static T Number<T>(IConfigurationSection setting)
        where T : struct, System.Numerics.INumber<T> =>
        T.TryParse(setting.Value, CultureInfo.InvariantCulture, out T number) && number > T.Zero ? number : throw Bad(setting);

    private static TimeSpan Time(IConfigurationSection setting) =>
        TimeSpan.TryParse(setting.Value, CultureInfo.InvariantCulture, out TimeSpan time) && time >= TimeSpan.Zero ? time
            : throw Bad(setting);

    private static ArgumentException Bad(IConfigurationSection setting) =>
        new($"{setting.Path} cannot be '{setting.Value}'", "section");
}
