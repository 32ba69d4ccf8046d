namespace Brine.Tests.Scanning.Calls;

/// <summary>What is called, changed, dropped or worked out.</summary>
public class CallRuleTests
{
    private const string OrderedDict = "ccollections\\nOrderedDict\\n";
    private const string Getattr = "cbuiltins\\ngetattr\\n";

    public static TheoryData<string, string, string> Dangerous => new()
    {
        { "the result of a call", $"\\x80\\x04{OrderedDict})R)R.", "CalledResult" },
        { "data", "\\x80\\x04K\\x01)R.", "CalledResult" },
        { "a partial", $"\\x80\\x04{Scans.Name("functools", "partial")}{Scans.Name("shop", "f")}\\x85R)R.", "CalledResult" },
        { "a joined module",
            $"\\x80\\x04{Getattr}{Scans.Text("")}{Scans.Text("join")}\\x86R]("
                + $"X\\x01\\x00\\x00\\x00oX\\x01\\x00\\x00\\x00se\\x85R{Scans.Text("system")}\\x93.",
            "ComputedName" },
        { "a module by a call", $"\\x80\\x04{Scans.Name("importlib", "import_module")}{Scans.Text("shop")}\\x85R.", "ComputedName" },
        { "an attribute of an import", $"\\x80\\x04{Getattr}{Scans.Name("shop", "tools")}{Scans.Text("run")}\\x86R.", "ComputedName" },
        { "a state for an import", $"\\x80\\x04{Scans.Name("numpy", "ndarray")}}}X\\x05\\x00\\x00\\x00shapeK\\x01sb.", "ChangedImport" },
        { "items for an import", $"\\x80\\x04{Scans.Name("shop", "settings")}X\\x01\\x00\\x00\\x00aK\\x01s.", "ChangedImport" },
        { "__class__ among slots", $"\\x80\\x04{Scans.Name("shop", "Model")})\\x81}}}}X\\x09\\x00\\x00\\x00__class__K\\x01s\\x86b.",
            "ChangedImport" },
        { "an extension code", "\\x80\\x02\\x82\\x05)R.", "ExtensionCode" },
        { "a persistent id", "Pmodel-7\\n.", "PersistentId" },
        { "a codec by name", $"\\x80\\x04{Scans.Name("_codecs", "encode")}{Scans.Text("x")}{Scans.Text("rot13")}\\x86R.", "UnknownForm" },
        { "another base",
            $"\\x80\\x04{Scans.Name("copyreg", "_reconstructor")}{Scans.Name("shop", "A")}{Scans.Name("shop", "B")}N\\x87R.",
                "UnknownForm" },
        { "a ufunc of another module",
            $"\\x80\\x04{Scans.Name("numpy.core", "_ufunc_reconstruct")}{Scans.Text("shop")}{Scans.Text("f")}\\x86R.",
            "UnknownForm" },
        { "a large shape",
            $"\\x80\\x04{Scans.Name("numpy.core.multiarray", "_reconstruct")}{Scans.Name("numpy", "ndarray")}"
                + "J\\xff\\xff\\xff\\x7f\\x85C\\x01b\\x87R.",
            "UnknownForm" },
        { "arguments by a call", $"\\x80\\x04{OrderedDict}{Scans.Name("collections", "deque")})RR.", "UnknownForm" },
        { "a numpy function that is held", $"\\x80\\x04{Scans.Name("numpy", "log1p")}K\\x01\\x85R.", "UnknownForm" },
        { "items of a tensor", $"\\x80\\x04{Scans.Name("torch._utils", "_rebuild_tensor_v2")}(K\\x00K\\x00))\\x89NtRK\\x00K\\x01s.",
            "UnknownForm" },
        { "bytes that torch loads unseen", $"\\x80\\x04{Scans.Name("torch.storage", "_load_from_bytes")}C\\x08notatorc\\x85R.",
            "UnknownForm" },
        { "a fraction without end", $"\\x80\\x04{Scans.Name("fractions", "Fraction")}{Scans.Text("1e999999999")}\\x85R.", "UnknownForm" },
    };

    [Theory]
    [MemberData(nameof(Dangerous))]
    public void IsDangerous(string what, string pickle, string rule)
    {
        ScannedFile file = Scans.Of(pickle);
        Assert.True(file.Verdict == Verdict.Dangerous, $"{what}: {file.Verdict}");
        Assert.Contains(rule, file.Rules());
    }

