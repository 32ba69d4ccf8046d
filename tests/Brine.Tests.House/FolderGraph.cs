using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Brine.Tests.House;

/// <summary>
/// Which folder of a project names types of which other folder, read out of the syntax trees of its source. A folder and those below it are
/// one; the files beside the project are a folder of the project's name. Types are known by name: a name that two folders declare, and
/// members that are called like a type, do not count.
/// </summary>
internal sealed class FolderGraph
{
    private readonly Dictionary<string, HashSet<string>> _folders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _members = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(string From, string To), SortedSet<string>> _arrows = [];

    /// <param name="sources">The text of each file, by its path below the project's folder.</param>
    /// <param name="project">What the files beside the project are called.</param>
    internal FolderGraph(IReadOnlyDictionary<string, string> sources, string project)
    {
        var trees = sources.Select(
            source => (Folder: FolderOf(source.Key, project),
                Root: CSharpSyntaxTree.ParseText(source.Value, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot())).ToList();
        foreach ((string folder, SyntaxNode root) in trees)
        {
            foreach (MemberDeclarationSyntax type in root.DescendantNodes(
                node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax)
                .OfType<MemberDeclarationSyntax>())
            {
                Declare(type, folder);
            }
        }

        foreach ((string folder, SyntaxNode root) in trees)
        {
            foreach (SimpleNameSyntax name in root.DescendantNodes(node => node is not UsingDirectiveSyntax).OfType<SimpleNameSyntax>())
            {
                if (Named(name) is { } type && _folders[type] is { Count: 1 } homes && homes.Single() is var home && home != folder)
                {
                    Arrow(folder, home).Add(type);
                }
            }
        }
    }

    /// <summary>The folders that name each other, in one way or over others: each circle with its folders in order.</summary>
    internal IReadOnlyList<IReadOnlyList<string>> Circles()
    {
        string[] all = [.. _arrows.Keys.SelectMany(arrow => new[] { arrow.From, arrow.To }).Distinct().Order(StringComparer.Ordinal)];
        Dictionary<string, HashSet<string>> reached = all.ToDictionary(folder => folder, Reached);
        return [.. all.Where(folder => reached[folder].Contains(folder))
            .GroupBy(folder => string.Join(' ', all.Where(other => reached[folder].Contains(other) && reached[other].Contains(folder))))
            .Select(circle => circle.Key.Split(' '))];
    }

    /// <summary>The arrows among some folders, with the types that are named.</summary>
    internal string Describe(IReadOnlyList<string> folders) =>
        string.Join('\n', _arrows.Where(arrow => folders.Contains(arrow.Key.From) && folders.Contains(arrow.Key.To))
        .Select(arrow =>
            $"  {arrow.Key.From} -> {arrow.Key.To}: {string.Join(", ", arrow.Value.Take(6))}{(arrow.Value.Count > 6 ? $" and {arrow.Value.Count - 6} more" : "")}"));

    private static string FolderOf(string path, string project) => path.Split('/') is { Length: > 1 } parts ? parts[0] : project;

    private void Declare(MemberDeclarationSyntax declaration, string folder)
    {
        string? name = declaration switch
        {
            BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
            DelegateDeclarationSyntax type => type.Identifier.ValueText,
            _ => null
        };
        if (name is null || declaration.Parent is BaseTypeDeclarationSyntax)
        {
            return;
        }

        (_folders.TryGetValue(name, out HashSet<string>? homes) ? homes : _folders[name] = []).Add(folder);
        HashSet<string> members = _members.TryGetValue(name, out HashSet<string>? known) ? known
            : _members[name] = new(StringComparer.Ordinal);
        foreach (SyntaxNode node in declaration.DescendantNodes())
        {
            string? member = node switch
            {
                PropertyDeclarationSyntax property => property.Identifier.ValueText,
                MethodDeclarationSyntax method => method.Identifier.ValueText,
                VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
                ParameterSyntax parameter => parameter.Identifier.ValueText,
                EnumMemberDeclarationSyntax item => item.Identifier.ValueText,
                LocalFunctionStatementSyntax function => function.Identifier.ValueText,
                _ => null,
            };
            if (member is not null)
            {
                members.Add(member);
            }
        }
    }

    /// <summary>The type of the project that a name stands for, or null.</summary>
    private string? Named(SimpleNameSyntax name)
    {
        string text = name.Identifier.ValueText;
        if (name.Parent is AttributeSyntax or QualifiedNameSyntax { Parent: AttributeSyntax } && !_folders.ContainsKey(text))
        {
            text += "Attribute";
        }

        if (!_folders.ContainsKey(text)
            || name.Parent is NameColonSyntax or NameEqualsSyntax or MemberBindingExpressionSyntax or BaseNamespaceDeclarationSyntax
            || name.Parent is QualifiedNameSyntax { Parent: BaseNamespaceDeclarationSyntax }
            || (name.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment && assignment.Left == name)
            || (name.Parent is MemberAccessExpressionSyntax access && access.Name == name && !IsNamespace(access.Expression))
            || (name.Parent is QualifiedNameSyntax qualified && qualified.Right == name && !IsNamespace(qualified.Left)))
        {
            return null;
        }

        // A member that is called like a type: what its own type is, its declaration says.
        bool isExpression = name.Parent is ExpressionSyntax and not TypeSyntax and not CastExpressionSyntax
            and not ObjectCreationExpressionSyntax and not ArrayCreationExpressionSyntax
            and not TypeOfExpressionSyntax and not DefaultExpressionSyntax and not SizeOfExpressionSyntax
            and not DeclarationExpressionSyntax or ArgumentSyntax or EqualsValueClauseSyntax or ArrowExpressionClauseSyntax;
        return isExpression
            && name.Ancestors().OfType<BaseTypeDeclarationSyntax>()
                .Any(type => _members.GetValueOrDefault(type.Identifier.ValueText)?.Contains(text) == true) ? null : text;
    }

    private bool IsNamespace(SyntaxNode left) => left switch
    {
        MemberAccessExpressionSyntax access => IsNamespace(access.Expression) && !_folders.ContainsKey(access.Name.Identifier.ValueText),
        QualifiedNameSyntax name => IsNamespace(name.Left) && !_folders.ContainsKey(name.Right.Identifier.ValueText),
        IdentifierNameSyntax name => name.Identifier.ValueText == "Brine",
        AliasQualifiedNameSyntax => true,
        _ => false,
    };

    private SortedSet<string> Arrow(string from, string to)
    {
        if (!_arrows.TryGetValue((from, to), out SortedSet<string>? types))
        {
            _arrows.Add((from, to), types = new(StringComparer.Ordinal));
        }

        return types;
    }

    private HashSet<string> Reached(string start)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var next = new Stack<string>([start]);
        while (next.TryPop(out string? folder))
        {
            foreach ((string from, string to) in _arrows.Keys)
            {
                if (from == folder && reached.Add(to))
                {
                    next.Push(to);
                }
            }
        }

        return reached;
    }
}
