using Brine.Pickling;

namespace Brine.Models;

/// <summary>A function of text that a vectorizer may name as its preprocessor, tokenizer or analyzer: a method of <c>str</c> without
/// arguments, or one of the user's.</summary>
internal sealed class TextFunction
{
    private readonly Func<string, string>? _change;
    private readonly Tokenizer? _tokenizer;

    private TextFunction(string name, Func<string, string>? change, Tokenizer? tokenizer)
    {
        Name = name;
        _change = change;
        _tokenizer = tokenizer;
    }

    /// <summary>Its name in Python, that of a built-in one without its module.</summary>
    internal string Name { get; }

    /// <summary>True when the function gives text, false when it gives a list.</summary>
    internal bool GivesText => _tokenizer is null && Tokens is null;

    /// <summary>The user's function that gives tokens, which need not be parts of the text; null for others.</summary>
    internal Func<string, IEnumerable<string>>? Tokens { get; private init; }

    /// <summary>What splits the text; text that is not split is a sequence of characters.</summary>
    internal Tokenizer Tokenizer => _tokenizer ?? CharacterTokenizer.Instance;

    /// <summary>A function of the user's that changes text; null where there is none.</summary>
    internal static TextFunction? OfText(string? name, Func<string, string>? function) => name is null || function is null ? null
        : new(name, text => function(text)
            ?? throw new InvalidOperationException($"the code that was registered for {name} gave no text for a document"), null);

    /// <summary>A function of the user's that splits text; null where there is none.</summary>
    internal static TextFunction? OfTokens(string? name, Func<string, IEnumerable<string>>? function) => name is null || function is null
        ? null : new(name, null, null) { Tokens = function };

    /// <summary>The function that a pickle names, or null.</summary>
    internal static TextFunction? Find(PyValue value) =>
        FunctionReference.Read(value) is not { } reference ? null : (reference.Module, reference.Name) switch
    {
        ("builtins" or "__builtin__", "str.lower") => new(reference.ToString(), PythonText.Lower, null),
        ("builtins" or "__builtin__", "str.upper") => new(reference.ToString(), PythonCase.Upper, null),
        ("builtins" or "__builtin__", "str.casefold") => new(reference.ToString(), PythonCase.Fold, null),
        ("builtins" or "__builtin__", "str.strip") => new(reference.ToString(), text => Trim(text, atStart: true, atEnd: true), null),
        ("builtins" or "__builtin__", "str.lstrip") => new(reference.ToString(), text => Trim(text, atStart: true, atEnd: false), null),
        ("builtins" or "__builtin__", "str.rstrip") => new(reference.ToString(), text => Trim(text, atStart: false, atEnd: true), null),
        ("builtins" or "__builtin__", "str") => new(reference.ToString(), null, null),
        ("builtins" or "__builtin__", "str.split" or "str.rsplit") => new(reference.ToString(), null, SpaceTokenizer.Instance),
        ("builtins" or "__builtin__", "str.splitlines") => new(reference.ToString(), null, LineTokenizer.Instance),
        ("builtins" or "__builtin__", "list" or "tuple") => new(reference.ToString(), null, CharacterTokenizer.Instance),
        ("sklearn.feature_extraction.text", "strip_accents_unicode") =>
            new(reference.ToString(), text => Accents.Strip(text, keepsDecomposed: false), null),
        ("sklearn.feature_extraction.text", "strip_accents_ascii") => new(reference.ToString(), Accents.StripToAscii, null),
        _ => null,
    };

    /// <summary>The text that the function gives, or that it splits.</summary>
    internal string Change(string text) => _change is null ? text : _change(text);

    private static string Trim(string text, bool atStart, bool atEnd)
    {
        int start = 0, end = text.Length;
        while (atStart && start < end && PythonText.IsSpace(text[start]))
        {
            start++;
        }

        while (atEnd && end > start && PythonText.IsSpace(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }
}
