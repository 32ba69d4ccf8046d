namespace Brine.Tests.Scanning.Names;

/// <summary>What a name alone makes of a file.</summary>
public class NameRuleTests
{
    [Theory]
    [InlineData("os", "system")]
    [InlineData("posix", "system")]
    [InlineData("builtins", "eval")]
    [InlineData("pip", "main")]
    [InlineData("pkgutil", "resolve_name")]
    [InlineData("asyncio.unix_events", "_UnixSubprocessTransport")]
    [InlineData("torch.utils.collect_env", "run")]
    [InlineData("numpy.testing._private.utils", "runstring")]
    [InlineData("numpy", "load")]
    [InlineData("joblib", "load")]
    [InlineData("joblib.memory", "expires_after")]
    [InlineData("pandas.io.pickle", "read_pickle")]
    [InlineData("sklearn.utils", "os")]
    [InlineData("shop.helpers", "subprocess")]
    [InlineData("_operator", "itemgetter")]
    public void WhatRunsCodeIsDangerous(string module, string name)
    {
        ScannedFile file = Scans.Of($"\\x80\\x04{Scans.Name(module, name)}.");
        Assert.Equal(Verdict.Dangerous, file.Verdict);
        Assert.Equal(["DeniedName"], file.Rules());
    }

    [Theory]
    [InlineData("picklescan.scanner", "scan_file")]
    [InlineData("fickling", "load")]
    [InlineData("modelscan.modelscan", "ModelScan")]
    public void ScannersAreMalicious(string module, string name)
    {
        ScannedFile file = Scans.Of($"\\x80\\x04{Scans.Name(module, name)}.");
        Assert.Equal(Verdict.Malicious, file.Verdict);
        Assert.Equal(["ScannerName"], file.Rules());
    }

    [Theory]
    [InlineData("shop", "")]
    [InlineData("", "Model")]
    [InlineData("shop..models", "Model")]
    [InlineData("shop", "models.Model")]
    [InlineData("shop", "Model.__init__.__globals__")]
    [InlineData("shop", "__builtins")]
    [InlineData("shop", "__dict__")]
    [InlineData("shop ", "Model")]
    [InlineData("shop", "Mo del")]
    [InlineData("ｏｓ", "ｓｙｓｔｅｍ")]
    [InlineData("shop-models", "Model")]
    public void WhatIsNoPlainNameIsDangerous(string module, string name)
    {
        ScannedFile file = Scans.Of($"\\x80\\x04{Scans.Name(module, name)}.");
        if (name == "__builtins")
        {
            Assert.Equal(Verdict.Review, file.Verdict); // an odd name, and a name all the same
            return;
        }

        Assert.Equal(Verdict.Dangerous, file.Verdict);
        Assert.Equal(["OddName"], file.Rules());
    }

    [Theory]
    [InlineData("shop.models", "Ranker", "UnknownName")]
    [InlineData("shop.models", "Ranker.Options", "UnknownName")]
    [InlineData("__main__", "Ranker", "UserClass")]
    [InlineData("sklearn.linear_model._base", "Nonesuch", "UnknownName")]
    [InlineData("numpy.core.multiarray", "set_typeDict", "UnknownName")]
    public void WhatIsUnknownIsToBeReviewed(string module, string name, string rule)
    {
        ScannedFile file = Scans.Of($"\\x80\\x04{Scans.Name(module, name)})\\x81}}b.");
        Assert.Equal(Verdict.Review, file.Verdict);
        Assert.Equal([rule], file.Rules());
        Assert.Equal($"{module}.{name}()", file.Findings[0].Call);
    }

    [Theory]
    [InlineData("c__builtin__\\neval\\n(S'1'\\ntR.", "builtins.eval")]
    [InlineData("ccommands\\ngetoutput\\n(S'id'\\ntR.", "subprocess.getoutput")]
    [InlineData("\\x80\\x02ccopy_reg\\nadd_extension\\n.", "copyreg.add_extension")]
    [InlineData("\\x80\\x03ccommands\\ngetoutput\\n.", "commands.getoutput")]
    [InlineData("\\x80\\x04chttplib\\nHTTPConnection\\n.", "httplib.HTTPConnection")]
    public void NamesOfPython2AreKnown(string pickle, string name)
    {
        ScannedFile file = Scans.Of(pickle);
        Assert.Equal(Verdict.Dangerous, file.Verdict);
        Assert.StartsWith(name, file.Findings[0].Call, StringComparison.Ordinal);
        Assert.Contains(name, file.Names);
    }

    [Fact]
    public void TextThatMentionsANameIsNoName()
    {
        ScannedFile file = Scans.Of($"\\x80\\x04]({Scans.Text("os.system('rm -rf /')")}{Scans.Text("import os; eval(x)")}e.");
        Assert.Equal(Verdict.Safe, file.Verdict);
        Assert.Empty(file.Findings);
    }

    [Fact]
    public void EveryRowOfTheListIsExactAndSane()
    {
        Assert.True(NameList.All.Count > 2_000);
        Assert.All(NameList.All, row =>
        {
            Assert.DoesNotContain('*', row.Module + row.Name);
            Assert.True(row.Uses != NameUses.None, row.ToString());
            Assert.False(DeniedNames.IsScanner(row.Module), row.ToString());
            bool isRunning = DeniedNames.Has(row.Module, row.Name) && (row.Uses & NameUses.Called) != 0;
            Assert.False(isRunning && row.Form is null, $"{row} can be called with anything");
        });
    }

    [Fact]
    public void ANameWithControlCharactersIsEscaped()
    {
        ScannedFile file = Scans.Of($"\\x80\\x04{Scans.Name("shop\u001b[2J", "\u202eModel")}.");
        Assert.Contains("shop\\u001b[2J.\\u202eModel", file.Findings[0].Message, StringComparison.Ordinal);
        Assert.All(file.Names, name => Assert.DoesNotContain('\u001b', name));
    }
}
