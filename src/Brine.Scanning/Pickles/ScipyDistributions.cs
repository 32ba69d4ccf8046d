using Brine.Pickling;

namespace Brine.Scanning;

/// <summary>
/// The states of scipy's distributions. Their <c>__setstate__</c> takes the attributes as they come and executes the source text
/// <c>_parse_arg_template</c>, which scipy wrote out of a template of three functions; whoever writes the file can write anything there.
/// Follows <c>rv_generic</c> of <c>scipy.stats._distn_infrastructure</c>.
/// </summary>
internal static class ScipyDistributions
{
    /// <summary>The attribute whose text is executed.</summary>
    internal const string Template = "_parse_arg_template";

    private const int LongestTemplate = 8_192;
    private const int MostShapes = 64;

    /// <summary>Attributes that scipy writes, none of which is called while the state is taken.</summary>
    private static readonly HashSet<string> Attributes = new(StringComparer.Ordinal)
    {
        "_stats_has_moments", "_random_state", "_ctor_param", "badvalue", "name", "a", "b", "xtol", "moment_type", "shapes", "extradoc",
        Template, "numargs", "__doc__", "moment_tol", "inc", "vecentropy", "xk", "pk", "qvals", "_support",
    };

    private static readonly HashSet<string> Vectorized = new(StringComparer.Ordinal)
    {
        "pyfunc", "cache", "signature", "_ufunc", "__doc__", "_doc", "__name__", "otypes", "excluded", "_in_and_out_core_dims",
    };

    /// <summary>True for a class that inherits scipy's <c>rv_generic</c>, by how scipy names them.</summary>
    internal static bool Has(SymbolicGlobal type) =>
        type is { IsComputed: false, Module: { } module, Name: { } name }
            && (module == "scipy.stats" || module.StartsWith("scipy.stats.", StringComparison.Ordinal))
            && (name.EndsWith("_gen", StringComparison.Ordinal)
                || name is "rv_generic" or "rv_continuous" or "rv_discrete" or "rv_sample" or "rv_histogram");

    /// <summary>True for what scipy makes of its template: three functions that sort arguments, of shapes by name.</summary>
    internal static bool IsTemplate(Symbol value)
    {
        if (value.ShortText(LongestTemplate) is not { } text || text.IndexOf("loc=0", StringComparison.Ordinal) is not (> 0 and var end)
            || !text.StartsWith("\ndef _parse_args(self, ", StringComparison.Ordinal))
        {
            return false;
        }

        string shapes = text["\ndef _parse_args(self, ".Length..end];
        string names = shapes.TrimEnd(' ');
        return shapes == (names.Length == 0 ? " " : $"{names}  ")
            && (names.Length == 0 || (names[^1] == ',' && AreNames(names[..^1], ", ")))
            && (text == Written(names, "loc=0, scale=1", "loc, scale") || text == Written(names, "loc=0", "loc, 1"));
    }

    /// <summary>What is wrong with the state of a distribution, or null.</summary>
    internal static CallComplaint? Check(Symbol state)
    {
        if (state.Container is { Kind: SymbolKind.Tuple, Items: [{ Container: { Kind: SymbolKind.Dict } old }, _] })
        {
            return CheckOld(old);
        }

        if (state.Container is not { Kind: SymbolKind.Dict, IsComplete: true } attributes)
        {
            return new("is given a state in a form that scipy does not write, out of which it takes the text that it executes",
                ScanSeverity.Dangerous);
        }

        CallComplaint? odd = null;
        for (int i = 0; i + 1 < attributes.Items.Length; i += 2)
        {
            if (attributes.Items[i].ShortText(100) is not { } key)
            {
                return new("is given an attribute whose name is no plain text", ScanSeverity.Dangerous);
            }

            Symbol value = attributes.Items[i + 1];
            if (Wrong(key, value) is { } complaint && (odd is null || complaint.Severity > odd.Severity))
            {
                odd = complaint;
            }
        }

        return odd;
    }

