namespace Brine.Tests.House;

/// <summary>
/// A file is data: nothing in the compiled libraries can look a type up by its name, load code, make it, call a method that reflection
/// found, start a process or reach the network, and few named types open files. Read out of the metadata and the IL of all of them, so that
/// no spelling in the source hides anything.
/// </summary>
public sealed class ForbiddenApiTests
{
    /// <summary>Types of the framework that no library may name, or the beginnings of such; behind each, why.</summary>
    private static readonly (string Start, string Why)[] Types =
    [
        ("System.Reflection.Emit.", "makes code"),
        ("System.Linq.Expressions.", "makes code"),
        ("Microsoft.CSharp.RuntimeBinder.", "finds members by name"),
        ("System.Runtime.CompilerServices.CallSite", "finds members by name"),
        ("System.Dynamic.", "finds members by name"),
        ("System.Runtime.Loader.", "loads code"),
        ("System.Runtime.InteropServices.NativeLibrary", "loads code"),
        ("System.CodeDom.Compiler.Co", "makes code"),
        ("System.Xml.Serialization.", "makes code"),
        ("System.Xml.Xsl.", "runs what a file says"),
        ("System.Runtime.Serialization.Formatters.", "makes objects of types that a file names"),
        ("System.Runtime.Serialization.DataContract", "makes objects by reflection"),
        ("System.Runtime.Serialization.NetDataContract", "makes objects of types that a file names"),
        ("System.ComponentModel.TypeDescriptor", "finds converters by reflection"),
        ("System.Resources.", "makes objects of types that a file names"),
        ("System.Diagnostics.Process", "starts programs"),
        ("System.Net.", "reaches the network"),
        ("System.IO.Pipes.", "reaches other processes"),
        ("System.IO.Ports.", "reaches devices"),
        ("System.IO.IsolatedStorage.", "opens files"),
        ("System.IO.FileSystemWatcher", "watches files"),
        ("Microsoft.Win32.Registry", "reads the machine's settings"),
        ("System.Management.", "reaches the machine"),
        ("System.Security.Cryptography.Xml.", "runs what a file says"),
    ];

    private static readonly Dictionary<string, string> AllowedTypes = new(StringComparer.Ordinal)
    {
        ["Brine.Server System.Net.IPEndPoint"] = "the address to listen at, which the caller says",
        ["Brine.Server System.Net.IPAddress"] = "the address to listen at, which the caller says",
        ["brine System.Net.Sockets.SocketException"] = "an address that another program has is told in one line",
        ["Brine.Store System.Net.Sockets.SocketException"] = "what goes wrong on the way to a database or a bucket is said in words",
        ["Brine.Store System.Net.Http.HttpRequestException"] = "what goes wrong on the way to a database or a bucket is said in words",
        ["Brine.Store System.Net.HttpStatusCode"] = "what a bucket says where it has no word for it",
        ["Brine.Pickle System.Net.IPAddress"] = "Python's ipaddress values as .NET has them: 4 or 16 bytes",
    };

    /// <summary>Members that only the callers in <see cref="Allowed"/> may call.</summary>
    private static readonly string[] Guarded =
    [
        "System.Type::", "System.Reflection.", "System.Activator::", "System.AppDomain::", "System.Delegate::DynamicInvoke",
        "System.Delegate::CreateDelegate", "System.MulticastDelegate::", "System.RuntimeTypeHandle::", "System.RuntimeMethodHandle::",
        "System.Runtime.CompilerServices.RuntimeHelpers::RunClassConstructor", "System.Runtime.CompilerServices.RuntimeHelpers::RunModule",
        "System.Runtime.CompilerServices.RuntimeHelpers::GetUninitializedObject",
            "System.Runtime.CompilerServices.RuntimeHelpers::Prepare",
        "System.Runtime.InteropServices.Marshal::", "System.Environment::SetEnvironmentVariable", "System.Environment::Exit",
        "System.Environment::GetEnvironmentVariable", "System.Environment::FailFast",
        "System.IO.File::", "System.IO.Directory::", "System.IO.FileStream::.ctor", "System.IO.FileInfo::.ctor",
        "System.IO.DirectoryInfo::", "System.IO.FileSystemInfo::", "System.IO.StreamReader::.ctor(String",
            "System.IO.StreamWriter::.ctor(String",
        "System.IO.RandomAccess::", "System.IO.MemoryMappedFiles.MemoryMappedFile::", "System.IO.Path::GetTemp",
        "System.IO.Compression.ZipFile::", "System.IO.DriveInfo::", "System.IO.Enumeration.",
    ];

