using System.CommandLine;

namespace Brine.Cli;

/// <summary><c>brine store ...</c></summary>
internal static class StoreCommand
{
    internal static Command Build(CliConsole console) => new("store", "Versions of models, and the environments that they are promoted to.")
    {
        StoreArguments.Folder,
        StoreArguments.Actor,
        StoreAdd.Build(console),
        StoreLook.List(console),
        StoreLook.Show(console),
        StoreWork.Get(console),
        StoreWork.Env(console),
        StoreWork.Promote(console),
        StoreWork.Rollback(console),
        StoreWork.Approve(console),
        StoreDiff.Build(console),
        StoreWork.Tag(console),
        StoreWork.Note(console),
        StoreWork.Attach(console),
        StoreLook.Log(console),
        StoreLook.Check(console),
        StoreWork.Export(console),
        StoreWork.Import(console),
        StoreWork.Remove(console),
        StoreWork.Gc(console),
    };
}