    /// <summary>True for the state of <c>numpy.vectorize(distribution._entropy)</c>, which scipy keeps in discrete distributions and
    /// replaces when it reads them.</summary>
    internal static bool IsVectorizedEntropy(Symbol state)
    {
        if (state.Container is not { Kind: SymbolKind.Dict, IsComplete: true } attributes || attributes.Find("pyfunc") is var function
            && !IsEntropy(function))
        {
            return false;
        }

        for (int i = 0; i + 1 < attributes.Items.Length; i += 2)
        {
            if (attributes.Items[i].ShortText(40) is not { } key || !Vectorized.Contains(key)
                || (key == "pyfunc" ? !IsEntropy(attributes.Items[i + 1]) : !IsPlain(attributes.Items[i + 1])))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True for <c>getattr(distribution, '_entropy')</c> of a distribution that the file makes.</summary>
    internal static bool IsEntropy(Symbol owner, string name) =>
        name == "_entropy" && owner.Call?.Class is { } type && Has(type) && NameList.Find(type.Module!, type.Name!) is not null;

    private static bool IsEntropy(Symbol function) =>
        function.Call is { Callee.Global: { } getter, Arguments: [var owner, var name] } && getter is { Name: "getattr" }
            && IsEntropy(owner, name.ShortText(40) ?? "");

    private static CallComplaint? Wrong(string key, Symbol value) => key switch
    {
        Template when !IsTemplate(value) => new("is given source text that scipy did not write, and executes it", ScanSeverity.Dangerous),
        "numargs" or "moment_type" when value.Kind != SymbolKind.Integer =>
            new($"is given the attribute '{key}', which is no integer", ScanSeverity.Dangerous),
        _ when Attributes.Contains(key) => null,
        _ => new($"is given the attribute '{PlainText.Of(key)}', which scipy does not write",
            IsPlain(value) ? ScanSeverity.Review : ScanSeverity.Dangerous),
    };

    /// <summary>Before scipy 1.6 the state was the arguments of the constructor, and the random state. Newer versions take a pair of two
    /// keys for attributes: the arguments are always more.</summary>
    private static CallComplaint? CheckOld(SymbolicContainer arguments)
    {
        bool isWhole = arguments.IsComplete;
        foreach (string name in (ReadOnlySpan<string>)["a", "b", "name", "shapes"])
        {
            isWhole &= arguments.Find(name).Content is not null;
        }

        return !isWhole || arguments.Find(Template).Content is not null
            ? new("is given a state in a form that scipy does not write, out of which it takes the text that it executes",
                ScanSeverity.Dangerous)
            : arguments.Find("shapes") is { Kind: not SymbolKind.None } shapes
                && !(shapes.ShortText(LongestTemplate) is { } text && AreNames(string.Join(',',
                    text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)), ","))
            ? new("is given shapes that are no names, out of which scipy makes a text and executes it", ScanSeverity.Dangerous)
            : null;
    }

    /// <summary>Data, numpy's arrays and numbers, and random states: nothing that can be called.</summary>
    private static bool IsPlain(Symbol value) => value.IsData
        || (value.Call?.Class is { IsComputed: false } type && type.Module!.Split('.')[0] == "numpy" && type.Name != "vectorize"
            && NameList.Find(type.Module!, type.Name!) is not null)
        || (value.Call is { Class: { Module: "builtins" or "__builtin__", Name: "set" or "frozenset" } });

    private static bool AreNames(string text, string separator)
    {
        string[] names = text.Split(separator);
        return names.Length <= MostShapes && names.All(name => name.Length is > 0 and <= 64 && !char.IsAsciiDigit(name[0])
            && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'));
    }

    private static string Written(string shapes, string taken, string given)
    {
        string before = shapes.Length == 0 ? "" : $"{shapes} ";
        return $"\ndef _parse_args(self, {before} {taken}):\n    return ({before}), {given}\n\n"
            + $"def _parse_args_rvs(self, {before} {taken}, size=None):\n    return self._argcheck_rvs({before} {given}, size=size)\n\n"
            + $"def _parse_args_stats(self, {before} {taken}, moments='mv'):\n    return ({before}), {given}, moments\n";
    }
}
