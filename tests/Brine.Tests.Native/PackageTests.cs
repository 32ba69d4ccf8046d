using System.IO.Compression;
using System.Xml.Linq;

namespace Brine.Tests.Native;

/// <summary>The packages that <c>BRINE_PACKAGES</c> holds have what a package needs, and work for somebody who has nothing else.</summary>
[Trait("Stage", "Native")]
public class PackageTests
{
    /// <summary>The projects that become packages.</summary>
    public static TheoryData<string> Projects => [.. Names];

    private static string[] Names => [.. Directory.GetFiles(Repo.File("src"), "*.csproj", SearchOption.AllDirectories)
        .Where(IsPacked).Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void EveryPackageHasAPageADescriptionOfItsOwnTagsAndAnIcon(string project)
    {
        using ZipArchive package = ZipFile.OpenRead(Package(IdOf(project)));
        XElement metadata =
            XDocument.Load(
                package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open()).Root!.Elements()
                .First();
        string Value(string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value ?? "";
        Assert.True(Value("description").Length > 50);
        Assert.Contains("pickle", Value("tags"), StringComparison.Ordinal);
        Assert.Equal("MIT", Value("license"));
        Assert.NotNull(package.GetEntry(Value("icon")));
        using var page = new StreamReader(package.GetEntry(Value("readme"))!.Open());
        Assert.StartsWith("# " + IdOf(project), page.ReadToEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain(Names.Where(other => other != project), other => DescriptionOf(other) == Value("description"));
        Assert.True(project == "Brine.Cli" || File.Exists(Path.ChangeExtension(Package(IdOf(project)), ".snupkg")), "there are no symbols");
    }

    [Fact]
    public void OnlyTheLibrariesAndTheCommandArePacked()
    {
        IEnumerable<string> packed = Directory.GetFiles(Feed(), "*.nupkg").Select(file => Path.GetFileName(file)[..^".0.1.0.nupkg".Length]);
        Assert.Equal(Names.Select(IdOf).Order(StringComparer.Ordinal),
            packed.Where(id => !id.StartsWith("Brine.Tool.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TheCommandInstallsFromItsPackageAsANativeFile() => Install(Feed());

    [Fact]
    public void WhereNoPackageIsOfTheMachineTheCommandIsTheProgramOfDotNet()
    {
        using var other = new TemporaryFolder();
        foreach (string package in new[] { "Brine.Tool.0.1.0.nupkg", "Brine.Tool.any.0.1.0.nupkg" })
        {
            // The pointing package names the machine's own, which is not among these: only that of any machine is left in it.
            File.Copy(Path.Combine(Feed(), package), other[package]);
        }

        using (ZipArchive pointer = ZipFile.Open(other["Brine.Tool.0.1.0.nupkg"], ZipArchiveMode.Update))
        {
            ZipArchiveEntry settings = pointer.Entries.Single(entry => entry.Name == "DotnetToolSettings.xml");
            XDocument document;
            using (Stream stream = settings.Open())
            {
                document = XDocument.Load(stream);
            }

            document.Descendants("RuntimeIdentifierPackage").Where(item => item.Attribute("RuntimeIdentifier")!.Value != "any").Remove();
            string name = settings.FullName;
            settings.Delete();
            using Stream rewritten = pointer.CreateEntry(name).Open();
            document.Save(rewritten);
        }

        Install(other.Path);
    }

    [Fact]
    public void OnePackageReferenceIsEnoughForModelsAndClassesOfOnesOwn()
    {
        using var folder = new TemporaryFolder();
        Source(folder, Feed());
        folder.Write("shop.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <RestorePackagesPath>packages</RestorePackagesPath>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Brine" Version="0.1.0" />
              </ItemGroup>
            </Project>
            """);
        folder.Write("Program.cs", """
            using Brine;
            using Brine.Pickling;

            Pickle.Dump(new List<Customer> { new("Ada", new DateOnly(2024, 2, 29)) }, "customers.pkl");
            Console.WriteLine(Pickle.Load<List<Customer>>("customers.pkl")[0]);
            using Model model = Model.Load(args[0]);
            Console.WriteLine(model.Predict(new double[,] { { 5.1, 3.5, 1.4, 0.2 } })[0]);

            [PickleClass("shop.Customer")]
            public partial record Customer(string Name, DateOnly Since);
            """);
        (int exit, string output,
            string error) = Shell.Run("dotnet", folder.Path, "run", "--", Repo.File("samples", "models", "iris-tree.pkl"));
        Assert.True(exit == 0, output + error);
        Assert.Equal("Customer { Name = Ada, Since = 02/29/2024 }\n'setosa'\n".Replace("02/29/2024", new DateOnly(2024, 2, 29).ToString()),
            output);
    }

    private static void Install(string feed)
    {
        using var folder = new TemporaryFolder();
        Source(folder, feed);
        (int exit, string output, string error) = Shell.Run(
            "env", folder.Path, $"NUGET_PACKAGES={folder["packages"]}", "dotnet", "tool", "install", "Brine.Tool", "--version", "0.1.0",
            "--tool-path", folder["tools"], "--configfile", folder["NuGet.config"]);
        Assert.True(exit == 0, output + error);
        (exit, output,
            error) = Shell.Run(Path.Combine(folder["tools"], "brine"), folder.Path, "predict",
                Repo.File("samples", "models", "iris-tree.pkl"), Repo.File("samples", "data", "iris.csv"));
        Assert.True(exit == 0, error);
        Assert.StartsWith("predict\nsetosa\n", output, StringComparison.Ordinal);
    }

    private static void Source(TemporaryFolder folder, string feed) => folder.Write(
        "NuGet.config", $"<configuration><packageSources><clear /><add key=\"local\" value=\"{feed}\" /></packageSources></configuration>");

    private static bool IsPacked(string project)
    {
        string? own = XDocument.Load(project).Descendants("IsPackable").SingleOrDefault()?.Value;
        return own is null ? Path.GetFileNameWithoutExtension(project) is not ("Brine.Generators" or "Brine.Native") : own == "true";
    }

    private static string IdOf(string project) => project == "Brine.Cli" ? "Brine.Tool" : project;

    private static string? DescriptionOf(string project) =>
        XDocument.Load(Repo.File("src", project, project + ".csproj")).Descendants("Description").SingleOrDefault()?.Value;

    private static string Package(string id) => Path.Combine(Feed(), id + ".0.1.0.nupkg");

    private static string Feed()
    {
        string? folder = Environment.GetEnvironmentVariable("BRINE_PACKAGES");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "BRINE_PACKAGES does not say where the packages are: bash .ci/native packs them");
        return Path.Combine(Repo.Root, folder!);
    }
}
