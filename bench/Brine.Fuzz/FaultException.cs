namespace Brine.Fuzz;

/// <summary>An answer that cannot be right.</summary>
internal sealed class FaultException(string message) : Exception(message);
