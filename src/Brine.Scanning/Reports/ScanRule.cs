namespace Brine.Scanning;

/// <summary>A rule of the scanner.</summary>
public sealed class ScanRule
{
    private ScanRule(string id, ScanSeverity severity, string title, string why, string advice) =>
        (Id, Severity, Title, Why, Advice) = (id, severity, title, why, advice);

    /// <summary>A class or function that is not on the list.</summary>
    public static ScanRule UnknownName { get; } = new(nameof(UnknownName), ScanSeverity.Review, "A name that is not on the list",
        "Python imports it when the file is loaded, and what it does is not known here.",
        "Find out where it comes from; allow it in a policy file when you trust it.");

    /// <summary>A class of the program that wrote the file.</summary>
    public static ScanRule UserClass { get; } = new(nameof(UserClass), ScanSeverity.Review, "A class of the author's own",
        "The class must come with the model, and its code runs when the file is loaded.",
        "Read the class; allow it in a policy file when you trust it.");

    /// <summary>A function that the file holds without calling it.</summary>
    public static ScanRule HeldFunction { get; } = new(nameof(HeldFunction), ScanSeverity.Review, "A function that the file holds",
        "Nothing calls it while the file is loaded, but the model may call it with data later.",
        "Make sure that the model needs this function.");

    /// <summary>An allowed name that is called in a form that honest models do not use.</summary>
    public static ScanRule UnknownForm { get; } = new(nameof(UnknownForm), ScanSeverity.Dangerous, "A known name in an unknown form",
        "The name is harmless in the form in which models use it, and not in others.",
        "Do not load the file before you know who wrote it and why.");

    /// <summary>A name that no name can be.</summary>
    public static ScanRule OddName { get; } = new(nameof(OddName), ScanSeverity.Dangerous, "A name that is no plain name",
        "Dotted names, names with underscores around them and names with odd characters reach what the name itself does not show.",
        "Do not load the file.");

    /// <summary>A name of a module or function that runs code or reaches files, processes or the network.</summary>
    public static ScanRule DeniedName { get; } = new(nameof(DeniedName), ScanSeverity.Dangerous, "A name that can run anything",
        "A model needs none of it. It is what attacks are made of.",
        "Do not load the file.");

    /// <summary>A name that is worked out while the file loads.</summary>
    public static ScanRule ComputedName { get; } = new(nameof(ComputedName), ScanSeverity.Dangerous, "A name made at run time",
        "No honest file works out what it imports; it is done to hide a name from scanners.",
        "Do not load the file.");

    /// <summary>A call of something that is not a class or function of the list.</summary>
    public static ScanRule CalledResult { get; } = new(nameof(CalledResult), ScanSeverity.Dangerous, "A call of what is no class",
        "The file calls data, or the result of another call, which honest models do not.",
        "Do not load the file.");

    /// <summary>A state or items given to something that the file imports instead of making it.</summary>
    public static ScanRule ChangedImport { get; } = new(nameof(ChangedImport), ScanSeverity.Dangerous, "A change of what is imported",
        "The file changes a class, function or module of the program that loads it.",
        "Do not load the file.");

    /// <summary>A call whose result is thrown away.</summary>
    public static ScanRule DroppedCall { get; } = new(nameof(DroppedCall), ScanSeverity.Dangerous, "A call whose result is dropped",
        "It is made for what it does, not for what it gives.",
        "Do not load the file.");

    /// <summary>A name of a scanner.</summary>
    public static ScanRule ScannerName { get; } = new(nameof(ScannerName), ScanSeverity.Malicious, "A name of a scanner",
        "A model has no business with the tools that check models.",
        "Do not load the file.");

    /// <summary>A persistent id that is not one of torch's storages.</summary>
    public static ScanRule PersistentId { get; } = new(nameof(PersistentId), ScanSeverity.Dangerous, "A persistent id",
        "The program that loads the file decides what it stands for; only torch's own files need it.",
        "Do not load the file before you know which program wrote it.");

    /// <summary>A code of the extension registry.</summary>
    public static ScanRule ExtensionCode { get; } = new(nameof(ExtensionCode), ScanSeverity.Dangerous, "A number in place of a name",
        "The registry of the program that loads the file says which class or function it is; models do not use it.",
        "Do not load the file.");

    /// <summary>Readers of the file disagree about what it holds.</summary>
    public static ScanRule ReadersDisagree { get; } = new(nameof(ReadersDisagree), ScanSeverity.Malicious, "Readers disagree",
        "One reader sees something harmless where another sees something else; no program writes such a file by itself.",
        "Do not load the file.");

    /// <summary>A part that looks like an opcode stream that Python would stop at.</summary>
    public static ScanRule BrokenPickle { get; } = new(nameof(BrokenPickle), ScanSeverity.Review, "A broken pickle",
        "What stands before the error is executed all the same, and what stands behind it is a guess.",
        "Get the file again; do not load it.");

