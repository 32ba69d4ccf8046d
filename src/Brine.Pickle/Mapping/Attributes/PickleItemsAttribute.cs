namespace Brine.Pickling;

/// <summary>
/// The property holds what the Python object holds as a subclass of <c>list</c> or <c>dict</c>; with <see cref="PickleForm.Reduce"/> the
/// items that <c>__reduce__</c> gives beside the arguments, as those of <c>deque</c>, <c>OrderedDict</c> and <c>defaultdict</c> do.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class PickleItemsAttribute : Attribute;
