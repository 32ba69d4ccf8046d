using Brine.Containers;

namespace Brine.Tests.Containers.Formats;

public class FormatTableTests
{
    [Fact]
    public void EveryFormatHasOneRow() =>
        Assert.Equal(Enum.GetValues<FileFormat>().Order(), FormatTable.Rows.Select(row => row.Format).Order());

    [Fact]
    public void EveryRowIsFoundByItsFormat() => Assert.All(FormatTable.Rows, row => Assert.Same(row, FormatTable.Of(row.Format)));

    [Fact]
    public void EveryFormatButTheLastIsKnownBySomething() =>
        Assert.All(FormatTable.Rows.Where(row => row.Format != FileFormat.Unknown),
            row => Assert.True(row.Mark is not null || row.Text is not null || row.Members is not null, $"nothing tells {row.Format}"));

    [Fact]
    public void EveryRefusalHasACodeThatIsExplained()
    {
        string page = File.ReadAllText(Repo.File("docs", "errors.md"));
        foreach (FormatInfo row in FormatTable.Rows.Where(row => row.Format != FileFormat.Pickle))
        {
            Assert.Contains($"| `{row.Code}` |", page, StringComparison.Ordinal);
            Assert.Equal(row.Code, row.NotAPickle().Code);
            Assert.True(row.Name.Length > 0 && row.Refusal.Length > 0);
        }
    }

    [Fact]
    public void ForeignModelsAreRefusedAsPickles() =>
        Assert.All(FormatTable.Rows.Where(row => row.IsForeignModel),
            row => Assert.StartsWith("NotAPickle", row.Code, StringComparison.Ordinal));

    [Theory]
    [InlineData(true, "deep/m/MLmodel", "m/MLmodel", "m/")]
    [InlineData(false, "MLmodel", "m/MLmodel", "")]
    [InlineData(true, "m/notMLmodel", "x", null)]
    public void TheOutermostFolderOfAFileIsFound(bool isZip, string first, string second, string? folder) =>
        Assert.Equal(folder, new MemberNames([first, second], isZip).FolderOf("MLmodel"));

    [Fact]
    public void AnArchiveOfNothingIsOfNoKind()
    {
        Assert.Null(FormatTable.OfMembers(new MemberNames([], isZip: true)));
        Assert.Null(FormatTable.OfMembers(new MemberNames(["readme.txt", "model.onnx"], isZip: false)));
    }
}