    public static TheoryData<string, string> Safe => new()
    {
        { "bytes of Python 2", $"\\x80\\x02c_codecs\\nencode\\nX\\x01\\x00\\x00\\x00aX\\x06\\x00\\x00\\x00latin1\\x86R." },
        { "a class by reference", $"\\x80\\x04{Scans.Name("numpy", "float64")}." },
        { "a ufunc by reference", $"\\x80\\x04{Scans.Name("numpy", "log1p")}." },
        { "a ufunc of numpy 1",
            $"\\x80\\x04{Scans.Name("numpy.core", "_ufunc_reconstruct")}{Scans.Text("numpy.core.umath")}{Scans.Text("exp")}\\x86R." },
        { "str.lower by getattr", $"\\x80\\x02{Getattr}c__builtin__\\nunicode\\nX\\x05\\x00\\x00\\x00lower\\x86R." },
        { "str.lower by its name", $"\\x80\\x04{Scans.Name("builtins", "str.lower")}." },
        { "a default dict",
            $"\\x80\\x04{Scans.Name("collections", "defaultdict")}{Scans.Name("builtins", "list")}\\x85RX\\x01\\x00\\x00\\x00a]s." },
        { "an estimator",
            $"\\x80\\x04{Scans.Name("sklearn.linear_model._base", "LinearRegression")})\\x81}}X\\x05\\x00\\x00\\x00coef_K\\x01sb." },
        { "an old estimator",
            $"\\x80\\x02ccopy_reg\\n_reconstructor\\ncsklearn.linear_model.base\\nLinearRegression\\nc__builtin__\\nobject\\nN\\x87R}}b." },
        { "check_array with parameters",
            $"\\x80\\x04{Scans.Name("functools", "partial")}{Scans.Name("sklearn.utils.validation", "check_array")}\\x85R(h\\x00)}}Ntb."
                .Replace("h\\x00", Scans.Name("sklearn.utils.validation", "check_array"), StringComparison.Ordinal) },
    };

    [Theory]
    [MemberData(nameof(Safe))]
    public void IsSafe(string what, string pickle)
    {
        ScannedFile file = Scans.Of(pickle);
        Assert.True(file.Verdict == Verdict.Safe,
            $"{what}: {file.Verdict} {string.Join(", ", file.Findings.Select(found => found.Message))}");
        Assert.False(file.IsIncomplete);
    }

    public static TheoryData<string, string, string> Reviewed => new()
    {
        { "a partial of a function", $"\\x80\\x04{Scans.Name("functools", "partial")}{Scans.Name("numpy", "log1p")}\\x85R.",
            "HeldFunction" },
        { "a bound method of data", $"\\x80\\x04{Getattr}]{Scans.Text("append")}\\x86R.", "HeldFunction" },
        { "a getter", $"\\x80\\x04{Scans.Name("operator", "itemgetter")}K\\x01\\x85R.", "HeldFunction" },
        { "a dropped list", $"\\x80\\x04{OrderedDict})R0N.", "DroppedCall" },
        { "a nested class by getattr", $"\\x80\\x02{Getattr}cshop\\nOuter\\nX\\x05\\x00\\x00\\x00Inner\\x86R.", "UnknownName" },
    };

    [Theory]
    [MemberData(nameof(Reviewed))]
    public void IsToBeReviewed(string what, string pickle, string rule)
    {
        ScannedFile file = Scans.Of(pickle);
        Assert.True(file.Verdict == Verdict.Review, $"{what}: {file.Verdict}");
        Assert.Contains(rule, file.Rules());
    }

    [Fact]
    public void AResultThatIsThrownAwayIsACallAllTheSame()
    {
        ScannedFile file = Scans.Of("\\x80\\x04}cos\\nsystem\\nX\\x02\\x00\\x00\\x00id\\x85R0.");
        Assert.Equal(["DeniedName", "DroppedCall"], file.Rules());
        Assert.Equal("os.system('id')", file.Findings[0].Call);
        Assert.Equal("REDUCE", file.Findings[0].Opcode);
    }

    [Fact]
    public void ACallStandsWithItsArgumentsInPythonsNotation()
    {
        ScannedFile file = Scans.Of("cbuiltins\\nexec\\n(S'import os\\x5cnos.abort()'\\nI1\\n(lp0\\ntR.");
        ScanFinding found = Assert.Single(file.Findings, finding => finding.RuleId == "DeniedName");
        Assert.Equal("builtins.exec('import os\\nos.abort()', 1, [])", found.Call);
        Assert.Equal("test", found.Place);
    }

    [Fact]
    public void AFindingIsToldOnceForEachName()
    {
        string pickle = "\\x80\\x04](" + string.Concat(Enumerable.Repeat("cshop\\nModel\\n)\\x81", 500)) + "e.";
        Assert.Single(Scans.Of(pickle).Findings);
    }
}
