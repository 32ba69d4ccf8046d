namespace Brine.Tests.Scanning.Calls;

/// <summary>Where readers of a pickle disagree, and where they stop.</summary>
public class ReaderTests
{
    [Theory]
    [InlineData("\\x80\\x04\\x95\\x02\\x00\\x00\\x00\\x00\\x00\\x00\\x00B\\x04\\x00\\x00\\x00abcd.")]
    [InlineData("\\x80\\x04\\x95\\x0c\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x95\\x02\\x00\\x00\\x00\\x00\\x00\\x00\\x00N.")]
    [InlineData("\\x80\\x04K\\x01K\\x02.")]
    [InlineData("\\x80\\x02K\\x01q\\x00K\\x02q\\x00\\x86.")]
    [InlineData("I010\\n.")]
    public void DisagreementIsMalicious(string pickle)
    {
        ScannedFile file = Scans.Of(pickle);
        Assert.Equal(Verdict.Malicious, file.Verdict);
        Assert.Contains("ReadersDisagree", file.Rules());
    }

    [Theory]
    [InlineData("\\x80\\x04cos\\nsystem\\n(S'id'\\ntR")]
    [InlineData("\\x80\\x04cos\\nsystem\\n(S'id'\\ntR\\xff\\xff")]
    [InlineData("cos\\nsystem\\n(S'id'\\ntR\\xff")]
    [InlineData("\\x80\\x04g7\\n0cos\\nsystem\\n(S'id'\\ntR.")]
    [InlineData("\\x80\\x04N.\\x00\\x00cos\\nsystem\\n(S'id'\\ntR.")]
    [InlineData("\\x80\\x04N.\\xff\\x80\\x04cos\\nsystem\\n(S'id'\\ntR.")]
    public void WhatStandsBeforeOrBehindAnErrorIsFound(string pickle)
    {
        ScannedFile file = Scans.Of(pickle);
        Assert.Equal(Verdict.Dangerous, file.Verdict);
        Assert.True(file.IsIncomplete);
        Assert.Contains("DeniedName", file.Rules());
    }

    [Theory]
    [InlineData("\\x80\\x04]q\\x00(K\\x01K\\x02")]
    [InlineData("\\x80\\x04g7\\n.")]
    [InlineData("\\x80\\x04N.\\x00\\x00\\x00")]
    public void WhatIsCutOffOrBrokenIsNeverSafe(string pickle)
    {
        ScannedFile file = Scans.Of(pickle);
        Assert.Equal(Verdict.Review, file.Verdict);
        Assert.True(file.IsIncomplete);
    }

    [Fact]
    public void SeveralPicklesInARowAreAllScanned()
    {
        Assert.Equal(Verdict.Safe, Scans.Of("\\x80\\x04N.\\x80\\x04K\\x01.I1\\n.").Verdict);
        Assert.Equal(Verdict.Dangerous, Scans.Of("\\x80\\x04N.\\x80\\x04K\\x01.cos\\nsystem\\n.").Verdict);
    }

    [Fact]
    public void WhatStandsBehindTooManyPicklesIsNotTakenForSafe()
    {
        byte[] many = [.. Enumerable.Repeat("N."u8.ToArray(), 20_000).SelectMany(pickle => pickle), .. "cos\nsystem\n(S'id'\ntR."u8];
        ScannedFile file = Scans.Of(many);
        Assert.NotEqual(Verdict.Safe, file.Verdict);
        Assert.True(file.IsIncomplete);
    }

    [Fact]
    public void BytesOfAnArrayThatPickleLoadWouldExecuteAreMalicious()
    {
        byte[] hidden = Pickles.Of("cshop\\nrun\\n(S'id'\\ntR.");
        string wrapper = $"\\x80\\x04{Scans.Name("joblib.numpy_pickle", "NumpyArrayWrapper")})\\x81}}(";
        string attributes = $"{Scans.Text("subclass")}{Scans.Name("numpy", "ndarray")}{Scans.Text("shape")}K\\x{hidden.Length:x2}\\x85"
            + $"{Scans.Text("order")}{Scans.Text("C")}{Scans.Text("dtype")}{Scans.Name("numpy", "dtype")}{Scans.Text("u1")}\\x89\\x88\\x87R"
            + $"{Scans.Text("allow_mmap")}\\x88ub";
        ScannedFile file = Scans.Of([.. Pickles.Of(wrapper + attributes), .. hidden, (byte)'.']);
        Assert.Equal(["ReadersDisagree", "UnknownName"], file.Rules());
        Assert.Equal(Verdict.Safe, Scans.Of([.. Pickles.Of(wrapper + attributes), .. new byte[hidden.Length], (byte)'.']).Verdict);
    }

    [Fact]
    public void TheMemoIsThatOfPython()
    {
        string pickle = $"\\x80\\x04{Scans.Text("system")}\\x94{Scans.Text("posix")}\\x9400h\\x01h\\x00\\x93{Scans.Text("id")}\\x85R.";
        Assert.Equal("posix.system('id')", Scans.Of(pickle).Findings[0].Call);
    }
}
