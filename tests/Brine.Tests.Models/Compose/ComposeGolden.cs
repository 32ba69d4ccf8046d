using Brine.Models;

namespace Brine.Tests.Models;

/// <summary>The files of Golden/compose, made by the script beside them.</summary>
internal static class ComposeGolden
{
    internal static string Folder { get; } = Repo.Golden("compose");

    internal static IReadOnlyList<CaseInfo> Cases { get; } = CaseInfo.ReadManifest(Path.Combine(Folder, "manifest.jsonl"));

    internal static Model Load(string name) => Model.Load(Path.Combine(Folder, name + ".pkl"));

    internal static Features Rows(string name)
    {
        CaseInfo info = Cases.Single(item => item.Id == name);
        return NpzFeatures.Read(Brine.Containers.NpzFile.Open(Path.Combine(Folder, info.Answers)), info.Npz);
    }
}
