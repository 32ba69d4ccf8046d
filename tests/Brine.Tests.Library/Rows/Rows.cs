namespace Brine.Tests.Rows;

[ModelRow]
public partial record Flower(double SepalLength, double SepalWidth, double PetalLength, double PetalWidth);

[ModelRow]
public partial record Passenger(double? Age, double Fare, string? CabinClass, string? Port);

public enum Species
{
    Virginica,
    Setosa,
    Versicolor,
}

public enum Cabin
{
    [ModelColumn("first")]
    Best,
    [ModelColumn("second")]
    Middle,
    [ModelColumn("third")]
    Cheap,
}

/// <summary>Fields, an enum, a decimal, an int, a base class, names by attribute, and properties that are no columns.</summary>
public abstract class Named
{
    [ModelColumn("port")]
    public string? Harbour { get; init; }
}

[ModelRow]
public sealed partial class Guest : Named
{
    public int? age;

    public decimal Fare { get; init; }

    [ModelColumn("cabin_class")]
    public Cabin? Kind { get; init; }

    public string Name { get; init; } = "";

    [ModelIgnore]
    public List<string> Notes { get; init; } = [];
}

[ModelRow]
public readonly partial record struct Message(string Text);

[ModelRow]
public partial record Mixed(double Size, long Count, bool IsNew, string Color, string? Shape);
