namespace Brine.Containers;

/// <summary>Base class of code of yours that stands in for Python code that files name and do not hold: <c>Brine.Models.CustomCode</c>
/// has functions and estimators for models.</summary>
public abstract class SuppliedCode
{
    internal SuppliedCode()
    {
    }
}
