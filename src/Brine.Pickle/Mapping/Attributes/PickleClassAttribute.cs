namespace Brine.Pickling;

/// <summary>
/// Says which Python class a partial class, record, struct or enum of yours is. The source generator that comes with Brine writes the code
/// that turns one into the other; nothing is looked up at run time.
/// </summary>
/// <example><code>
/// [PickleClass("shop.Customer")]
/// public sealed partial record Customer(string Name, DateOnly Since);
/// </code></example>
/// <param name="name">Module and class, <c>shop.Customer</c>; for a class inside a class with a colon between,
/// <c>shop:Customer.Address</c>.</param>
/// <param name="olderNames">Names that older files have for it: they are read, and never written.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum, Inherited = false)]
public sealed class PickleClassAttribute(string name, params string[] olderNames) : Attribute
{
    /// <summary>Module and class.</summary>
    public string Name { get; } = name;

    /// <summary>The names that older files have.</summary>
    public IReadOnlyList<string> OlderNames { get; } = olderNames;

    /// <summary>The form in which the Python class pickles its instances.</summary>
    public PickleForm Form { get; set; }

    /// <summary>True where the Python class has <c>__slots__</c> and no <c>__dict__</c>; protocols 0 and 1 cannot say such objects, in
    /// Python neither.</summary>
    public bool Slots { get; set; }

    /// <summary>The function that <see cref="PickleForm.Reduce"/> names where it is not the class: <c>shop.make_customer</c>.</summary>
    public string? Callable { get; set; }

    /// <summary>Leave out attributes that no member stands for, instead of refusing them; <see cref="PickleExtraAttribute"/> keeps
    /// them.</summary>
    public bool IgnoreUnknown { get; set; }
}
