namespace Brine.Generators;

/// <summary>How collections beyond lists, sets and dictionaries are made.</summary>
internal static class CollectionTypes
{
    private static readonly Dictionary<string, string> Filled = new()
    {
        ["System.Collections.Generic.Queue<T>"] = "Enqueue",
        ["System.Collections.Generic.Stack<T>"] = "Push",
        ["System.Collections.Generic.LinkedList<T>"] = "AddLast",
        ["System.Collections.ObjectModel.ObservableCollection<T>"] = "Add",
        ["System.Collections.ObjectModel.Collection<T>"] = "Add",
        ["System.Collections.Generic.SortedSet<T>"] = "Add",
    };

    private static readonly HashSet<string> FilledDictionaries = ["System.Collections.Generic.SortedDictionary<TKey, TValue>",
        "System.Collections.Generic.SortedList<TKey, TValue>"];

    private static readonly Dictionary<string, string> Built = new()
    {
        ["System.Collections.ObjectModel.ReadOnlyCollection<T>"] = "new(items)",
        ["System.Collections.Immutable.ImmutableList<T>"] = "global::System.Collections.Immutable.ImmutableList.CreateRange(items)",
        ["System.Collections.Immutable.IImmutableList<T>"] = "global::System.Collections.Immutable.ImmutableList.CreateRange(items)",
        ["System.Collections.Immutable.ImmutableQueue<T>"] = "global::System.Collections.Immutable.ImmutableQueue.CreateRange(items)",
        ["System.Collections.Immutable.ImmutableStack<T>"] = "global::System.Collections.Immutable.ImmutableStack.CreateRange(items)",
        ["System.Collections.Immutable.ImmutableHashSet<T>"] = "global::System.Collections.Immutable.ImmutableHashSet.CreateRange(items)",
        ["System.Collections.Immutable.IImmutableSet<T>"] = "global::System.Collections.Immutable.ImmutableHashSet.CreateRange(items)",
        ["System.Collections.Immutable.ImmutableSortedSet<T>"] =
            "global::System.Collections.Immutable.ImmutableSortedSet.CreateRange(items)",
    };

    private static readonly Dictionary<string, string> BuiltDictionaries = new()
    {
        ["System.Collections.ObjectModel.ReadOnlyDictionary<TKey, TValue>"] = "new(entries)",
        ["System.Collections.Immutable.ImmutableDictionary<TKey, TValue>"] =
            "global::System.Collections.Immutable.ImmutableDictionary.CreateRange(entries)",
        ["System.Collections.Immutable.IImmutableDictionary<TKey, TValue>"] =
            "global::System.Collections.Immutable.ImmutableDictionary.CreateRange(entries)",
        ["System.Collections.Immutable.ImmutableSortedDictionary<TKey, TValue>"] =
            "global::System.Collections.Immutable.ImmutableSortedDictionary.CreateRange(entries)",
        ["System.Collections.Frozen.FrozenDictionary<TKey, TValue>"] =
            "global::System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary(entries)",
    };

    /// <summary>The call that makes the converter, or null where the type is none of these.</summary>
    /// <param name="definition">The open type.</param>
    /// <param name="name">The closed type.</param>
    /// <param name="items">The types of its items.</param>
    /// <param name="converters">Their converters.</param>
    internal static string? Expression(string definition, string name, string items, string converters)
    {
        string set = definition.Contains("Set<") ? "Set" : "";
        string reversed = definition.Contains("Stack<") ? ", isReversed: true" : "";
        return Filled.TryGetValue(definition, out string? add)
            ? $"Filled{set}<{name}, {items}>({converters}, static () => new(), static (target, item) => target.{add}(item){reversed})"
            : Built.TryGetValue(definition, out string? build)
                ? $"Built{set}<{name}, {items}>({converters}, static items => {build}{reversed})"
            : FilledDictionaries.Contains(definition) ? $"FilledDictionary<{name}, {items}>({converters}, static () => new())"
            : BuiltDictionaries.TryGetValue(definition, out string? make)
                ? $"BuiltDictionary<{name}, {items}>({converters}, static entries => {make})"
            : null;
    }
}
