namespace Brine;

/// <summary>Marks a class, record or struct whose public properties and fields are columns of a model. The type must be partial: the
/// compiler writes beside it how a row is read, so that <see cref="Model.For"/> takes it.</summary>
/// <remarks>A property stands for the column whose letters and digits are its own, in any case: <c>CabinClass</c> for
/// <c>cabin_class</c>, <c>SepalLengthCm</c> for <c>sepal length (cm)</c>. Numbers are float64 or int64, bools are bools, texts and
/// enums are text. What may be null is a gap where it is.</remarks>
/// <example><code>
/// [ModelRow]
/// public partial record Passenger(double? Age, double Fare, string CabinClass, string? Port);
/// </code></example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class ModelRowAttribute : Attribute;
