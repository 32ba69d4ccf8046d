using Brine.Containers;
using Brine.Pickling;

namespace Brine.Server;

/// <summary>Models that are loaded while the rest of a server is made, which takes as long.</summary>
internal sealed class ModelsAhead
{
    private readonly Dictionary<(string, string), Task<ServedModel>> _models = [];

    internal ModelsAhead(IEnumerable<KeyValuePair<string, string>> models, LoadOptions options)
    {
        foreach ((string name, string path) in models)
        {
            _models[(name, path)] = Task.Run(() => ServedModel.Load(name, null, path, options));
        }
    }

    /// <summary>The model of a name and file, once; null where it is not loaded ahead.</summary>
    /// <exception cref="BrineException">The file cannot be loaded.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    internal ServedModel? Take(string name, string path) =>
        _models.Remove((name, path), out Task<ServedModel>? model) ? model.GetAwaiter().GetResult() : null;
}
