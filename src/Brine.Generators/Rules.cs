using Microsoft.CodeAnalysis;

namespace Brine.Generators;

/// <summary>The rules of the analyzer; docs/diagnostics.md explains each.</summary>
internal static class Rules
{
    internal static readonly DiagnosticDescriptor NotPartial = Error("BRINE001", "The type is not partial",
        "'{0}' must be partial, and so must the types around it: its mapping is written beside it");
    internal static readonly DiagnosticDescriptor NoConstructor = Error("BRINE002", "No constructor can be used",
        "'{0}' has no constructor without parameters and none whose parameters are all named and typed like mapped members");
    internal static readonly DiagnosticDescriptor MemberType = Error("BRINE003", "The type of a member cannot be mapped",
        "'{0}' is a '{1}', for which Python has no value: change the type, mark the member [PickleIgnore], or give it a [PickleConverter]");
    internal static readonly DiagnosticDescriptor SameName = Error("BRINE004", "Two members have the same Python name",
        "'{0}' and '{1}' are both '{2}' in Python: rename one by [PickleName]");
    internal static readonly DiagnosticDescriptor Abstract = Error("BRINE005", "An abstract or static type cannot be mapped",
        "'{0}' has no instances of its own: map the classes that extend it");
    internal static readonly DiagnosticDescriptor Generic = Error("BRINE006", "A generic type cannot be mapped",
        "'{0}' is generic, or stands in a generic type: a Python class is one class; map a class that extends it");
    internal static readonly DiagnosticDescriptor BadName = Error("BRINE007", "The name is no Python class",
        "'{0}' does not name a Python class: write module.Class, or module:Outer.Inner");
    internal static readonly DiagnosticDescriptor Positions = Error("BRINE008", "The positions of the arguments have a gap",
        "The [PickleArgument]s of '{0}' must count from 0 without gaps and repetitions");
    internal static readonly DiagnosticDescriptor NotSettable = Error("BRINE009", "A member cannot be read or set",
        "'{0}' cannot be read and set again: it is computed, can only be set, or stands in a generic base class without a setter; mark it "
            + "[PickleIgnore] where it is no part of the object");
    internal static readonly DiagnosticDescriptor BadForm = Error("BRINE010", "The form does not fit the members", "'{0}': {1}");
    internal static readonly DiagnosticDescriptor LoadType = new("BRINE011", "The type cannot be loaded",
        "'{0}' has no counterpart in Python: this call fails unless a converter of your own is registered", Category,
        DiagnosticSeverity.Warning, true, helpLinkUri: Link("BRINE011"));
    internal static readonly DiagnosticDescriptor NotVisible = Error("BRINE012", "The type is not visible to its assembly",
        "'{0}' is private or protected: make it internal or public");
    internal static readonly DiagnosticDescriptor SameClass = new("BRINE013", "Two types stand for the same Python class",
        "'{0}' and '{1}' both stand for '{2}': where the file alone says what is made, the last one registered is", Category,
        DiagnosticSeverity.Warning, true, helpLinkUri: Link("BRINE013"));

    internal static readonly DiagnosticDescriptor ColumnType = Error("BRINE014", "The type of a property is no column",
        "'{0}' is a '{1}', which no column holds: columns are double, float, decimal, ints of up to 64 bits, bool, string, enums and "
            + "DateTime, and their nullable forms; mark it [ModelIgnore] where it is no column");
    internal static readonly DiagnosticDescriptor SameColumn = Error("BRINE015", "Two properties are the same column",
        "'{0}' and '{1}' both stand for the column '{2}': name one by [ModelColumn], or mark it [ModelIgnore]");
    internal static readonly DiagnosticDescriptor BadRow = Error("BRINE016", "The type cannot be a row", "'{0}' {1}");
    internal static readonly DiagnosticDescriptor AnswerType = Error("BRINE017", "The type is no answer of a model",
        "'{0}' is no answer of a model: ask for bool, int, long, float, double, decimal, string, an enum or PyValue");

    private const string Category = "Brine";

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Error, true, helpLinkUri: Link(id));

    private static string Link(string id) => "docs/diagnostics.md#" + id.ToLowerInvariant();
}
