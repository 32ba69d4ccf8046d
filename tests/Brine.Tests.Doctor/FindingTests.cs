using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Doctor;

/// <summary>Each finding is made of a model that has it, and no other model of the folder.</summary>
public sealed class FindingTests
{
    private static readonly string[] Files = [
        .. Directory.GetFiles(Repo.Golden("doctor"), "*.pkl").Select(Path.GetFileNameWithoutExtension)!];

    public static TheoryData<string> Models => [.. Files.Where(file => file != "Sound")];

    [Theory]
    [MemberData(nameof(Models))]
    public void TheFindingIsMade(string file)
    {
        DoctorReport report = Examine(file);
        DoctorFinding finding = Assert.Single(report.Findings, finding => finding.Id == file.Split('-')[0]);
        Assert.NotEmpty(finding.Advice);
        Assert.StartsWith("model", finding.Place, StringComparison.Ordinal);
    }

    [Fact]
    public void ASoundModelHasNone()
    {
        DoctorReport report = Examine("Sound");
        Assert.Empty(report.Findings);
        Assert.True(report.IsSound);
        Assert.Equal("sklearn.pipeline.Pipeline", report.ModelName);
        Assert.Equal("# Python 3.4 or newer\nscikit-learn==1.2.1\nnumpy<2\n", report.Requirements);
    }

    [Theory]
    [InlineData("NotFitted", DoctorSeverity.Problem, "model.steps[1]")]
    [InlineData("NotFinite", DoctorSeverity.Problem, "model.coef_")]
    [InlineData("NotConverged", DoctorSeverity.Warning, "model.steps[1][1]")]
    [InlineData("DeadTree", DoctorSeverity.Warning, "model")]
    [InlineData("ConstantColumn", DoctorSeverity.Warning, "model.steps[0][1]")]
    [InlineData("TrainingData", DoctorSeverity.Note, "model._fit_X")]
    public void FindingsSayHowMuchTheyMatterAndWhere(string file, DoctorSeverity severity, string place)
    {
        DoctorFinding finding = Assert.Single(Examine(file).Findings, finding => finding.Id == file);
        Assert.Equal((severity, place), (finding.Severity, finding.Place));
    }

    [Theory]
    [InlineData("ConstantColumn", "a column was the same in all rows of the training: 'b'")]
    [InlineData("ConstantColumn-category", "a column was the same in all rows of the training: 'color'")]
    [InlineData("ImbalancedClasses-tree", "the classes of the training were far apart: few 5.0 %, many 95.0 %")]
    [InlineData("MailAddress", "holds 2 mail addresses")]
    [InlineData("UserPath", "has a path in the folder of the user 'somebody'")]
    [InlineData("PersonalColumn", "was trained on columns about persons: First Name, contact.email")]
    [InlineData("UnusedColumn", "2 of 3 columns have no weight in any answer: b, c")]
    [InlineData("CustomCode", "names shop.features.clean, which is not of a library that is known")]
    public void FindingsSayWhat(string file, string message) =>
        Assert.Contains(Examine(file).Findings, finding => finding.Message == message);

    [Fact]
    public void AFileWithoutAModelIsLookedAtToo()
    {
        DoctorReport report = ModelDoctor.Examine("(lp0\nI1\naI2\na."u8.ToArray(), "list.pkl");
        Assert.Equal("list", report.ModelName);
        Assert.Equal("Python", Assert.Single(report.Openings).Software);
        Assert.Empty(report.Requirements);
    }

    /// <summary>What is not looked at is told, and a file of many or deep parts costs no more than the walk's own bounds.</summary>
    [Theory]
    [InlineData(2_000_000, 1)]
    [InlineData(1, 5_000)]
    public void AFileOfTooManyPartsIsSaidToBe(int count, int depth)
    {
        byte[] pickle = [0x80, 2, .. new string(']', depth).Select(character => (byte)character), (byte)'(',
            .. Enumerable.Repeat((byte[])[(byte)']'], count).SelectMany(list => list), (byte)'e',
            .. new string('a', depth - 1).Select(character => (byte)character), (byte)'.'];
        long before = GC.GetAllocatedBytesForCurrentThread();
        DoctorReport report = ModelDoctor.Examine(pickle, "lists.pkl", new LoadOptions { Limits = Limits.Trusted });
        Assert.Single(report.Findings, finding => finding.Id == "TooLarge");
        Assert.False(report.IsSound);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 800L << 20);
    }

    [Fact]
    public void AListThatHoldsItselfIsWalkedOnce() =>
        Assert.Empty(ModelDoctor.Examine((byte[])[0x80, 2, (byte)']', (byte)'q', 0, (byte)'h', 0, (byte)'a', (byte)'.'], "self.pkl")
            .Findings);

    private static DoctorReport Examine(string file) => ModelDoctor.Examine(Repo.Golden("doctor", file + ".pkl"));
}
