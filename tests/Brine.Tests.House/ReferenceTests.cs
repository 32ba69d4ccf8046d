using System.Xml.Linq;

namespace Brine.Tests.House;

/// <summary>Data flows one way: each project knows only what stands below it, and what people install needs no package.</summary>
public class ReferenceTests
{
    private static readonly string[] GroundUp = ["Brine.Generators", "Brine.Pickle", "Brine.Arrays", "Brine.Containers", "Brine.Scanning",
        "Brine.Tables", "Brine.Models", "Brine", "Brine.Native", "Brine.Arrow", "Brine.Excel", "Brine.Parquet", "Brine.ML", "Brine.Doctor",
        "Brine.Upgrade", "Brine.Provenance", "Brine.Training", "Brine.Store", "Brine.Reports", "Brine.Server", "Brine.Grpc",
        "Brine.Verification", "Brine.Cli"];

    /// <summary>Forms of tables and the store, that come with packages of their own: nothing but the command references them.</summary>
    private static readonly string[] WithPackages = ["Brine.Arrow", "Brine.Excel", "Brine.Parquet", "Brine.ML", "Brine.Store",
        "Brine.Grpc"];

    [Fact]
    public void EveryProjectStandsInTheHouse() =>
        Assert.Equal(GroundUp.Order(), Directory.GetDirectories(Repo.File("src")).Select(Path.GetFileName).Order());

    [Fact]
    public void ProjectsReferenceOnlyWhatStandsBelow()
    {
        foreach (string project in GroundUp)
        {
            foreach (string reference in References(project, "ProjectReference"))
            {
                string referenced = Path.GetFileNameWithoutExtension(reference);
                Assert.True(
                    Array.IndexOf(GroundUp, referenced) is >= 0 and var below && below < Array.IndexOf(GroundUp, project),
                    $"{project} references {referenced}, which does not stand below it");
            }
        }
    }

    /// <summary>The network is the business of one library.</summary>
    [Fact]
    public void OnlyTheServerStandsOnAspNetCore() => Assert.Equal(["Brine.Server"], GroundUp.Where(project =>
        References(project, "FrameworkReference").Any()));

    [Fact]
    public void LibrariesReferenceNoPackage()
    {
        foreach (string project in GroundUp[1..^1].Except(WithPackages))
        {
            Assert.Empty(References(project, "PackageReference"));
        }
    }

    [Fact]
    public void OnlyTheCommandReferencesWhatBringsAPackage()
    {
        Assert.All(WithPackages.Except(["Brine.Store", "Brine.Parquet"]), project => Assert.Single(References(project, "PackageReference")));
        Assert.Equal(["Parquet.Net", "Snappier"], References("Brine.Parquet", "PackageReference"));
        Assert.Equal(["AWSSDK.S3", "Microsoft.Data.Sqlite", "Npgsql"], References("Brine.Store", "PackageReference"));
        Assert.All(GroundUp[..^1],
            project => Assert.DoesNotContain(References(project, "ProjectReference"),
                reference => WithPackages.Contains(Path.GetFileNameWithoutExtension(reference))));
    }

    [Fact]
    public void WhatPeopleInstallLooksForNoManifestOfTests()
    {
        string[] sources = [
            .. GroundUp[1..^2].SelectMany(project => Directory.GetFiles(Repo.File("src", project), "*.cs", SearchOption.AllDirectories))];
        Assert.Contains(sources, file => file.EndsWith("Model.cs", StringComparison.Ordinal));
        Assert.All(sources, file => Assert.DoesNotContain("manifest.jsonl", System.IO.File.ReadAllText(file), StringComparison.Ordinal));
        Assert.DoesNotContain(typeof(Model).Assembly.GetReferencedAssemblies(), reference => reference.Name == "Brine.Verification");
    }

    [Fact]
    public void TheGeneratorBringsNothingToWhatPeopleInstall()
    {
        // It runs in the compiler, which has what it needs.
        Assert.All(XDocument.Load(Repo.File("src", "Brine.Generators", "Brine.Generators.csproj")).Descendants("PackageReference"),
            item => Assert.Equal("all", item.Attribute("PrivateAssets")?.Value));
        Assert.Empty(References("Brine.Generators", "ProjectReference"));
        XElement use = XDocument.Load(Repo.File("src", "Brine", "Brine.csproj")).Descendants("ProjectReference")
            .Single(item => item.Attribute("Include")!.Value.Contains("Generators", StringComparison.Ordinal));
        Assert.Equal("false", use.Attribute("ReferenceOutputAssembly")?.Value);
        Assert.All(GroundUp[1..].Where(project => project != "Brine"),
            project => Assert.DoesNotContain("Brine.Generators", References(project, "ProjectReference")));
    }

    [Theory]
    [InlineData(typeof(Brine.Pickling.PyValue))]
    [InlineData(typeof(Brine.Arrays.NDArray))]
    [InlineData(typeof(Brine.Containers.PickleFile))]
    [InlineData(typeof(Brine.Scanning.ModelScanner))]
    [InlineData(typeof(Brine.Tables.Table))]
    [InlineData(typeof(Brine.Models.Estimator))]
    [InlineData(typeof(Model))]
    [InlineData(typeof(CaseRunner))]
    public void BuiltLibrariesNeedOnlyTheirFloorsAndTheFramework(Type member)
    {
        foreach (string name in member.Assembly.GetReferencedAssemblies().Select(reference => reference.Name!))
        {
            Assert.True(name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Brine.", StringComparison.Ordinal)
                || name is "System", $"{member.Assembly.GetName().Name} needs {name}");
        }
    }

    [Fact]
    public void LibrariesAreBuiltForAheadOfTimeCompilation()
    {
        string props = System.IO.File.ReadAllText(Repo.File("Directory.Build.props"));
        Assert.Contains("<IsAotCompatible>true</IsAotCompatible>", props, StringComparison.Ordinal);
        Assert.Contains("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", props, StringComparison.Ordinal);
        Assert.Equal("True", typeof(Model).Assembly.GetCustomAttributes(typeof(System.Reflection.AssemblyMetadataAttribute), false)
            .Cast<System.Reflection.AssemblyMetadataAttribute>().FirstOrDefault(item => item.Key == "IsTrimmable")?.Value);
    }

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(Repo.File("src", project, project + ".csproj")).Descendants(kind).Select(item => item.Attribute("Include")!.Value);
}
