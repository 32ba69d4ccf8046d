using Brine.Models;

namespace Brine.Tests.Support;

/// <summary>A model of <c>Golden/packages</c>.</summary>
/// <param name="Folder">The folder it is in.</param>
/// <param name="Case">The line of the manifest.</param>
/// <param name="Estimator">The model.</param>
internal sealed record PackageModel(string Folder, CaseInfo Case, Estimator Estimator)
{
    private static readonly Lazy<IReadOnlyList<PackageModel>> Loaded = new(() =>
    [
        .. Directory.GetDirectories(Repo.Golden("packages")).Order(StringComparer.Ordinal).SelectMany(folder =>
            CaseInfo.ReadManifest(Path.Combine(folder, "manifest.jsonl"))
                .Select(info => new PackageModel(folder, info, Model.Load(Path.Combine(folder, info.Model)).Estimator))),
    ]);

    /// <summary>All of them, loaded once.</summary>
    internal static IReadOnlyList<PackageModel> All => Loaded.Value;

    /// <summary>The classes of packages around scikit-learn in the model, as the table of estimators has them.</summary>
    internal IReadOnlySet<string> Classes
    {
        get
        {
            var found = new HashSet<string>(StringComparer.Ordinal);
            var waiting = new Stack<Estimator>([Estimator]);
            while (waiting.TryPop(out Estimator? estimator))
            {
                string[] module = estimator.Source.Class!.Module.Split('.');
                string name = string.Join('.', module.Take(2)) + "." + estimator.Source.Class.Name;
                if (EstimatorTable.OtherNames.Contains(name))
                {
                    found.Add(name);
                }

                foreach (EstimatorChild child in estimator.Children)
                {
                    waiting.Push(child.Estimator);
                }
            }

            return found;
        }
    }
}