    private const string Names = "compares types that the source names, or says the name of one in a message";
    private const string Mapping = "finds the converter of a type that the caller's code names, or of an object that it hands over";
    private const string Opening = "opens the path that the caller gave, or asks what it is";
    private const string Saving = "writes beside the file to save, and puts the one in the other's place";
    private const string Repository = "reads the repository of the folder that the caller names";
    private const string Storing = "keeps files in the folder of the store that the caller names";
    private const string Sent = "keeps a file that somebody sent in a temporary folder of the server, under a name of the server's";
    private const string Messages = "what protoc writes asks whether a message of the protocol, named in the source, can be sent from a buffer";
    private const string Checking = "reads the manifests and answers of the folder that the caller asked to verify";

    /// <summary>Each exception: members, the class that calls them (* is any), why that is no way from the content of a file to code or to
    /// another file.</summary>
    private static readonly (string Member, string Caller, string Why)[] Allowed =
    [
        ("System.Type::GetTypeFromHandle(", "*", Names),
        ("System.Type::op_", "*", Names),
        ("System.Type::get_IsValueType(", "*", Names),
        ("System.Type::get_IsEnum(", "Brine.AnswerType`1", "asks whether what the caller's code names is an enum"),
        ("System.Reflection.MemberInfo::get_Name(", "*", Names),
        ("System.Type::get_Is", "Brine.Pickling.DictionaryConverter`3", Mapping),
        ("System.Type::get_Is", "Brine.Pickling.ListConverter`2", Mapping),
        ("System.Type::IsAssignableFrom(", "Brine.Pickling.DerivedConverter`1", Mapping),
        ("System.Type::IsAssignableFrom(", "Brine.Pickling.PickleClassConverter`1", Mapping),
        ("System.Type::", "Brine.Pickling.DynamicConverter", Mapping),
        ("System.Type::", "Brine.Pickling.PickleTypeName", Names),
        ("System.Type::", "Brine.Pickling.MissingConverter", Names),
        ("System.Reflection.", "Brine.Pickling.MissingConverter", "says of which library a class was asked for that has no converter"),
        ("System.Type::get_Assembly(", "Brine.Pickling.PickleConverter", "asks whether a converter is one of ours"),
        ("System.Reflection.Assembly::op_Equality(", "Brine.Pickling.PickleConverter", "asks whether a converter is one of ours"),
        ("System.Type::get_TypeHandle(", "Brine.Pickling.Unpickler", "one class of ours, named in the source"),
        ("System.Runtime.CompilerServices.RuntimeHelpers::RunClassConstructor(", "Brine.Pickling.Unpickler",
            "one class of ours, named in the source"),
        ("System.Activator::CreateInstance(", "Brine.Models.TreeLayout",
            "new() of a type parameter: structs of ours, named in the source"),
        ("System.Type::get_Assembly(", "Brine.Models.TextData", "tables inside the library itself"),
        ("System.Reflection.Assembly::GetManifestResourceStream(", "Brine.Models.TextData", "tables inside the library itself"),
        ("System.Type::get_Assembly(", "Brine.Training.Datasets", "data sets inside the library itself"),
        ("System.Reflection.Assembly::GetManifestResourceStream(", "Brine.Training.Datasets", "data sets inside the library itself"),
        ("System.Type::get_Assembly(", "Brine.Native.Exports", "the library's own version"),
        ("System.Type::get_Assembly(", "Brine.Server.ServerVersion", "the library's own version"),
        ("System.Reflection.Assembly", "Brine.Server.ServerVersion", "the library's own version"),
        ("System.IO.", "Brine.Server.ServedModel", Opening),
        ("System.IO.", "Brine.Server.ModelPlace", Opening),
        ("System.IO.", "Brine.Server.ModelSource", "lists the folder of models that the caller gave"),
        ("System.IO.Directory::Exists(", "Brine.Server.ModelRegistry", Opening),
        ("System.IO.", "Brine.Server.JobStore", Sent),
        ("System.IO.", "Brine.Server.FileJob", Sent),
        ("System.IO.", "Brine.Server.FilePreview", Sent),
        ("System.IO.", "Brine.Server.WorkbookParts", Sent),
        ("System.IO.", "Brine.Server.WorkbookAnswers", Sent),
        ("System.IO.", "Brine.Server.CsvNames", Sent),
        ("System.IO.", "Brine.Server.UploadReader", Sent),
        ("System.IO.", "Brine.Server.JobRunner", Sent),
        ("System.IO.", "Brine.Server.PageEndpoints", Sent),
        ("System.IO.", "Brine.FileHash", Opening),
        ("System.Type::get_Assembly(", "Brine.PageResource", "words and styles inside the library itself"),
        ("System.Reflection.Assembly::GetManifestResourceStream(", "Brine.PageResource", "words and styles inside the library itself"),
        ("System.IO.File::", "Brine.Cli.ServeCommand", Opening),
        ("System.IO.File::Exists(", "Brine.Cli.NewCommand", "asks before it writes over the file that the user names"),
        ("System.IO.", "Brine.Cli.ServedFiles", Opening),
        ("System.Environment::GetEnvironmentVariable(", "Brine.Cli.ServeTelemetry", "whether traces are sent, by the user"),
        ("System.Environment::GetEnvironmentVariable(", "Brine.Cli.ServeCommand", "the keys of the server, by the user"),
        ("System.Reflection.", "Brine.Native.Exports", "the library's own version"),
        ("System.AppDomain::", "Brine.Cli.TemporaryCopy", "removes its copy of standard input when the program ends"),
        ("System.IO.", "Brine.Cli.TemporaryCopy", "keeps standard input where a command needs a path"),
        ("System.Environment::Exit(", "Brine.Cli.Interruption", "Ctrl-C"),
        ("System.Environment::GetEnvironmentVariable(", "Brine.Cli.CliConsole", "NO_COLOR"),
        ("System.IO.FileStream::.ctor(", "Brine.Cli.InputFile", Opening),
        ("System.IO.", "Brine.Cli.VerifyCommand", Checking),
        ("System.IO.", "Brine.Verification.", Checking),
        ("System.IO.File::", "Brine.Training.PipelineFile", Opening),
        ("System.IO.", "Brine.Containers.AtomicFile", Saving),
        ("System.IO.File::Exists(", "Brine.Containers.FileKind", Opening),
        ("System.IO.", "Brine.Containers.FileContent", Opening),
        ("System.IO.", "Brine.Containers.MappedFile", Opening),
        ("System.IO.", "Brine.Containers.ZipReader", Opening),
        ("System.IO.Directory::Exists(", "Brine.Containers.UnpackedFile", Opening),
        ("System.IO.RandomAccess::Read(", "Brine.Containers.UnpackedFile", Opening),
        ("System.IO.DirectoryInfo::", "Brine.Containers.Archive",
            "lists the files of a folder that the caller gave, as it lists those of an archive"),
        ("System.IO.FileSystemInfo::", "Brine.Containers.Archive",
            "lists the files of a folder that the caller gave, as it lists those of an archive"),
        ("System.IO.FileInfo::.ctor(", "Brine.Containers.JoblibSidecars",
            "old joblib's arrays: a bare file name beside the pickle, no link"),
        ("System.IO.FileSystemInfo::", "Brine.Containers.JoblibSidecars",
            "old joblib's arrays: a bare file name beside the pickle, no link"),
        ("System.Type::get_Assembly(", "Brine.Scanning.NameList", "tables inside the library itself"),
        ("System.Reflection.Assembly::GetManifestResourceStream(", "Brine.Scanning.NameList", "tables inside the library itself"),
        ("System.Type::get_Assembly(", "Brine.Resource", "tables inside the library itself"),
        ("System.Reflection.Assembly::GetManifestResourceStream(", "Brine.Resource", "tables inside the library itself"),
        ("System.Type::get_Assembly(", "Brine.NameHistory", "tables inside the library itself"),
        ("System.Reflection.Assembly::GetManifestResourceStream(", "Brine.NameHistory", "tables inside the library itself"),
        ("System.Type::get_Assembly(", "Brine.Scanning.SarifLog", "the library's own version"),
        ("System.Reflection.Assembly", "Brine.Scanning.SarifLog", "the library's own version"),
        ("System.IO.", "Brine.Scanning.BytesScan", "scans what old joblib would load: a bare file name beside the pickle, no link"),
        ("System.IO.", "Brine.Scanning.FolderScan", "lists the files of the folder that the caller gave, and follows no link"),
        ("System.IO.Directory::Exists(", "Brine.Scanning.ModelScanner", Opening),
        ("System.IO.", "Brine.Scanning.ScanPolicy", "the policy that the caller names"),
        ("System.IO.", "Brine.ModelDigests", "hashes the files of the path that the caller gave"),
        ("System.IO.Directory::Exists(", "Brine.ModelSigner", Opening),
        ("System.IO.Directory::Exists(", "Brine.SignatureFiles", Opening),
        ("System.IO.File::OpenRead(", "Brine.SignatureBundle", "the signature that the caller names"),
        ("System.IO.", "Brine.Store.BlobFolder", Storing),
        ("System.IO.", "Brine.Store.IncomingBlob", Storing),
        ("System.IO.", "Brine.Store.SqliteIndex", Storing),
        ("System.IO.Directory::", "Brine.Store.ModelStore", Storing),
        ("System.IO.Path::GetTempPath(", "Brine.Store.Backend", "copies of files, where the system names no folder of the user"),
        ("System.IO.", "Brine.Store.ModelFolder", "packs the folder of MLflow that the caller gave, and follows no link"),
        ("System.IO.", "Brine.Store.GitIndex", Repository),
        ("System.IO.", "Brine.Store.GitPacks", Repository),
        ("System.IO.", "Brine.Store.GitRepository", Repository),
        ("System.Environment::GetEnvironmentVariable(", "Brine.Cli.StoreReference", "BRINE_STORE, BRINE_ACTOR and BRINE_CACHE"),
        ("System.IO.Directory::Exists(", "Brine.Cli.StoreReference", Opening),
        ("System.IO.File::ReadAllText(", "Brine.Cli.StoreWork", "the keys that the user names"),
        ("System.IO.File::ReadAllText(", "Brine.Cli.SignCommand", "the key that the user names"),
        ("System.IO.File::ReadAllText(", "Brine.Cli.VerifySignatureCommand", "the key that the user names"),
        ("System.IO.", "Brine.Cli.ScanBaseline", "the baseline that the user names, and the files that were scanned"),
        ("System.IO.File::ReadAllBytes(", "Brine.Tables.Csv", Opening),
        ("System.IO.", "Brine.FilePredictor", Opening + "; keeps answers in a temporary file until all are right"),
        ("System.IO.File::", "Brine.TypedConversion", Opening),
        ("System.Runtime.InteropServices.Marshal::", "Brine.Store.KernelCopy", "why the system did not copy a file"),
        ("System.IO.RandomAccess::FlushToDisk(", "Brine.Store.KernelCopy", Storing),
    ];