    /// <summary>Bytes that no reader of the format looks at.</summary>
    public static ScanRule UnreadBytes { get; } = new(nameof(UnreadBytes), ScanSeverity.Review, "Bytes that belong to nothing",
        "Whatever they are, the file does not need them.",
        "Find out what wrote them.");

    /// <summary>A part that could not be read.</summary>
    public static ScanRule UnreadPart { get; } = new(nameof(UnreadPart), ScanSeverity.Review, "A part that could not be read",
        "It may hold anything.",
        "Get the file again, or unpack the part and scan it alone.");

    /// <summary>A limit was reached.</summary>
    public static ScanRule LimitReached { get; } = new(nameof(LimitReached), ScanSeverity.Review, "A limit was reached",
        "Not all of the file was looked at.",
        "Raise the limit for a file that you trust.");

    /// <summary>A part that grows without measure.</summary>
    public static ScanRule Bomb { get; } = new(nameof(Bomb), ScanSeverity.Malicious, "A bomb",
        "It takes the memory or the time of whoever opens it.",
        "Do not open the file.");

    /// <summary>A pickle inside of a value of another pickle.</summary>
    public static ScanRule NestedPickle { get; } = new(nameof(NestedPickle), ScanSeverity.Note, "A pickle inside of a pickle",
        "Whoever unpacks the value may load it too; it was scanned with the rest.",
        "Look at its findings.");

    /// <summary>An archive whose parts contradict each other.</summary>
    public static ScanRule ArchiveConflict { get; } = new(nameof(ArchiveConflict), ScanSeverity.Malicious,
        "An archive that contradicts itself",
        "Readers take different members or different bytes from it, so that a scanner sees what the loader does not.",
        "Do not load the file.");

    /// <summary>A path that leads out of the folder.</summary>
    public static ScanRule OutsidePath { get; } = new(nameof(OutsidePath), ScanSeverity.Dangerous, "A path that leads elsewhere",
        "The file makes its loader read or write another file.",
        "Do not load the file.");

    /// <summary>Code that a Keras model carries.</summary>
    public static ScanRule KerasCode { get; } = new(nameof(KerasCode), ScanSeverity.Dangerous, "Code in a Keras model",
        "A Lambda layer holds Python's byte code, which runs when the model is loaded or used.",
        "Do not load the file with safe_mode off, and never with an old Keras.");

    /// <summary>A module that a Keras model names.</summary>
    public static ScanRule KerasModule { get; } = new(nameof(KerasModule), ScanSeverity.Dangerous, "A module in a Keras model",
        "Keras imports the module and calls what the model names in it.",
        "Do not load the file.");

    /// <summary>Source text that a library executes when it reads the file.</summary>
    public static ScanRule SourceText { get; } = new(nameof(SourceText), ScanSeverity.Dangerous, "Source text that is executed",
        "scipy executes a text that its distributions carry when they are loaded. It writes one kind of text; this is another.",
        "Do not load the file.");

    /// <summary>Code of a TorchScript model.</summary>
    public static ScanRule ScriptCode { get; } = new(nameof(ScriptCode), ScanSeverity.Review, "Code of a TorchScript model",
        "torch.load leaves it alone; torch.jit.load compiles it and runs its __setstate__, and the model's methods run it. It cannot "
            + "import Python, but its operators reach files.",
        "Read the code in the archive; load it when you trust its author.");

    /// <summary>An operator that a runtime does not bring along.</summary>
    public static ScanRule CustomOperator { get; } = new(nameof(CustomOperator), ScanSeverity.Review, "An operator of another library",
        "The runtime needs the library that has it, and runs the library's code.",
        "Find out which library it is; load the model when you trust it.");

    /// <summary>All rules.</summary>
    public static IReadOnlyList<ScanRule> All { get; } =
    [
        UnknownName, UserClass, HeldFunction, UnknownForm, OddName, DeniedName, ComputedName, CalledResult, ChangedImport, DroppedCall,
        ScannerName, PersistentId, ExtensionCode, ReadersDisagree, BrokenPickle, UnreadBytes, UnreadPart, LimitReached, Bomb, NestedPickle,
        ArchiveConflict, OutsidePath, KerasCode, KerasModule, SourceText, ScriptCode,
        CustomOperator,
    ];

    /// <summary>The stable name, as in <c>docs/scan.md</c>.</summary>
    public string Id { get; }

    /// <summary>How bad its findings are, where they do not say otherwise.</summary>
    public ScanSeverity Severity { get; }

    /// <summary>What it finds, in a few words.</summary>
    public string Title { get; }

    /// <summary>Why it matters.</summary>
    public string Why { get; }

    /// <summary>What to do.</summary>
    public string Advice { get; }

    /// <summary>Gives the name.</summary>
    public override string ToString() => Id;
}