    /// <summary>The functions of the operating system that are called.</summary>
    private static readonly Dictionary<string, string> Imports = new(StringComparer.Ordinal)
    {
        ["libc:open"] = "a folder, to flush it",
        ["libc:fsync"] = "what was saved survives the loss of power",
        ["libc:fcntl"] = "were standard input and output closed by the caller",
        ["libc:close"] = "a folder, after it was flushed",
        ["libc:statx"] = "is it a pipe or a device",
        ["libc:sync_file_range"] = "the disk begins with a large file before all of it is written",
        ["libc:fallocate"] = "room for a large file before it is written",
        ["libc:copy_file_range"] = "a file comes into a store without passing through this program",
        ["libc:ioctl"] = "a copy shares the places of its file on the disk",
    };

    private static readonly string[] Libraries =
    [
        .. Directory.GetFiles(AppContext.BaseDirectory, "*rine*.dll")
            .Where(file => !Path.GetFileName(file).StartsWith("Brine.Tests.", StringComparison.Ordinal)
                && Path.GetFileNameWithoutExtension(file) != "Brine.Generators"),
    ];

    private static readonly CallGraph Calls = new(Libraries, new HashSet<string>());

    [Fact]
    public void EveryLibraryOfTheSourcesIsLookedAt()
    {
        // The generator runs in the compiler, in no program, and is netstandard's.
        string[] projects = [.. Directory.GetDirectories(Repo.File("src")).Select(folder => Path.GetFileName(folder)!)
            .Where(name => name != "Brine.Generators")];
        Assert.Equal(
            projects.Select(FileOf).Order(StringComparer.Ordinal),
            Libraries.Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void NoLibraryNamesATypeThatLoadsCodeStartsAProcessOrReachesTheNetwork()
    {
        string[] found = [.. Libraries.SelectMany(ForbiddenTypesOf)];
        Assert.Equal(AllowedTypes.Keys.Order(StringComparer.Ordinal), found.Select(line => line.Split(':')[0])
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ReflectionAndFilesAreTheBusinessOfFewClasses()
    {
        string[] found = [.. GuardedCalls(Calls).Where(call => !Allowed.Any(rule => Fits(rule, call)))
            .Select(call => $"{call.Caller} calls {call.Member}")];
        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    [Fact]
    public void EveryExceptionIsNeeded()
    {
        (string, string)[] calls = [.. GuardedCalls(Calls)];
        Assert.All(Allowed, rule => Assert.True(calls.Any(call => Fits(rule, call)), $"{rule.Caller} calls {rule.Member} no more"));
    }

    [Fact]
    public void TheOperatingSystemIsCalledByNamedFunctionsAlone()
    {
        AssemblyReferences[] all = [.. Libraries.Select(AssemblyReferences.Read)];
        Assert.Equal(Imports.Keys.Order(StringComparer.Ordinal), all.SelectMany(library => library.Imports).Distinct()
            .Order(StringComparer.Ordinal));
        Assert.Equal(["libc"], all.SelectMany(library => library.Libraries).Distinct());
    }

    /// <summary>The rules, held against this library of tests, find what stands in it.</summary>
    [Fact]
    public void WhatIsForbiddenIsFound()
    {
        string tests = Path.Combine(AppContext.BaseDirectory, "Brine.Tests.House.dll"),
            support = Path.Combine(AppContext.BaseDirectory, "Brine.Tests.Support.dll");
        Assert.Contains(ForbiddenTypesOf(tests), line => line.Contains("System.Reflection.Emit.OpCode", StringComparison.Ordinal));
        Assert.Contains(ForbiddenTypesOf(support), line => line.Contains("System.Diagnostics.Process", StringComparison.Ordinal));
        Assert.Contains(GuardedCalls(new CallGraph([tests], new HashSet<string>())), call =>
            call.Member.StartsWith("System.Type::GetFields(", StringComparison.Ordinal));
        Assert.Contains("libc:getpid", AssemblyReferences.Read(tests).Imports);
        Assert.True(ProcessId() > 0);
    }

    [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "getpid")]
    private static extern int ProcessId();

    private static string FileOf(string project) =>
        project switch { "Brine" => "Brine.Library", "Brine.Cli" => "brine", "Brine.Native" => "libbrine", _ => project };

    private static IEnumerable<string> ForbiddenTypesOf(string library)
    {
        AssemblyReferences references = AssemblyReferences.Read(library);
        return references.Types.SelectMany(type => Types.Where(rule => type.StartsWith(rule.Start, StringComparison.Ordinal))
            .Select(rule => $"{references.Name} {type}: {rule.Why}"));
    }

    private static IEnumerable<(string Member, string Caller)> GuardedCalls(CallGraph graph) =>
        graph.Methods.SelectMany(method => graph.CallsOf(method)
            .Where(called => Guarded.Any(start => called.StartsWith(start, StringComparison.Ordinal)))
            .Select(called => (called, method)));

    /// <summary>A caller is a class with what is inside it, or a namespace where it ends in a point.</summary>
    private static bool Fits((string Member, string Caller, string Why) rule, (string Member, string Caller) call) =>
        call.Member.StartsWith(rule.Member, StringComparison.Ordinal)
            && (rule.Caller == "*" || (call.Caller.StartsWith(rule.Caller, StringComparison.Ordinal)
                && (rule.Caller.EndsWith('.') || call.Caller[rule.Caller.Length] is ':' or '/')));
}
